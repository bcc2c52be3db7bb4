"""What is promised when things break, on real servers that are killed for it.

A suite of its own (`make test-faults`): it takes minutes. The servers are forks of one
process that has loaded model and index, so that a start takes a fraction of a second.
"""
