"""Columns of a table that staff fill in: times of the week are written as people write them."""

from backend.infra.documents.columns import to_value
from backend.lists.columns import columns_of
from backend.lists.kinds.resource import RESOURCE
from backend.lists.schemas.entries import NewEntrySchema


def test_opening_times_are_read_by_the_day_s_name_and_offered_as_no_choice() -> None:
    columns = {column.path: column for column in columns_of(RESOURCE, NewEntrySchema().fields, {"其他": "other"})}
    column = columns["details.open_times"]
    assert to_value(column.of, "周一 09:00 12:00、周日 14:00 17:00", column.names) == [
        {"weekday": 1, "from": "09:00", "to": "12:00"},
        {"weekday": 7, "from": "14:00", "to": "17:00"},
    ]
    assert column.choices == []
    assert columns["details.resource_kind"].choices[:2] == ["时间", "物品"]
