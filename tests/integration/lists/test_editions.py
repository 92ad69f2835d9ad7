"""Editions on a real database: shown, objected to, sealed, chained, checked; what a crooked hand changes is named."""

import hashlib
from typing import Any
from uuid import UUID

import flask
import orjson
import psycopg
import pytest
from sqlalchemy import select

from backend.core.clock import FixedClock
from backend.core.errors import ForbiddenError, InvalidError, MoveNotAllowedError, NotFoundError
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service as lists
from backend.lists.errors import (
    EditionUnderWayError,
    NoticeNotOverError,
    NotOnNoticeError,
    ObjectionAnsweredError,
    ObjectionsOpenError,
    OwnObjectionError,
)
from backend.lists.models import Edition
from backend.lists.service import editions
from backend.lists.types import DraftMove, EntryMove
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.editions import compile_list, object_to, pass_notice, publish, put_on_notice
from tests.factories.lists import make_open_entry, move_entry, propose_entry
from tests.factories.races import race
from tests.statements import counted_statements


@pytest.fixture
def hood(context: flask.Flask) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def published(hood: Neighbourhood, clock: FixedClock, kind: str = "need") -> int:
    """Compile, show and publish a list; return the edition's number."""
    with unit_of_work() as uow:
        draft_id = put_on_notice(uow, hood["staff"], kind)
    pass_notice(clock)
    with unit_of_work() as uow:
        publish(uow, hood["lead"], draft_id)
        number = editions.list_editions(uow, hood["resident"].actor, hood.community_id, kind, PageRequest()).items[0]
    return int(number["number"])


def make_entry(hood: Neighbourhood, **changes: object) -> UUID:
    with unit_of_work() as uow:
        return make_open_entry(uow, hood["resident"], **changes)


def check(hood: Neighbourhood, kind: str = "need") -> dict[str, Any]:
    with unit_of_work() as uow:
        return editions.verify_editions(uow, hood["resident"].actor, hood.community_id, kind)


def content_of(hood: Neighbourhood, number: int, kind: str = "need") -> bytes:
    with unit_of_work() as uow:
        where = (Edition.community_id == hood.community_id, Edition.kind == kind, Edition.number == number)
        return uow.session.scalars(select(Edition.content).where(*where)).one()


def test_an_edition_is_sealed_and_chained_as_anybody_can_check(hood: Neighbourhood, clock: FixedClock) -> None:
    make_entry(hood)
    published(hood, clock)
    make_entry(hood, title="教老人用手机")
    published(hood, clock)
    with unit_of_work() as uow:
        show = [editions.show_edition(uow, hood["resident"].actor, hood.community_id, "need", n) for n in (1, 2)]
    for edition in show:
        content = content_of(hood, edition["number"])
        assert hashlib.sha256(content).hexdigest() == edition["seal"]
        assert orjson.loads(content)["previous"] == edition["previous"]
    assert show[0]["previous"] is None
    assert show[1]["previous"] == show[0]["seal"]
    assert [change["text"] for change in show[1]["changes"]["items"]] == ["新增 需-0002 教老人用手机"]
    found = check(hood)
    assert (found["agrees"], found["editions"], found["entries"]) == (True, 2, 3)


def test_names_of_residents_are_masked_and_no_id_of_a_person_is_printed(hood: Neighbourhood, clock: FixedClock) -> None:
    make_entry(hood)
    published(hood, clock)
    content = content_of(hood, 1).decode()
    assert f"{hood['resident'].name[0]}*" in content
    assert hood["resident"].name not in content
    assert str(hood["resident"].member_id) not in content


def test_what_is_not_adopted_or_is_over_is_not_on_the_list(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        propose_entry(uow, hood["resident"], title="还没有采纳")
        over = make_open_entry(uow, hood["resident"], title="办结了")
        move_entry(uow, hood["staff"], over, EntryMove.CLOSE)
        make_open_entry(uow, hood["resident"], title="在清单上")
    published(hood, clock)
    assert [entry["title"] for entry in orjson.loads(content_of(hood, 1))["entries"]] == ["在清单上"]


def test_two_staff_compiling_at_once_make_one_draft(app: flask.Flask, hood: Neighbourhood) -> None:
    make_entry(hood)
    staff = hood["staff"]
    outcomes = race(app, [lambda uow: compile_list(uow, staff, "need")] * 4)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == 3
    assert all(isinstance(refusal, EditionUnderWayError) for refusal in refused)


def test_what_was_shown_is_what_is_sealed_whatever_changed_meanwhile(hood: Neighbourhood, clock: FixedClock) -> None:
    entry_id = make_entry(hood)
    with unit_of_work() as uow:
        draft_id = put_on_notice(uow, hood["staff"], "need")
    with unit_of_work() as uow:
        edit(uow, hood, entry_id, title="改了标题")
        shown = editions.show_draft(uow, hood["resident"].actor, hood.community_id, draft_id)
        assert shown["changed_since"] == 1
    pass_notice(clock)
    with unit_of_work() as uow:
        publish(uow, hood["lead"], draft_id)
    assert orjson.loads(content_of(hood, 1))["entries"][0]["title"] == "陪护高龄老人"
    assert check(hood)["agrees"]
    published(hood, clock)
    with unit_of_work() as uow:
        diff = editions.compare_editions(uow, hood["resident"].actor, hood.community_id, "need", 2, 1)
    assert [change["text"] for change in diff["changes"]["items"]] == ["需-0001 名称 由 陪护高龄老人 改为 改了标题"]


def edit(uow: UnitOfWork, hood: Neighbourhood, entry_id: UUID, **changes: object) -> None:
    lists.edit_entry(uow, hood["staff"].actor, hood.community_id, entry_id, changes, check_seen=lambda seen: None)


def test_nothing_is_published_before_its_time_or_by_the_wrong_hand(hood: Neighbourhood, clock: FixedClock) -> None:
    make_entry(hood)
    cid = hood.community_id
    with unit_of_work() as uow:
        draft_id = compile_list(uow, hood["staff"], "need")
        with pytest.raises(NotFoundError):  # what is not on notice is the desk's
            editions.show_draft(uow, hood["resident"].actor, cid, draft_id)
        with pytest.raises(MoveNotAllowedError):
            publish(uow, hood["lead"], draft_id)
        editions.move_draft(uow, hood["staff"].actor, cid, draft_id, DraftMove.PUT_ON_NOTICE)
        with pytest.raises(NoticeNotOverError):
            publish(uow, hood["lead"], draft_id)
    pass_notice(clock)
    with unit_of_work() as uow, pytest.raises(ForbiddenError):
        publish(uow, hood["staff"], draft_id)


def test_every_objection_is_answered_before_anything_is_published(hood: Neighbourhood, clock: FixedClock) -> None:
    make_entry(hood)
    cid, staff = hood.community_id, hood["staff"].actor
    with unit_of_work() as uow:
        draft_id = put_on_notice(uow, hood["staff"], "need")
        objection_id = object_to(uow, hood["resident"], draft_id)
        own = object_to(uow, hood["staff"], draft_id)
    pass_notice(clock)
    with unit_of_work() as uow:
        with pytest.raises(ObjectionsOpenError) as refusal:
            publish(uow, hood["lead"], draft_id)
        assert refusal.value.extras["open"] == 2
        with pytest.raises(OwnObjectionError):
            editions.answer_objection(uow, staff, cid, own, "自己答复自己")
        editions.answer_objection(uow, staff, cid, objection_id, "已经核对，数量无误")
        with pytest.raises(ObjectionAnsweredError):
            editions.answer_objection(uow, staff, cid, objection_id, "换一个说法")
        editions.answer_objection(uow, hood["lead"].actor, cid, own, "已经改正")
        publish(uow, hood["lead"], draft_id)
        with pytest.raises(NotOnNoticeError):
            object_to(uow, hood["resident"], draft_id)
    assert orjson.loads(content_of(hood, 1))["objections"] == 2


def test_an_objection_names_an_entry_of_that_list_alone(hood: Neighbourhood) -> None:
    make_entry(hood)
    with unit_of_work() as uow:
        other = make_open_entry(uow, hood["resident"], "problem")
        draft_id = put_on_notice(uow, hood["staff"], "need")
        with pytest.raises(InvalidError):
            editions.object_to_draft(uow, hood["resident"].actor, hood.community_id, draft_id, "写错了吧", other)


def test_a_withdrawn_draft_makes_room_for_another(hood: Neighbourhood) -> None:
    make_entry(hood)
    with unit_of_work() as uow:
        draft_id = put_on_notice(uow, hood["staff"], "need")
        editions.move_draft(uow, hood["staff"].actor, hood.community_id, draft_id, DraftMove.WITHDRAW)
        compile_list(uow, hood["staff"], "need")
        with pytest.raises(NotFoundError):
            editions.show_draft(uow, hood["resident"].actor, hood.community_id, draft_id)


REWORDED = "convert_to(replace(convert_from(content, 'UTF8'), '陪护', '看护'), 'UTF8')"
# What is changed, where, and what checking says of it.
TAMPERINGS = {
    "a byte": ("content = set_byte(content, 40, get_byte(content, 40) # 1)", 1, "第1期的内容与印章不符"),
    "content and seal": (
        f"content = {REWORDED}, seal = encode(sha256({REWORDED}), 'hex')",
        1,
        "第2期没有接上前一期的印章",
    ),
    "the number": ("number = 3", 2, "第2期不见了"),
    "the day": ("until = until - 1", 2, "第2期的登记与盖章的内容不符"),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_whatever_the_owner_of_the_database_changes_is_named(
    what: str, hood: Neighbourhood, clock: FixedClock, owner_url: str
) -> None:
    make_entry(hood)
    published(hood, clock)
    published(hood, clock)
    assert check(hood)["agrees"]
    change, number, says = TAMPERINGS[what]
    with psycopg.connect(owner_url) as owner:
        where = "community_id = %s AND number = %s"
        assert owner.execute(f"UPDATE editions SET {change} WHERE {where}", [hood.community_id, number]).rowcount == 1
    found = check(hood)
    assert not found["agrees"]
    assert says in [finding["text"] for finding in found["findings"]]


def test_a_line_of_the_history_that_was_changed_is_named(
    hood: Neighbourhood, clock: FixedClock, owner_url: str
) -> None:
    make_entry(hood)
    published(hood, clock)
    with psycopg.connect(owner_url) as owner:
        quantity = "content = jsonb_set(content, '{quantity}', '9')"
        owner.execute(f"UPDATE entry_moves SET {quantity} WHERE community_id = %s", [hood.community_id])
    assert [finding["text"] for finding in check(hood)["findings"]] == ["第1期 需-0001与办理记录不符"]


def test_the_application_itself_cannot_touch_an_edition(hood: Neighbourhood, clock: FixedClock) -> None:
    make_entry(hood)
    published(hood, clock)
    for statement in ("UPDATE editions SET number = 9", "DELETE FROM editions"):
        with pytest.raises(Exception, match="permission denied"), unit_of_work() as uow:
            uow.session.connection().exec_driver_sql(f"{statement} WHERE community_id = {hood.community_id}")


def test_a_long_list_is_compiled_in_few_statements(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        for _ in range(3):
            make_open_entry(uow, hood["resident"])
    few = statements_of_compiling(hood)
    with unit_of_work() as uow:
        editions.move_draft(uow, hood["staff"].actor, hood.community_id, under_way(uow, hood), DraftMove.WITHDRAW)
        for _ in range(30):
            make_open_entry(uow, hood["resident"])
    assert statements_of_compiling(hood) == few


def under_way(uow: UnitOfWork, hood: Neighbourhood) -> UUID:
    draft = editions.find_draft(uow, hood["staff"].actor, hood.community_id, "need")
    assert draft is not None
    draft_id: UUID = draft["id"]
    return draft_id


def statements_of_compiling(hood: Neighbourhood) -> int:
    with counted_statements() as seen, unit_of_work() as uow:
        compile_list(uow, hood["staff"], "need")
    return len(seen)
