"""What can be wrong with a folder of pages before a patient meets it.

`check.py` is the way in; each kind of finding has a module. Words and rules only: the
pages of a clinic are checked without a model, the same way twice.
"""
