"""What each of the six sorts of resource tells that the others do not."""

from backend.infra.http import Schema, fields

# A hundred million yuan: far above what a neighbourhood has, and a slip of the finger is seen.
FUND_FEN_MAX = 10**10


class SpaceSchema(Schema):
    """A room or a place: how large, where, for how many, and whether a wheelchair gets in."""

    area_m2 = fields.Amount(maximum=100_000, allow_none=True)
    floor = fields.Line(min_length=1, max_length=20, allow_none=True)
    accessible = fields.Flag(allow_none=True)
    people_max = fields.Amount(maximum=10_000, allow_none=True)


class GoodsSchema(Schema):
    """A thing that is lent; ``deposit_note`` says what is left for it, elsewhere."""

    condition = fields.Line(min_length=1, max_length=60, allow_none=True)
    deposit_note = fields.Line(min_length=1, max_length=100, allow_none=True)


class TimeSchema(Schema):
    """Somebody's time."""

    weekly_hours = fields.Amount(maximum=168, allow_none=True)


class SkillSchema(Schema):
    """What somebody knows or can do."""

    level = fields.Line(min_length=1, max_length=40, allow_none=True)
    certificate = fields.Line(min_length=1, max_length=60, allow_none=True)


class FundSchema(Schema):
    """Money for a purpose; it is told here and paid elsewhere."""

    amount_fen = fields.Amount(required=True, maximum=FUND_FEN_MAX)
    purpose = fields.Line(required=True, min_length=1, max_length=100)


class DataSchema(Schema):
    """Data that others may use."""

    format = fields.Line(required=True, min_length=1, max_length=40)
    update_rhythm = fields.Line(min_length=1, max_length=40, allow_none=True)
    licence = fields.Line(min_length=1, max_length=60, allow_none=True)
