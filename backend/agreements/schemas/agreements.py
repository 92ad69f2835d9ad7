"""Shapes of agreements on the wire."""

import base64
import binascii
from datetime import timedelta
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.agreements.moves.agreements import ASKED, AgreementMove
from backend.agreements.rules.clauses import default_accepter
from backend.agreements.schemas.claims import ClaimedEntrySchema
from backend.agreements.types.agreements import (
    CLAUSES_MAX,
    UNITS_MAX,
    AgreementState,
    AgreementText,
    Clause,
    Schedule,
    Signing,
    SigningMethod,
    VersionPurpose,
)
from backend.agreements.types.duties import EvidenceKind
from backend.core.clock import local_date
from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, Schema, fields
from backend.infra.runtime import runtime

# A party's number: 0 is the community.
PARTY_MAX = UNITS_MAX
HASH_LENGTH = 64
# What fits the column; how many an agreement may have is said by its rules, in words.
NUMBER_MAX = 10_000


class Key(fields.Line):
    """Bytes of a fixed length in base64url."""

    def __init__(self, *, length: int, **kwargs: Any) -> None:
        """Take the length in bytes."""
        super().__init__(max_length=-(-length * 4 // 3) + 2, **kwargs)
        self.bytes_length = length

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise ma.ValidationError("格式不对") from error
        if len(raw) != self.bytes_length:
            raise ma.ValidationError(f"应为{self.bytes_length}个字节")
        return raw


class ClauseInSchema(Schema):
    """A clause as it is written; without an accepter the community accepts, or the receiver what the community owes."""

    no = fields.Amount(maximum=NUMBER_MAX, required=True)
    giver = fields.WholeNumber(maximum=PARTY_MAX, required=True, metadata={"description": "number of a party"})
    receiver = fields.WholeNumber(maximum=PARTY_MAX, required=True)
    accepter = fields.WholeNumber(maximum=PARTY_MAX, load_default=None, allow_none=True)
    text = fields.Text(max_length=500, min_length=1, required=True)
    amount = fields.Amount(required=True)
    measure = fields.Line(max_length=10, min_length=1, required=True)
    schedule = fields.Choice(Schedule, load_default=Schedule.ONCE)
    due_on = fields.Day(required=True)
    until_on = fields.Day(load_default=None, allow_none=True)
    evidence = fields.ListOf(
        fields.Choice(EvidenceKind),
        load_default=lambda: [EvidenceKind.PHOTO],
        validate=validate.Length(min=1, max=len(EvidenceKind), error="请选择用什么来证明"),
    )
    after_no = fields.Amount(maximum=NUMBER_MAX, load_default=None, allow_none=True)

    @ma.post_load
    def _clause(self, data: dict[str, Any], **_: Any) -> Clause:
        if data["accepter"] is None:
            data["accepter"] = default_accepter(data["giver"], data["receiver"])
        return Clause(**{**data, "evidence": tuple(dict.fromkeys(data["evidence"]))})


class TextInSchema(Schema):
    """A text as it is written."""

    title = fields.Line(max_length=100, min_length=1, required=True)
    preamble = fields.Text(max_length=2000, load_default=None, allow_none=True)
    starts_on = fields.Day(required=True)
    ends_on = fields.Day(required=True)
    clauses = fields.ListOf(
        ma.fields.Nested(ClauseInSchema),
        load_default=list,
        validate=validate.Length(max=CLAUSES_MAX, error=f"一份协议最多{CLAUSES_MAX}条，请合并或分成几份"),
    )
    units = fields.ListOf(
        fields.Id(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=UNITS_MAX, error=f"最多{UNITS_MAX}家单位"),
        metadata={"description": "units that are parties, the first leads; left out: as they are"},
    )


class NewAgreementSchema(TextInSchema):
    """A first text; from a claim or an entry the title and, unless given, one year from today."""

    title = fields.Line(max_length=100, load_default="")
    starts_on = fields.Day(load_default=None, allow_none=True)
    ends_on = fields.Day(load_default=None, allow_none=True)
    claim_id = fields.Id(load_default=None, allow_none=True)
    entry_id = fields.Id(load_default=None, allow_none=True)

    @ma.post_load
    def _days(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        data["starts_on"] = data["starts_on"] or local_date(runtime().clock.now())
        data["ends_on"] = data["ends_on"] or data["starts_on"] + timedelta(days=364)
        return data


def text_of(body: dict[str, Any]) -> AgreementText:
    """Return the text that a body holds."""
    return AgreementText(
        body["title"], body["preamble"] or None, body["starts_on"], body["ends_on"], tuple(body["clauses"])
    )


class NewTextSchema(Schema):
    """What kind of text is begun."""

    purpose = fields.Choice(VersionPurpose, required=True)

    @ma.validates("purpose")
    def _follows(self, value: VersionPurpose, **_: Any) -> None:
        if value is VersionPurpose.ORIGINAL:
            raise ma.ValidationError("没有这个选项")


class AgreementMoveSchema(Schema):
    """A move people ask for; ``party_no`` says for whom one declines or leaves."""

    move = fields.Choice(AgreementMove, required=True)
    party_no = fields.WholeNumber(maximum=PARTY_MAX, load_default=None, allow_none=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)

    @ma.validates("move")
    def _is_asked(self, value: AgreementMove, **_: Any) -> None:
        if value not in ASKED:
            raise ma.ValidationError("没有这个选项")


class SigningSchema(Schema):
    """A signature: for whom, under which text, and the proof of its method."""

    party_no = fields.WholeNumber(maximum=PARTY_MAX, required=True)
    version = fields.Amount(maximum=NUMBER_MAX, required=True)
    text_hash = fields.Line(
        required=True,
        validate=validate.Regexp(rf"^[0-9a-f]{{{HASH_LENGTH}}}$", error="格式不对"),
        metadata={"description": "hash of the text as it was seen"},
    )
    method = fields.Choice(SigningMethod, required=True)
    public_key = Key(length=32, load_default=None, allow_none=True, metadata={"description": "Ed25519, base64url"})
    signature = Key(length=64, load_default=None, allow_none=True, metadata={"description": "Ed25519, base64url"})
    photo = fields.Id(load_default=None, allow_none=True)

    @ma.validates_schema
    def _proof(self, data: dict[str, Any], **_: Any) -> None:
        method = data["method"]
        for name, wanted in (
            ("public_key", method is SigningMethod.DEVICE_KEY),
            ("signature", method is SigningMethod.DEVICE_KEY),
            ("photo", method is SigningMethod.PAPER),
        ):
            if (data[name] is not None) != wanted:
                raise ma.ValidationError("请填写" if wanted else "这种签法不用填", name)

    @ma.post_load
    def _signing(self, data: dict[str, Any], **_: Any) -> Signing:
        return Signing(
            data["party_no"],
            data["version"],
            bytes.fromhex(data["text_hash"]),
            data["method"],
            data["public_key"],
            data["signature"],
            data["photo"],
        )


class AgreementQuery(PageQuery):
    """Filters of agreements."""

    state = fields.Choice(AgreementState, load_default=None)
    unit_id = fields.Id(load_default=None)
    entry_id = fields.Id(load_default=None)
    claim_id = fields.Id(load_default=None)


class TextQuery(Schema):
    """Which text another is held against."""

    against = fields.QueryInteger(minimum=1, maximum=NUMBER_MAX, load_default=None)


class PartyBriefSchema(Schema):
    """A party by number and name."""

    no = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)


class AgreementPartySchema(PartyBriefSchema):
    """A side of an agreement."""

    role = ma.fields.String(required=True)
    unit_id = fields.Id(required=True, allow_none=True)
    left_at = fields.Moment(required=True, allow_none=True)
    left_reason = ma.fields.String(required=True, allow_none=True)


class NamedPartySchema(PartyBriefSchema):
    """A party as a text names it, whatever it is called now."""

    role = ma.fields.String(required=True)
    unit_id = fields.Id(required=True, allow_none=True)


class ClauseSchema(Schema):
    """A clause, in data and in words."""

    no = ma.fields.Integer(required=True)
    giver = ma.fields.Integer(required=True)
    receiver = ma.fields.Integer(required=True)
    accepter = ma.fields.Integer(required=True)
    text = ma.fields.String(required=True)
    amount = ma.fields.Integer(required=True)
    measure = ma.fields.String(required=True)
    schedule = ma.fields.String(required=True)
    due_on = fields.Day(required=True)
    until_on = fields.Day(required=True, allow_none=True)
    evidence = ma.fields.List(ma.fields.String(), required=True)
    after_no = ma.fields.Integer(required=True, allow_none=True)
    how_much = ma.fields.String(required=True)
    when = ma.fields.String(required=True)
    proof = ma.fields.String(required=True)
    has_lapsed = ma.fields.Boolean(required=True, metadata={"description": "a side of it left"})


class AgreementSignatureSchema(Schema):
    """Who signed, how and when; the person's name and the paper are the parties' and the desk's to see."""

    party_no = ma.fields.Integer(required=True)
    party_name = ma.fields.String(required=True)
    by_name = ma.fields.String(required=True, allow_none=True)
    method = ma.fields.String(required=True)
    method_name = ma.fields.String(required=True)
    photo = ma.fields.Nested(PhotoSchema, required=True, allow_none=True)
    at = fields.Moment(required=True)


class AgreementVersionSchema(Schema):
    """A text in short."""

    version = ma.fields.Integer(required=True)
    purpose = ma.fields.String(required=True)
    purpose_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    offered_at = fields.Moment(required=True, allow_none=True)
    agreed_at = fields.Moment(required=True, allow_none=True)


class AgreementTextSchema(AgreementVersionSchema):
    """A text with clauses and signatures."""

    title = ma.fields.String(required=True)
    preamble = ma.fields.String(required=True, allow_none=True)
    starts_on = fields.Day(required=True)
    ends_on = fields.Day(required=True)
    text_hash = ma.fields.String(required=True, allow_none=True)
    parties = ma.fields.List(ma.fields.Nested(NamedPartySchema), required=True)
    clauses = ma.fields.List(ma.fields.Nested(ClauseSchema), required=True)
    signatures = ma.fields.List(ma.fields.Nested(AgreementSignatureSchema), required=True)


class TextChangeSchema(Schema):
    """One difference, in plain Chinese; ``no`` is the clause, null for the head of the text."""

    no = ma.fields.Integer(required=True, allow_none=True)
    kind = ma.fields.String(required=True, metadata={"description": "added, removed or changed"})
    text = ma.fields.String(required=True)


class ComparedTextSchema(AgreementTextSchema):
    """A text and what it changes against another one."""

    against = ma.fields.Integer(required=True, allow_none=True)
    changes = ma.fields.List(ma.fields.Nested(TextChangeSchema), required=True)


class OpenTextSchema(Schema):
    """A text that is written or signed, in short."""

    version = ma.fields.Integer(required=True)
    purpose_name = ma.fields.String(required=True)


class AgreementSchema(Schema):
    """An agreement in short."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    starts_on = fields.Day(required=True)
    ends_on = fields.Day(required=True)
    entry = ma.fields.Nested(ClaimedEntrySchema, required=True, allow_none=True)
    claim_id = fields.Id(required=True, allow_none=True)
    parties = ma.fields.List(ma.fields.Nested(AgreementPartySchema), required=True)
    open_text = ma.fields.Nested(OpenTextSchema, required=True, allow_none=True)
    open_state = ma.fields.String(required=True, allow_none=True)
    unsigned = ma.fields.List(ma.fields.Nested(PartyBriefSchema), required=True, allow_none=True)
    is_my_turn = ma.fields.Boolean(required=True, metadata={"description": "the caller may sign it now"})
    created_at = fields.Moment(required=True)
    ended_at = fields.Moment(required=True, allow_none=True)
    end_reason = ma.fields.String(required=True, allow_none=True)


class NextTextSchema(Schema):
    """A text the caller may begin."""

    purpose = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class WholeAgreementSchema(AgreementSchema):
    """An agreement with the texts that count now and what the caller may do."""

    in_force = ma.fields.Nested(
        AgreementTextSchema,
        required=True,
        allow_none=True,
        metadata={"description": "what all signed and that holds, or will from its first day"},
    )
    waiting = ma.fields.Nested(
        AgreementTextSchema,
        required=True,
        allow_none=True,
        metadata={"description": "what all signed and that follows the one in force on its day"},
    )
    open = ma.fields.Nested(AgreementTextSchema, required=True, allow_none=True)
    dropped = ma.fields.Nested(
        AgreementTextSchema, required=True, allow_none=True, metadata={"description": "the text that was called off"}
    )
    versions = ma.fields.List(ma.fields.Nested(AgreementVersionSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
    speaks_for = ma.fields.List(ma.fields.Integer(), required=True)
    sign_as = ma.fields.List(ma.fields.Integer(), required=True)
    hand_in_for = ma.fields.List(ma.fields.Integer(), required=True)
    may_draft = ma.fields.List(ma.fields.Nested(NextTextSchema), required=True)
    next_clause_no = ma.fields.Integer(
        required=True, metadata={"description": "a number that no clause agreed on ever had"}
    )


class AgreementLineSchema(Schema):
    """One line of an agreement's history."""

    move = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    to_state = ma.fields.String(required=True)
    party_name = ma.fields.String(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    at = fields.Moment(required=True)
