"""Tables of opinions, by noun."""

from backend.opinions.models.maps import OpinionMapRow

__all__ = ["OpinionMapRow"]
