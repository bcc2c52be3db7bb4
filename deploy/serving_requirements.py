"""`python serving_requirements.py run.txt not-for-serving.txt`: the rest, to stdout.

Standard library only: it runs in the image's build before anything is installed.
"""

import re
import sys
from pathlib import Path

_NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==")


def serving_requirements(requirements: str, left_out: str) -> str:
    """A requirements file without some of its packages, pins and hashes as they were.

    Args:
        requirements: As `uv pip compile --generate-hashes` writes it.
        left_out: One name a line; "#" begins a comment.

    Raises:
        ValueError: A name is not in the file: it was spelt wrongly, or is not needed
            any more.
    """
    lines = (line.partition("#")[0].strip() for line in left_out.splitlines())
    names = {_normal(line) for line in lines if line}
    found, kept, is_kept = set(), [], True
    for line in requirements.splitlines():
        if match := _NAME.match(line):
            name = _normal(match[1])
            is_kept = name not in names
            found.add(name)
        if is_kept:
            kept.append(line)
    if unknown := sorted(names - found):
        raise ValueError(
            f"Not in the requirements: {', '.join(unknown)}. Remove these lines, or "
            "spell them as the requirements do."
        )
    return "\n".join(kept) + "\n"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.stdout.write(
        serving_requirements(
            *(Path(argument).read_text() for argument in sys.argv[1:3])
        )
    )
