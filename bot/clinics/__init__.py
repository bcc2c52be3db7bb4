"""Several clinics of one installation: a folder, settings and a server process each.

`clinics.yml` says where patients reach which clinic. Whatever one clinic's process can
read or write is made from that file and the clinic's own folder, and from nothing of
another clinic; what they share is the program and the encoder that it was taught from.
"""
