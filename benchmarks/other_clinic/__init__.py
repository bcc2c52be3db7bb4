"""Another clinic drops its pages in: sixty public pages, and questions in other words.

`pages.tsv` names the pages (MedQuAD's source and title), `covered.tsv` holds questions
with the numbers of the sentences that answer them, `left_out.tsv` questions on pages
that were left out. The questions were written by hand for this benchmark, from the
pages, before any figure was seen; the pages themselves are not part of the project.
"""
