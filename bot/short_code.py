"""Short codes that people can read to each other: texts in, k7m2-9fq1 out."""

import hashlib

# Crockford's digits: none of i, l, o and u, which are misread.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def short_code(*parts: str) -> str:
    """Eight digits of base 32 in two groups; the same parts, the same code.

    40 bits of the SHA-256 over the parts, with a NUL between each two.
    """
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    code = "".join(_DIGITS[byte % 32] for byte in digest[:8])
    return f"{code[:4]}-{code[4:]}"
