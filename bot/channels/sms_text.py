"""What a text message (SMS) can carry: a text in, its alphabet and segments out.

A message in the GSM 7-bit alphabet carries 160 characters, or 153 in each of several
segments; one other character makes it UCS-2, with 70 or 67. The alphabet and the
figures: 3GPP TS 23.038, https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each costs an escape as well.
_EXTENDED = frozenset("^{}\\[~]|€\f")
# Typographic marks only: one of them would make the whole message cost double.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
        "•": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)


def plain_marks(text: str) -> str:
    """The same words with quotation marks and dashes of the SMS alphabet."""
    return text.translate(_PLAIN)


def n_segments(text: str) -> int:
    """Segments that a text is sent and paid as; 1 for an empty one."""
    if all(char in _BASIC or char in _EXTENDED for char in text):
        n_units = len(text) + sum(char in _EXTENDED for char in text)
        single, joined = 160, 153
    else:
        n_units = len(text.encode("utf-16-le")) // 2
        single, joined = 70, 67
    return 1 if n_units <= single else -(-n_units // joined)
