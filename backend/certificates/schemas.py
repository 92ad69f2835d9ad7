"""Shapes of certificates. Minutes are whole; the identity number comes in and never goes out."""

from typing import Any

import marshmallow as ma

from backend.certificates.rules import RECORDS_MAX, number_typed
from backend.certificates.types import Behalf, CertificateState, IdentityKind, NewCertificate, NewIssuer
from backend.core.resident_number import is_resident_number
from backend.infra.http import PageQuery, PhotoSchema, RefSchema, Schema, fields

COMMUNITY_MIN, COMMUNITY_MAX = 10**11, 10**12 - 1


class CertificatePeriodQuery(Schema):
    """Days of service, both included; none is all. ``member_id``: whose records, where the desk asks for them."""

    member_id = fields.Id(load_default=None)
    first = fields.Day(load_default=None, data_key="from")
    last = fields.Day(load_default=None, data_key="to")

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        _check_order(data)


def _check_order(data: dict[str, Any]) -> None:
    first, last = data.get("first"), data.get("last")
    if first is not None and last is not None and last < first:
        raise ma.ValidationError({"to": ["结束日期不能早于开始日期"]})


class CertificateBehalfSchema(Schema):
    """For whom the desk asks, with the photo of the form they signed."""

    into = Behalf
    member_id = fields.Id(required=True)
    consent_photo_id = fields.Id(required=True)


class NewCertificateSchema(Schema):
    """What a certificate is to say; without records all of the period."""

    into = NewCertificate
    identity_kind = fields.Choice(IdentityKind, required=True)
    identity_number = fields.Line(required=True, min_length=5, max_length=30)
    volunteer_number = fields.Line(load_default="", max_length=30)
    purpose = fields.Line(load_default="", max_length=60)
    first = fields.Day(load_default=None, allow_none=True, data_key="from")
    last = fields.Day(load_default=None, allow_none=True, data_key="to")
    record_ids = fields.ListOf(
        fields.Id(), load_default=None, allow_none=True, validate=ma.validate.Length(min=1, max=RECORDS_MAX)
    )
    on_behalf_of = ma.fields.Nested(CertificateBehalfSchema, load_default=None, allow_none=True)

    @ma.validates_schema
    def _makes_sense(self, data: dict[str, Any], **_: Any) -> None:
        _check_order(data)
        is_resident = data.get("identity_kind") is IdentityKind.RESIDENT
        if is_resident and not is_resident_number(data.get("identity_number", "").upper()):
            raise ma.ValidationError({"identity_number": ["身份证号不对，请对照身份证再核对一遍"]})

    @ma.post_load
    def _make(self, data: dict[str, Any], **_: Any) -> NewCertificate:
        return NewCertificate(**{**data, "identity_number": data["identity_number"].upper()})


class CertifiedRecordSchema(Schema):
    """A record as a certificate lists it."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    day = ma.fields.String(required=True, metadata={"description": "YYYY-MM-DD"})
    title = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)


class CertificatePreviewSchema(Schema):
    """What a certificate would say."""

    name = ma.fields.String(required=True)
    issuer = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    records = fields.ListOf(ma.fields.Nested(CertifiedRecordSchema), required=True)


class CertificateSchema(Schema):
    """A certificate in the lists; what stands on the paper itself is printed for its holder alone."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    seal = ma.fields.String(required=True, metadata={"description": "first 8 of the seal's hexadecimal digits"})
    member = ma.fields.Nested(RefSchema, required=True)
    first_day = fields.Day(required=True)
    last_day = fields.Day(required=True)
    minutes = ma.fields.Integer(required=True)
    records_count = ma.fields.Integer(required=True)
    issued_at = fields.Moment(required=True)
    state = fields.Choice(CertificateState, required=True)
    state_name = ma.fields.String(required=True)
    since = fields.Moment(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    asked_by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    consent_photo = ma.fields.Nested(PhotoSchema, required=True, allow_none=True)
    may_print = ma.fields.Boolean(required=True)
    may_void = ma.fields.Boolean(required=True)


class IssuedFilterQuery(Schema):
    """Which certificates."""

    void = fields.QueryFlag(load_default=None)
    number = fields.Line(load_default=None, max_length=30)


class IssuedQuery(PageQuery, IssuedFilterQuery):
    """Which certificates, a page of them."""


class CertificateVoidSchema(Schema):
    """Why a certificate is to hold no longer; its holder reads it."""

    reason = fields.Text(required=True, min_length=2, max_length=200)


class CertificateIssuerSchema(Schema):
    """Who issues now."""

    name = ma.fields.String(required=True)
    head = ma.fields.String(required=True)
    handler = ma.fields.String(required=True)
    contact = ma.fields.String(required=True)
    seal_photo = ma.fields.Nested(PhotoSchema, required=True, allow_none=True)
    may_set = ma.fields.Boolean(required=True)


class NewCertificateIssuerSchema(Schema):
    """Who issues from now on."""

    into = NewIssuer
    name = fields.Line(required=True, min_length=2, max_length=40)
    head = fields.Line(load_default="", max_length=20)
    handler = fields.Line(load_default="", max_length=20)
    contact = fields.Line(load_default="", max_length=60)
    seal_photo_id = fields.Id(load_default=None, allow_none=True)


class CertificateCheckSchema(Schema):
    """What stands on a certificate that somebody wants checked."""

    community_id = fields.WholeNumber(required=True, minimum=COMMUNITY_MIN, maximum=COMMUNITY_MAX)
    number = fields.Line(required=True, min_length=1, max_length=30)
    code = fields.Line(required=True, min_length=1, max_length=40)

    @ma.post_load
    def _plain(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**data, "number": number_typed(data["number"])}


class CertificateCheckedSchema(Schema):
    """Four things of a certificate, and nothing else: number, masked name, time, day of issue with the state."""

    number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    issued_on = fields.Day(required=True)
    state = fields.Choice(CertificateState, required=True)
    state_name = ma.fields.String(required=True)
    since = fields.Moment(required=True, allow_none=True)


class ShownCertificateSchema(Schema):
    """A certificate as every member sees it in the days after its issue; the name is masked."""

    number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    issued_on = fields.Day(required=True)
    state = fields.Choice(CertificateState, required=True)
    state_name = ma.fields.String(required=True)
