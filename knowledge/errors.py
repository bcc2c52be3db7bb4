"""Everything that can go wrong in `knowledge`, each with the next step in its message.

KnowledgeError
├── SourceError                  a page, or a file beside it, is unusable: file, line
│   ├── NoSourcesError           the sources' folder is missing, or has no approved page
│   └── TooFewQuestionsError     the question files are too small to learn from
├── ApprovalError                a page cannot be signed off as asked (approval.py)
├── NothingToImportError         no such file or folder (importing/importer.py)
├── NamedThingsError             the list of named things is not usable
├── EncoderError                 the encoder is missing, changed or of another kind
├── VectorStoreError             the index database does not do what it was asked
├── VectorStoreUrlError          its address cannot be used
└── SearchIndexError
    ├── IndexNotBuiltError       there is no index in the folder
    ├── IndexDamagedError        a file of the index is missing, cut or changed
    ├── IndexMismatchError       it was built by another encoder or program version
    └── IndexElsewhereError      its vectors are in a database that no setting names
"""

from pathlib import Path


class KnowledgeError(Exception):
    """Base of every error of this package; its text is written for people."""


class SourceError(KnowledgeError):
    """A source, or its questions file, cannot be used as it stands."""

    def __init__(self, path: Path, line: int | None, problem: str, step: str) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {problem} {step}")
        self.path = path
        self.line = line


class NoSourcesError(SourceError):
    """There is no approved page to build an index from."""

    def __init__(
        self,
        sources_dir: Path,
        problem: str,
        step: str = "Put Markdown pages with front matter there (see README.md, "
        "'Your pages').",
    ) -> None:
        super().__init__(sources_dir, None, problem, step)


class TooFewQuestionsError(SourceError):
    """Nothing can be learnt from so few questions about when to answer."""

    def __init__(self, sources_dir: Path, n_answered: int, n_gaps: int) -> None:
        super().__init__(
            sources_dir,
            None,
            f"The question files hold {n_answered} questions with an answer and "
            f"{n_gaps} of known gaps, too few to learn when to answer.",
            "Write at least ten of each, or remove the files to build without them.",
        )


class NamedThingsError(KnowledgeError):
    """The list of named things cannot be used as it stands."""


class EncoderError(KnowledgeError):
    """The encoder cannot be loaded, or is not the one that was asked for."""


class SearchIndexError(KnowledgeError):
    """Base of what can be wrong with an index folder."""

    def __init__(self, index_dir: Path, message: str) -> None:
        super().__init__(message)
        self.index_dir = index_dir


class IndexNotBuiltError(SearchIndexError):
    """There is no index in the given folder."""

    def __init__(self, index_dir: Path) -> None:
        super().__init__(
            index_dir, f"No index in '{index_dir}'. Build it with `make index`."
        )


class IndexDamagedError(SearchIndexError):
    """A file of the index is missing, cut or not the one that was written."""

    def __init__(self, index_dir: Path, problem: str) -> None:
        super().__init__(
            index_dir,
            f"The index in '{index_dir}' is damaged: {problem}. "
            "Build it again with `make index`.",
        )


class IndexMismatchError(SearchIndexError):
    """The index was made by another encoder, or by another version of this program."""

    def __init__(
        self, index_dir: Path, what: str, found: object, wanted: object
    ) -> None:
        super().__init__(
            index_dir,
            f"The index in '{index_dir}' has {what} {found!r}, but {wanted!r} is "
            "needed. Build it again with `make index`.",
        )
        self.found = found
        self.wanted = wanted


class IndexElsewhereError(SearchIndexError):
    """The vectors of the index are in a database, and no setting says where that is."""

    def __init__(self, index_dir: Path) -> None:
        super().__init__(
            index_dir,
            f"The index in '{index_dir}' has its vectors in PostgreSQL. Set "
            "BEDSIDE_INDEX_URL to that database, or build it again for this machine's "
            "memory with `make index`.",
        )


class VectorStoreError(KnowledgeError):
    """The database of the sentence vectors did not do what it was asked.

    Nothing is wrong with the build: it can be used once the database can. The cause is
    named by the class of the driver's error, whose message may quote a statement.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The index database failed: {reason}. Check that it runs, that "
            "BEDSIDE_INDEX_URL names it, and that its disk is not full."
        )
        self.reason = reason


class VectorStoreUrlError(KnowledgeError):
    """The address of the index database cannot be used."""

    def __init__(self) -> None:
        # Not the address itself: it may hold a password.
        super().__init__(
            "BEDSIDE_INDEX_URL is no usable address. Set it to a form like "
            "postgresql://USER:PASSWORD@HOST:5432/DATABASE, or unset it to keep the "
            "index in memory."
        )
