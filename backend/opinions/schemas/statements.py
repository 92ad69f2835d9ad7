"""Shapes of statements and votes on the wire."""

from typing import Any

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, Schema, fields
from backend.opinions.moves import DESK_MOVES, OWN_MOVES, StatementMove
from backend.opinions.rules.statements import TEXT_LENGTH_MAX, TEXT_LENGTH_MIN
from backend.opinions.types import NewStatement, StatementFilter, StatementState, StatementStep, VoteAnswer

DECK_MAX = 20
GIVEN = frozenset(move for table in (OWN_MOVES, DESK_MOVES) for _, move in table.table)


class OpinionsSchema(Schema):
    """How a topic's opinions stand; what concerns the caller is None where they can't say or vote."""

    state = ma.fields.String(
        required=True, metadata={"description": "not_open | open | closed; nothing can be changed once closed"}
    )
    closes_at = fields.Moment(required=True, allow_none=True)
    closed_at = fields.Moment(required=True, allow_none=True)
    while_talking = ma.fields.Boolean(required=True, metadata={"description": "open while the topic is talked about"})
    statements = ma.fields.Integer(required=True, metadata={"description": "statements to vote on"})
    waiting = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "statements in moderation; the desk's"}
    )
    voters = ma.fields.Integer(required=True)
    votes = ma.fields.Integer(required=True)
    own_left_to_say = ma.fields.Integer(required=True, allow_none=True)
    own_voted = ma.fields.Integer(required=True, allow_none=True)
    may_set = ma.fields.Boolean(required=True, metadata={"description": "the caller may set while_talking"})


class OpinionsSettingSchema(Schema):
    """What the desk sets."""

    while_talking = fields.Flag(required=True)


class NewOpinionSchema(Schema):
    """One sentence that others can agree with or not."""

    into = NewStatement

    text = fields.Line(required=True, min_length=TEXT_LENGTH_MIN, max_length=TEXT_LENGTH_MAX)
    similar_seen = fields.Flag(
        load_default=False, metadata={"description": "true once the answer similar_statements was shown"}
    )


class StatementQuery(PageQuery):
    """Which statements: open ones, one's own in every state, or another state (the desk)."""

    state = fields.Choice(StatementState, load_default=None)
    mine = fields.QueryFlag(load_default=False)


def statement_filter(query: dict[str, Any]) -> StatementFilter:
    """Return what is asked for."""
    return StatementFilter(state=query["state"], mine=query["mine"])


class OpinionStatementSchema(Schema):
    """A statement with how many think what of it; its author is shown to nobody."""

    id = fields.Id(required=True)
    text = ma.fields.String(required=True)
    state = fields.Choice(StatementState, required=True)
    state_name = ma.fields.String(required=True)
    is_own = ma.fields.Boolean(required=True)
    merged_into_id = fields.Id(required=True, allow_none=True)
    agrees = ma.fields.Integer(required=True)
    disagrees = ma.fields.Integer(required=True)
    passes = ma.fields.Integer(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class OpinionStatementMoveSchema(Schema):
    """withdraw (one's own, while it waits), merge, hide, show (the desk)."""

    move = fields.Choice(StatementMove, required=True)
    reason = fields.Text(load_default=None, allow_none=True, max_length=200)
    into_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "merge: what stands for both"})

    @ma.post_load
    def _pair(self, data: dict[str, Any], **_: Any) -> tuple[StatementMove, StatementStep]:
        if data["move"] not in GIVEN:
            raise ma.ValidationError("没有这个选项", "move")
        return data["move"], StatementStep(data["reason"], data["into_id"])


class SimilarPairSchema(Schema):
    """Two statements that say nearly the same."""

    one = ma.fields.Nested(OpinionStatementSchema, required=True)
    other = ma.fields.Nested(OpinionStatementSchema, required=True)
    score = ma.fields.Integer(required=True, metadata={"description": "words in common, 0 to 100"})


class SimilarPairsSchema(Schema):
    """The likest pairs first."""

    items = ma.fields.List(ma.fields.Nested(SimilarPairSchema), required=True)


class DeckQuery(Schema):
    """How many at once."""

    limit = fields.QueryInteger(minimum=1, maximum=DECK_MAX, load_default=5)


class OpinionDeckCardSchema(Schema):
    """A statement to vote on; what others think of it is not shown before."""

    id = fields.Id(required=True)
    text = ma.fields.String(required=True)


class OpinionDeckSchema(Schema):
    """The next statements; ``left`` counts all that one has not voted on, these among them."""

    items = ma.fields.List(ma.fields.Nested(OpinionDeckCardSchema), required=True)
    left = ma.fields.Integer(required=True)


class OpinionVoteSchema(Schema):
    """agree, disagree or pass; the last word counts."""

    answer = fields.Choice(VoteAnswer, required=True)


class CountedOpinionVoteSchema(OpinionVoteSchema):
    """One's answer and how many think what now."""

    agrees = ma.fields.Integer(required=True)
    disagrees = ma.fields.Integer(required=True)
    passes = ma.fields.Integer(required=True)


class OwnOpinionVoteSchema(Schema):
    """One's own vote, shown to oneself until the close."""

    id = fields.Id(required=True, metadata={"description": "of the statement"})
    text = ma.fields.String(required=True)
    answer = fields.Choice(VoteAnswer, required=True)
