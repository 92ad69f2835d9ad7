"""The certificate on paper: A4, four parts on the first page, the records there or behind it."""

from backend.certificates.paper.draw import write_paper
from backend.certificates.paper.sheet import Line, Sheet

__all__ = ["Line", "Sheet", "write_paper"]
