"""Topics with statements and votes for tests of the map: rows, as votes over HTTP would leave them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from backend.core.pseudonyms import pseudonym
from backend.infra.uow import UnitOfWork
from backend.opinions.models import OpinionTopic, Statement, StatementVote
from tests.factories.communities import Someone
from tests.factories.deliberation import open_topic

KEY = b"k" * 32
VALUES = {"+": 1, "-": -1, "0": 0}


@dataclass(frozen=True)
class Talk:
    """A topic on which opinions are gathered."""

    topic_id: UUID
    statements: Sequence[UUID]


def make_talk(uow: UnitOfWork, by: Someone, statements: int = 8) -> Talk:
    """Open a topic and as many open statements."""
    cid, topic_id = by.community_id, open_topic(uow, by)
    topic = OpinionTopic(
        community_id=cid,
        topic_id=topic_id,
        state="open",
        key=KEY,
        closes_at=uow.now + timedelta(days=7),
        while_talking=False,
        votes_version=0,
        map_due_at=None,
        opened_at=uow.now,
    )
    uow.session.add(topic)
    uow.session.flush()
    rows = [
        Statement(
            community_id=cid,
            id=uow.new_id(),
            topic_id=topic_id,
            author_member_id=by.member_id,
            text=f"第{number}句话",
            text_key=f"第{number}句话",
            state="open",
            agrees=0,
            disagrees=0,
            passes=0,
            created_at=uow.now,
            opened_at=uow.now,
        )
        for number in range(statements)
    ]
    uow.session.add_all(rows)
    uow.session.flush()
    return Talk(topic_id, [row.id for row in rows])


def vote_as(uow: UnitOfWork, community_id: int, talk: Talk, voter: UUID, row: str) -> None:
    """Store votes on the statements in their order: + agrees, - disagrees, 0 passes, a dot does not vote."""
    votes = [
        StatementVote(
            community_id=community_id,
            topic_id=talk.topic_id,
            voter=pseudonym(KEY, voter),
            statement_id=statement_id,
            vote=VALUES[sign],
        )
        for statement_id, sign in zip(talk.statements, row, strict=True)
        if sign != "."
    ]
    uow.session.add_all(votes)
    uow.session.flush()
    of_topic = OpinionTopic.community_id == community_id, OpinionTopic.topic_id == talk.topic_id
    values = {"votes_version": OpinionTopic.votes_version + len(votes), "map_due_at": uow.now}
    uow.session.execute(update(OpinionTopic).where(*of_topic).values(values))


def camp(row: str, size: int) -> list[str]:
    """Return votes of people who think alike, but for one of the first six statements each, on which they pass."""
    return [row[: at % 6] + "0" + row[at % 6 + 1 :] for at in range(size)]


def vote_in_camps(uow: UnitOfWork, community_id: int, talk: Talk) -> None:
    """Store the votes of 12 and 18 who differ on six statements and agree on the last two."""
    for row in (*camp("+++---++", 12), *camp("---+++++", 18)):
        vote_as(uow, community_id, talk, uow.new_id(), row)
