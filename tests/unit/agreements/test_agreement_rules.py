"""Clauses that hold together, texts in words, what is signed, and what time does: pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.agreements.errors import (
    AlreadySignedError,
    CircularClausesError,
    ClauseNumberSpentError,
    SameSignerError,
    SignatureWrongError,
)
from backend.agreements.rules import clauses as rules
from backend.agreements.rules import course, following, wording
from backend.agreements.rules.signing import Signed, check_hand, check_key, hash_of, message_of, text_of
from backend.agreements.types.agreements import (
    AgreementState,
    PartyRole,
    Schedule,
    Side,
    SigningMethod,
    VersionPurpose,
)
from backend.agreements.types.duties import EvidenceKind
from backend.core.clock import local_day
from backend.core.errors import InvalidError
from tests.factories.agreement_texts import ENDS, GETS, GIVES, STARTS, make_clause, make_text

SIDES = [
    Side(0, "和平社区", PartyRole.COMMUNITY),
    Side(1, "绿洲公司", PartyRole.LEAD),
    Side(2, "小学", PartyRole.ASSIST),
]
NAMES = {side.no: side.name for side in SIDES}
ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_text_with_a_clause_each_way_holds() -> None:
    rules.check_text(make_text(), SIDES, VersionPurpose.ORIGINAL)


@pytest.mark.parametrize("length", [2, 3, 60])
def test_clauses_in_a_circle_are_refused_by_number(length: int) -> None:
    ring = [make_clause(no, after_no=no % length + 1) for no in range(1, length + 1)]
    with pytest.raises(CircularClausesError) as refusal:
        rules.check_text(make_text(*ring), SIDES, VersionPurpose.ORIGINAL)
    assert sorted(refusal.value.extras["numbers"]) == list(range(1, length + 1))


@settings(deadline=None, suppress_health_check=list(HealthCheck))  # the first draw is slow on a busy machine
@given(st.dictionaries(st.integers(1, 60), st.integers(1, 60), max_size=60))
def test_a_circle_is_found_exactly_where_somebody_waits_for_ever(after: dict[int, int]) -> None:
    def waits_for_ever(no: int) -> bool:
        seen = set()
        while no in after and no not in seen:
            seen.add(no)
            no = after[no]
        return no in seen

    assert bool(rules.circle_in(after)) == any(waits_for_ever(no) for no in after)


def test_what_is_wrong_is_told_clause_by_clause() -> None:
    wrong = make_text(
        make_clause(1, accepter=1),
        make_clause(2, receiver=9),
        make_clause(3, schedule=Schedule.ONCE),
        make_clause(4, due_on=ENDS + timedelta(days=1), until_on=ENDS + timedelta(days=9)),
    )
    with pytest.raises(InvalidError) as refusal:
        rules.check_text(wrong, SIDES, VersionPurpose.ORIGINAL)
    told = refusal.value.extras["errors"]["clauses"]
    assert [line[:3] for line in told] == ["第1条", "第2条", "第3条", "第4条"]


def test_a_dropped_number_is_not_given_to_another_clause() -> None:
    rules.check_numbers([GIVES], [GIVES, GETS], {1, 2})
    with pytest.raises(ClauseNumberSpentError):
        rules.check_numbers([GIVES, make_clause(3)], [GIVES], {1, 3})


def test_what_a_party_would_have_accepted_falls_to_the_community() -> None:
    kept = rules.without([make_clause(1, accepter=2, after_no=2), make_clause(2, giver=2)], [2])
    assert [(clause.no, clause.accepter, clause.after_no) for clause in kept] == [(1, 0, None)]


def test_a_clause_is_a_sentence() -> None:
    assert wording.sentence(GIVES, NAMES) == (
        "绿洲公司为和平社区：陪护高龄老人，每月 4 次，2026年12月1日至2027年10月1日，由和平社区凭照片验收。"
    )
    assert wording.when(GETS) == "2026年12月20日前"


def test_changes_are_told_in_plain_words() -> None:
    old = make_text()
    new = replace(old, title="新名称", clauses=(replace(GIVES, amount=5), make_clause(3, text="教书法")))
    told = [(change.no, change.kind, change.text[:12]) for change in wording.changes((old, NAMES), (new, NAMES))]
    assert told == [
        (None, "changed", "名称由“邻里共建协议”改为"[:12]),
        (1, "changed", "数量由每月 4 次改为每月 5 次"[:12]),
        (2, "removed", "删去：和平社区为绿洲公司："[:12]),
        (3, "added", "新增：绿洲公司为和平社区："[:12]),
    ]
    assert wording.changes((old, NAMES), (old, NAMES)) == []


def test_the_hash_stands_for_every_word() -> None:
    def hash_with(**changes: object) -> bytes:
        text = make_text(make_clause(1, **changes))
        facts = {"community_id": 1, "number": "协-0001", "version": 1, "purpose": VersionPurpose.ORIGINAL}
        return hash_of(text_of(text, SIDES, **facts))  # type: ignore[arg-type]  # one dict of several types

    same = hash_with()
    assert hash_with() == same
    for change in ({"amount": 5}, {"text": "别的"}, {"accepter": 2}, {"due_on": date(2026, 12, 2)}, {"after_no": None}):
        assert (hash_with(**change) == same) is (change == {"after_no": None})


def test_a_message_names_text_party_and_agreement() -> None:
    message = message_of(310107, ONE, version=2, party_no=1, text_hash=b"\x01" * 32)
    assert message.decode() == f"sangong agreement\n310107\n{ONE}\n2\n1\n{'01' * 32}"
    with pytest.raises(SignatureWrongError):
        check_key(message, b"\1" * 32, b"\0" * 64)


IDENTITY = b"\1" + b"\0" * 31


@pytest.mark.parametrize("message", [b"one text", b"and any other"])
def test_a_key_under_which_every_signature_holds_is_none(message: bytes) -> None:
    forged = IDENTITY + b"\0" * 32
    Ed25519PublicKey.from_public_bytes(IDENTITY).verify(forged, message)  # the library takes it
    with pytest.raises(SignatureWrongError):
        check_key(message, IDENTITY, forged)


@pytest.mark.parametrize(
    ("there", "method", "refusal"),
    [
        (Signed(1, TWO, SigningMethod.TAP), SigningMethod.TAP, AlreadySignedError),
        (Signed(0, ONE, SigningMethod.TAP), SigningMethod.TAP, SameSignerError),
        (Signed(0, ONE, SigningMethod.TAP), SigningMethod.PAPER, SameSignerError),
        (Signed(0, ONE, SigningMethod.PAPER), SigningMethod.DEVICE_KEY, SameSignerError),
        (Signed(0, ONE, SigningMethod.PAPER), SigningMethod.PAPER, SameSignerError),
        (Signed(0, ONE, SigningMethod.PAPER, is_own=False), SigningMethod.PAPER, None),
        (Signed(0, ONE, SigningMethod.PAPER, is_own=False), SigningMethod.TAP, SameSignerError),
        (Signed(0, TWO, SigningMethod.TAP), SigningMethod.TAP, None),
    ],
)
def test_one_person_acts_for_one_side(there: Signed, method: SigningMethod, refusal: type[Exception] | None) -> None:
    def check() -> None:
        check_hand([there], Signed(1, ONE, method, is_own=False))

    if refusal is None:
        check()
    else:
        with pytest.raises(refusal):
            check()


CURRENT = course.Span(STARTS, ENDS, VersionPurpose.ORIGINAL)
AFTER = ENDS + timedelta(days=1)
NIGHT = local_day(AFTER)[0]


@pytest.mark.parametrize(
    ("state", "waiting", "at", "step"),
    [
        (AgreementState.SIGNED, None, local_day(STARTS)[0] - timedelta(seconds=1), None),
        (AgreementState.SIGNED, None, local_day(STARTS)[0], course.Step.START),
        (AgreementState.IN_FORCE, None, NIGHT - timedelta(seconds=1), None),
        (AgreementState.IN_FORCE, None, NIGHT, course.Step.END_TERM),
        # What was renewed goes on without a gap.
        (AgreementState.IN_FORCE, course.Span(AFTER, AFTER, VersionPurpose.RENEWAL), NIGHT, course.Step.FOLLOW),
        (
            AgreementState.IN_FORCE,
            course.Span(STARTS, STARTS, VersionPurpose.ENDING),
            local_day(STARTS)[1],
            course.Step.END_AGREED,
        ),
    ],
)
def test_what_time_does(
    state: AgreementState, waiting: course.Span | None, at: datetime, step: course.Step | None
) -> None:
    assert course.step_now(state, CURRENT, waiting, at.astimezone(UTC)) is step


def test_a_renewal_is_the_same_for_a_term_as_long() -> None:
    text = following.next_text(make_text(), VersionPurpose.RENEWAL, since=STARTS, today=STARTS)
    assert (text.starts_on, text.ends_on) == (AFTER, ENDS + timedelta(days=365))
    assert [clause.due_on for clause in text.clauses] == [date(2027, 12, 1), date(2027, 12, 20)]
    rules.check_text(text, SIDES, VersionPurpose.RENEWAL)
    following.check_follows(text, VersionPurpose.RENEWAL, make_text())
    with pytest.raises(InvalidError):
        following.check_follows(make_text(), VersionPurpose.RENEWAL, make_text())


def test_the_phone_works_out_the_same_hash() -> None:
    sample = (Path(__file__).parents[3] / "miniprogram_mock/client/test/pact-sample.ts").read_text()
    clause = make_clause(1, text="陪护高龄老人💪", evidence=(EvidenceKind.PHOTO, EvidenceKind.RECORD))
    text = make_text(clause, title="邻里“共建”协议", preamble="第一行\n第二行 <b>&\\")
    sides = [SIDES[0], replace(SIDES[1], unit_id=ONE)]
    whole = text_of(
        text, sides, community_id=310107020001, number="协-0001", version=1, purpose=VersionPurpose.ORIGINAL
    )
    assert f"'{hash_of(whole).hex()}'" in sample
