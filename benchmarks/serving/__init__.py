"""Bedside against plain Rasa, both trained, started and loaded in one run.

`python -m benchmarks.serving` measures, `report.py` writes the table and the plots. The
client, the two systems and nothing else run on the machine, the systems in turn.
"""
