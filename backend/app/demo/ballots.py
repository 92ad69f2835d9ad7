"""The demo's votes: one passed by name, one runs in secret with a paper that one person has read. Told by meetings."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.meetings import service
from backend.meetings.moves.motions import MotionMove
from backend.meetings.types.motions import Choice, Counts, NewMotion, Secrecy
from backend.meetings.types.paper_counts import Reading


class VotingScene(Scene):
    """A meeting at which something is put to the vote."""

    def pass_motion(self, meeting_id: UUID, text: str, votes: dict[str, Choice], *, at: datetime) -> None:
        """Put the meeting's last point to an open vote and close it."""
        motion_id = self._open(meeting_id, text, Secrecy.OPEN, at=at)
        for who, choice in votes.items():
            self._vote(who, motion_id, choice, at=at + timedelta(minutes=1))
        over = self.at(at + timedelta(minutes=5))
        service.move_motion(over, self.people["staff"], self.community_id, motion_id, MotionMove.CLOSE, None)

    def run_secret_vote(
        self, meeting_id: UUID, text: str, votes: dict[str, Choice], *, on_paper: str, at: datetime
    ) -> None:
        """Put the last point to a secret vote that goes on: somebody has a paper, which one person has read."""
        motion_id = self._open(meeting_id, text, Secrecy.SECRET, at=at)
        for who, choice in votes.items():
            self._vote(who, motion_id, choice, at=at)
        cid, staff = self.community_id, self.people["staff"]
        service.give_paper(self.at(at), staff, cid, motion_id, self._seat(on_paper, motion_id))
        service.enter_reading(self.at(at), staff, cid, motion_id, Reading(counts=Counts(yes=1)))

    def _open(self, meeting_id: UUID, text: str, secrecy: Secrecy, *, at: datetime) -> UUID:
        uow, staff, cid = self.at(at), self.people["staff"], self.community_id
        agenda: list[dict[str, Any]] = service.read_meeting(uow, staff, cid, meeting_id)["agenda"]
        new = NewMotion(agenda[-1]["id"], text, secrecy)
        motion_id: UUID = service.propose_motion(uow, staff, cid, meeting_id, new)["id"]
        service.move_motion(uow, staff, cid, motion_id, MotionMove.OPEN, None)
        return motion_id

    def _seat(self, who: str, motion_id: UUID) -> UUID:
        """Return somebody's own seat at a motion's meeting."""
        motion = service.get_motion(self.at(self.now), self.people[who], self.community_id, motion_id)
        seat_id: UUID = next(each["seat_id"] for each in motion["seats"] if each["is_own"])
        return seat_id

    def _vote(self, who: str, motion_id: UUID, choice: Choice, *, at: datetime) -> None:
        seat_id = self._seat(who, motion_id)
        service.cast_vote(self.at(at), self.people[who], self.community_id, motion_id, seat_id, choice)
