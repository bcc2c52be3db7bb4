"""A clinic's own documents (PDF, DOCX, HTML, text, Markdown) -> draft source files.

`importer.py` is the way in. Documents are parsed in a child process (`worker.py`) that
`lock_down.py` has cut off first; nothing here is imported by a server.
"""
