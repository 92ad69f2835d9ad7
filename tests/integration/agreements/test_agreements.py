"""Agreements on a real database: what happens at once, what time does, who is told, what reading costs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.agreements import service
from backend.agreements.errors import BrokenTextError, SameSignerError, TermOverError
from backend.agreements.models import Agreement, AgreementSignature, AgreementVersion
from backend.agreements.moves.agreements import AgreementMove as M
from backend.agreements.service.agreements.check import CHECKS
from backend.agreements.types.agreements import AgreementFilter, SigningMethod, VersionPurpose
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.notifications.models import InboxMessage
from tests.factories.agreement_texts import (
    draft,
    make_agreement,
    make_clause,
    make_text,
    move,
    offer,
    sign,
    sign_all,
)
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.communities import make_member
from tests.factories.photos import add_photo
from tests.factories.races import race
from tests.statements import counted_statements


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def state_of(agreement_id: UUID, hood: Neighbourhood) -> tuple[str, int | None]:
    with unit_of_work() as uow:
        row = uow.session.get_one(Agreement, (hood.community_id, agreement_id))
        return row.state, row.version


def on_offer(hood: Neighbourhood, **changes: Any) -> UUID:
    with unit_of_work() as uow:
        agreement_id = draft(uow, hood["staff"], units=[hood.unit_id], **changes)
        offer(uow, hood, agreement_id)
    return agreement_id


def pass_time(clock: FixedClock, day: date, hood: Neighbourhood) -> None:
    """Move the clock to a morning and do what is due."""
    clock.at = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
    for source in ("agreements.agreements", "outbox"):
        while run_due(source, hood.community_id):
            pass


def told(hood: Neighbourhood, who: str) -> list[str]:
    with unit_of_work() as uow:
        rows = uow.session.scalars(
            select(InboxMessage.title).where(
                InboxMessage.community_id == hood.community_id, InboxMessage.member_id == hood[who].member_id
            )
        )
        return sorted(title.partition("：")[0] for title in rows)


def test_two_contacts_at_one_moment_sign_once(app: flask.Flask, hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        colleague = make_member(uow, hood.community_id, unit=(hood.unit_id, Role.UNIT_CONTACT))
    refusals = race(
        app,
        [lambda uow, by=by: sign(uow, by, agreement_id, 1) for by in (hood["contact"], colleague)],  # type: ignore[misc]  # a lambda's default
    )
    assert sorted(type(refusal).__name__ for refusal in refusals) == ["AlreadySignedError", "NoneType"]


def test_the_last_two_signatures_at_one_moment_make_one_agreement(app: flask.Flask, hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    assert race(
        app,
        [
            lambda uow: sign(uow, hood["lead"], agreement_id, 0),
            lambda uow: sign(uow, hood["contact"], agreement_id, 1),
        ],
    ) == [None, None]
    assert state_of(agreement_id, hood) == ("in_force", 1)


def test_signing_and_taking_back_at_one_moment_leave_no_half_signed_copy(app: flask.Flask, hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    race(
        app,
        [
            lambda uow: sign(uow, hood["contact"], agreement_id, 1),
            lambda uow: move(uow, hood["staff"], agreement_id, M.TAKE_BACK),
        ],
    )
    with unit_of_work() as uow:
        shown = service.show_agreement(uow, hood["staff"].actor, hood.community_id, agreement_id)
    assert (shown["state"], shown["open"]["version"], shown["open"]["signatures"]) == ("draft", 2, [])


def test_the_database_keeps_a_person_from_signing_for_two_sides(hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        both = make_member(uow, hood.community_id, Role.LEAD, unit=(hood.unit_id, Role.UNIT_CONTACT))
        sign(uow, both, agreement_id, 0)
        with pytest.raises(SameSignerError):
            sign(uow, both, agreement_id, 1)
        row = uow.session.scalars(
            select(AgreementSignature).where(AgreementSignature.member_id == both.member_id)
        ).one()
        facts = {
            name: getattr(row, name) for name in ("community_id", "version_id", "member_id", "text_hash", "method")
        }
        uow.session.add(AgreementSignature(id=uow.new_id(), party_no=1, at=uow.now, **facts))
        with pytest.raises(IntegrityError):
            uow.session.flush()
        uow.session.rollback()


def test_a_signature_is_never_changed(hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        sign(uow, hood["lead"], agreement_id, 0)
        with pytest.raises(ProgrammingError), uow.session.begin_nested():
            uow.session.execute(text("UPDATE agreement_signatures SET party_no = 1"))


def test_a_text_changed_behind_the_hash_is_not_signed(hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        row = uow.session.scalars(select(AgreementVersion).where(AgreementVersion.agreement_id == agreement_id)).one()
        uow.session.execute(
            update(AgreementVersion)
            .where(AgreementVersion.community_id == row.community_id, AgreementVersion.id == row.id)
            .values(text={**(row.text or {}), "title": "别的"})
        )
        with pytest.raises(BrokenTextError):
            sign(uow, hood["lead"], agreement_id, 0)


def test_what_is_signed_beforehand_begins_on_its_day_and_ends_after_its_last(
    hood: Neighbourhood, clock: FixedClock
) -> None:
    starts, ends = date(2026, 12, 1), date(2027, 1, 31)
    clause = make_clause(due_on=date(2026, 12, 8), until_on=date(2027, 1, 20))
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood, clause, starts_on=starts, ends_on=ends)
    assert state_of(agreement_id, hood) == ("signed", 1)
    pass_time(clock, starts - timedelta(days=1), hood)
    assert state_of(agreement_id, hood) == ("signed", 1)
    pass_time(clock, starts, hood)
    assert state_of(agreement_id, hood) == ("in_force", 1)
    pass_time(clock, ends, hood)
    assert state_of(agreement_id, hood) == ("in_force", 1)
    assert "协议快到期了" in told(hood, "contact")
    pass_time(clock, ends + timedelta(days=1), hood)
    assert state_of(agreement_id, hood) == ("ended", 1)
    assert told(hood, "contact").count("协议已终止") == 1


def test_a_renewal_goes_on_without_a_gap(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood)
        service.draft_next(uow, hood["staff"].actor, hood.community_id, agreement_id, VersionPurpose.RENEWAL)
        offer(uow, hood, agreement_id)
        sign_all(uow, hood, agreement_id)
    assert state_of(agreement_id, hood) == ("in_force", 1)
    pass_time(clock, date(2027, 11, 23), hood)
    assert state_of(agreement_id, hood) == ("in_force", 2)
    # The first term's reminder was taken back only when the second began; the second's is still to come.
    pass_time(clock, date(2028, 11, 22), hood)
    assert state_of(agreement_id, hood) == ("ended", 2)


def test_all_sign_the_end(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood)
        service.draft_next(uow, hood["staff"].actor, hood.community_id, agreement_id, VersionPurpose.ENDING)
        shown = offer(uow, hood, agreement_id)
        assert (shown["open"]["clauses"], str(shown["open"]["ends_on"])) == ([], "2026-12-07")
        sign_all(uow, hood, agreement_id)
    pass_time(clock, date(2026, 12, 7), hood)
    assert state_of(agreement_id, hood) == ("in_force", 1)
    pass_time(clock, date(2026, 12, 8), hood)
    with unit_of_work() as uow:
        row = uow.session.get_one(Agreement, (hood.community_id, agreement_id))
        assert (row.state, row.end_reason, row.next_at) == ("ended", "各方同意终止", None)


def test_an_end_that_all_signed_comes_though_a_party_leaves_before(hood: Neighbourhood, clock: FixedClock) -> None:
    both = [hood.unit_id, hood.other_unit_id]
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood, make_clause(1), make_clause(2, giver=2), units=both)
        service.draft_next(uow, hood["staff"].actor, hood.community_id, agreement_id, VersionPurpose.ENDING)
        offer(uow, hood, agreement_id)
        sign_all(uow, hood, agreement_id)
        shown = move(uow, hood["other_contact"], agreement_id, M.LEAVE, party=2)
        assert (shown["state"], shown["waiting"]["version"]) == ("in_force", 2)
    pass_time(clock, date(2026, 12, 8), hood)
    assert state_of(agreement_id, hood) == ("ended", 1)


def test_a_draft_that_was_dropped_spends_no_numbers(hood: Neighbourhood) -> None:
    place = (hood["staff"].actor, hood.community_id)
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood)
        service.draft_next(uow, *place, agreement_id, VersionPurpose.AMENDMENT)
        new = make_text(make_clause(1), make_clause(60))
        shown = service.edit_draft(uow, *place, agreement_id, new, None, check_seen=lambda _: None)
        assert shown["next_clause_no"] == 61
        move(uow, hood["staff"], agreement_id, M.DROP)
        again = service.draft_next(uow, *place, agreement_id, VersionPurpose.AMENDMENT)
    assert again["next_clause_no"] == 3


def test_a_text_whose_term_is_past_is_neither_offered_nor_signed(hood: Neighbourhood, clock: FixedClock) -> None:
    agreement_id = on_offer(hood)
    clock.at += timedelta(days=400)
    with unit_of_work() as uow:
        with pytest.raises(TermOverError):
            sign(uow, hood["lead"], agreement_id, 0)
        move(uow, hood["staff"], agreement_id, M.TAKE_BACK)
        with pytest.raises(TermOverError), uow.session.begin_nested():
            offer(uow, hood, agreement_id)


def test_who_is_told_of_what(hood: Neighbourhood, clock: FixedClock) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        photo = add_photo(uow, hood["staff"])
        sign(uow, hood["staff"], agreement_id, 1, method=SigningMethod.PAPER, photo_id=photo)
        sign(uow, hood["lead"], agreement_id, 0)
    pass_time(clock, date(2026, 11, 23), hood)
    assert told(hood, "contact") == [
        "协议各方签署完毕",
        "协议开始履行",
        "您单位的纸质签署已经录入",
        "请您单位看协议并签署",
    ]
    assert told(hood, "lead") == ["协议各方签署完毕", "有协议等书记代表社区签署"]
    assert told(hood, "resident") == []


def test_the_self_check_finds_an_agreement_that_not_all_signed(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        agreement_id = make_agreement(uow, hood)

    def found(uow: UnitOfWork) -> list[int]:
        place = {"community_id": hood.community_id}
        return [len(uow.session.execute(text(query), place).all()) for query in CHECKS.values()]

    with unit_of_work() as uow:
        assert found(uow) == [0, 0]
        uow.session.execute(
            update(AgreementVersion)
            .where(AgreementVersion.community_id == hood.community_id, AgreementVersion.agreement_id == agreement_id)
            .values(text_hash=b"\1" * 32)
        )
        assert found(uow) == [2, 0]
        uow.session.execute(
            update(AgreementVersion)
            .where(AgreementVersion.community_id == hood.community_id, AgreementVersion.agreement_id == agreement_id)
            .values(state="dropped")
        )
        assert found(uow) == [2, 1]
        uow.session.rollback()


def test_the_agreement_is_locked_first(hood: Neighbourhood) -> None:
    agreement_id = on_offer(hood)
    with unit_of_work() as uow:
        seen_hash = service.show_agreement(uow, hood["lead"].actor, hood.community_id, agreement_id)
    assert seen_hash["sign_as"] == [0]
    with unit_of_work() as uow, counted_statements() as seen:
        move(uow, hood["staff"], agreement_id, M.TAKE_BACK)
    assert [statement.partition(" FROM ")[2].split()[0] for statement in seen if "FOR NO KEY UPDATE" in statement] == [
        "agreements"
    ]


@pytest.mark.parametrize("length", [2, 12])
def test_a_page_of_agreements_costs_the_same_however_long(hood: Neighbourhood, length: int) -> None:
    with unit_of_work() as uow:
        for _ in range(length):
            draft(uow, hood["staff"], units=[hood.unit_id, hood.other_unit_id])
    with unit_of_work() as uow, counted_statements() as seen:
        found: Any = service.list_agreements(
            uow, hood["staff"].actor, hood.community_id, AgreementFilter(), PageRequest(limit=50)
        )
    assert len(found.items) == length
    assert len(seen) <= 7, seen
