"""How often a secret may be guessed: wrong tries are counted, and after too many one waits. It knows no secret."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class TryLimit:
    """So many wrong tries within ``window``, counted from the first."""

    most: int
    window: timedelta

    def again_at(self, *, tries: int, since: datetime | None, now: datetime) -> datetime | None:
        """Return until when nothing is looked at after ``tries`` wrong ones since ``since``, or None."""
        if since is None or tries < self.most or now - since >= self.window:
            return None
        return since + self.window

    def counted(self, *, tries: int, since: datetime | None, now: datetime) -> tuple[int, datetime]:
        """Return (tries, since) after one more wrong try."""
        if since is None or now - since >= self.window:
            return 1, now
        return tries + 1, since
