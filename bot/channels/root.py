"""Where this server begins, as seen from the page that a browser asked for.

A proxy may serve a clinic below a path ("/harbour/") that it takes off; the server
never sees it. So pages name everything of this server relative to themselves.
"""

from sanic.request import Request


def root_of(request: Request) -> str:
    """What to put before "chat/shell.css": "" for `/chat`, "../" for `/plain/delete`.

    Counted from the path as it was asked for, which may end with a slash.
    """
    return "../" * (str(request.path).count("/") - 1)
