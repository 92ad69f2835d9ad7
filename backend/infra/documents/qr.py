"""QR codes as pictures for paper."""

import io

import segno

# 15 % of the code may be dirty or torn and it still reads (ISO/IEC 18004, level M).
ERROR_LEVEL = "m"


def qr_png(text: str, *, scale: int = 6) -> bytes:
    """Return a PNG of the text, ``scale`` pixels a module."""
    out = io.BytesIO()
    segno.make(text, error=ERROR_LEVEL, micro=False).save(out, kind="png", scale=scale, border=2)
    return out.getvalue()
