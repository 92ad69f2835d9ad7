"""Refusals are Chinese, whoever made the field."""

import marshmallow as ma

from backend.infra.http import Schema


class Plain(Schema):
    """Fields of marshmallow's own."""

    number = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True, error_messages={"required": "请写上名字"})
    day = ma.fields.Date()
    inner = ma.fields.Nested("Plain")


def test_a_field_of_marshmallows_own_refuses_in_chinese() -> None:
    assert Plain().validate({"day": "x"}) == {"number": ["请填写"], "name": ["请写上名字"], "day": ["格式不对"]}
    assert Plain().validate({"number": None, "name": 5}) == {"number": ["请填写"], "name": ["格式不对"]}
    assert Plain().validate({"number": 1, "name": "x", "inner": {"more": 1}})["inner"]["more"] == ["不认识的字段"]
