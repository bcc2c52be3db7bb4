"""Word documents, made by hand: a body, and parts beside it."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr/></w:pPr></w:style>
<w:style w:type="character" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="gone"><w:basedOn w:val="base"/></w:style>
<w:style w:type="character" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>
</w:styles>"""


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document; `parts` are added to it or replace its own."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    entries: dict[str, str | bytes] = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        **(parts or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def p(*runs: str, style: str = "") -> str:
    """A paragraph of runs, or of one text."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )
