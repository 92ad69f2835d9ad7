"""Times of the week as people write them: shared by the kinds that say when something suits or is open."""

from itertools import pairwise
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields

CLOCK_TIME = validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error="时间应写成 08:30 这样")


class TimeWindowSchema(Schema):
    """A time of the week that suits; ``weekday`` 1 is Monday."""

    weekday = fields.WholeNumber(required=True, minimum=1, maximum=7)
    from_ = fields.Line(required=True, data_key="from", validate=CLOCK_TIME)
    to = fields.Line(required=True, validate=CLOCK_TIME)

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["from_"] >= data["to"]:
            raise ma.ValidationError("结束时间应晚于开始时间", "to")


def overlapping(windows: list[dict[str, Any]]) -> bool:
    """Tell whether two of the loaded windows share a time of one day."""
    ordered = sorted(windows, key=lambda window: (window["weekday"], window["from_"]))
    return any(
        first["weekday"] == second["weekday"] and second["from_"] < first["to"] for first, second in pairwise(ordered)
    )
