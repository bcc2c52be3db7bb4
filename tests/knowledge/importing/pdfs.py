"""Small PDFs, made by hand: what is drawn, and objects beside it."""

from collections.abc import Sequence


def pdf(
    *pages: str,
    catalog: str = "",
    objects: Sequence[str] = (),
    media: str = "0 0 595 842",
) -> bytes:
    """A PDF with Helvetica as /F1 and Helvetica-Bold as /F2.

    Args:
        pages: The content of each page.
        catalog: Further entries of the catalog.
        objects: Further objects; the first has number 5 + 2 * len(pages).
        media: Every page's box.
    """
    first = 5
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        "/Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold "
        "/Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] "
            f"/Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    bodies += objects
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def line(
    text: str, y: float, *, x: float = 72, size: float = 11, font: str = "F1"
) -> str:
    """Draw one line of text."""
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"
