"""`bedside evaluate`: a question file in, figures and one HTML report out.

question_file -> run (the whole assistant) -> verdict -> figures, bars, comparison ->
report and terminal. docs/evaluate.md tells clinic staff how to use it.
"""
