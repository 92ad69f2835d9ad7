"""Shapes of GeoReport v2. What clients send beyond them is left aside, for they send places and phones of people."""

from typing import Any

import marshmallow as ma

from backend.infra.http import Schema, fields


class GeoErrorSchema(Schema):
    """One refusal in the standard's form."""

    code = ma.fields.Integer(required=True)
    description = ma.fields.String(required=True)


class JurisdictionQuery(Schema):
    """Which community is asked."""

    class Meta:
        """The standard lets clients send more."""

        unknown = ma.EXCLUDE

    jurisdiction_id = fields.QueryInteger(required=True, error_messages={"required": "请填写社区编号 jurisdiction_id"})


class RequestsQuery(JurisdictionQuery):
    """Which requests; lists are separated by commas."""

    service_request_id = fields.Line(max_length=2000, load_default="")
    service_code = fields.Line(max_length=2000, load_default="")
    start_date = fields.Moment(load_default=None)
    end_date = fields.Moment(load_default=None)
    status = fields.Line(
        load_default="",
        validate=ma.validate.Regexp(r"^(|(open|closed)(,(open|closed))?)$", error="应为 open 或 closed"),
    )


class ReportSchema(JurisdictionQuery):
    """A report, sent as a form."""

    service_code = fields.Line(required=True, min_length=1, max_length=64)
    description = fields.Text(required=True, min_length=2, max_length=4000)
    address_string = fields.Line(max_length=100, load_default=None)
    api_key = fields.Line(max_length=4000, load_default=None, metadata={"description": "an access token"})


class ServiceSchema(Schema):
    """A category of problems."""

    service_code = ma.fields.String(required=True)
    service_name = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    metadata = ma.fields.Boolean(required=True)
    type = ma.fields.String(required=True)
    keywords = ma.fields.String(required=True)
    group = ma.fields.String(required=True)


class ServiceDefinitionSchema(Schema):
    """What a category asks for beyond the description: nothing."""

    service_code = ma.fields.String(required=True)
    attributes = ma.fields.List(ma.fields.Dict(), required=True)


class RequestSchema(Schema):
    """A public problem; ``lat`` and ``long`` are always null."""

    service_request_id = ma.fields.String(required=True)
    status = ma.fields.String(required=True)
    status_notes = ma.fields.String(required=True)
    service_name = ma.fields.String(required=True)
    service_code = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    agency_responsible = ma.fields.String(required=True, allow_none=True)
    service_notice = ma.fields.String(required=True, allow_none=True)
    requested_datetime = fields.Moment(required=True)
    updated_datetime = fields.Moment(required=True)
    expected_datetime = fields.Moment(required=True, allow_none=True)
    address = ma.fields.String(required=True, allow_none=True)
    address_id = ma.fields.String(required=True, allow_none=True)
    zipcode = ma.fields.String(required=True, allow_none=True)
    lat = ma.fields.Float(required=True, allow_none=True)
    long = ma.fields.Float(required=True, allow_none=True)
    media_url = ma.fields.String(required=True, allow_none=True)


class ReportedSchema(Schema):
    """What a reporter gets back."""

    service_request_id = ma.fields.String(required=True)
    service_notice = ma.fields.String(required=True)
    account_id = ma.fields.String(required=True, allow_none=True)


def parts(text: str) -> list[Any]:
    """Return the items of a comma-separated list."""
    return [part.strip() for part in text.split(",") if part.strip()]
