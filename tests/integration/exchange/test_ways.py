"""From the question to the end, whichever it is: what is held is posted or freed, once, and time acts in silence."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.books.errors import InsufficientTimeError
from backend.communities.models import Household, Member
from backend.communities.moves import MemberMove
from backend.communities.service import move_member
from backend.core.errors import ForbiddenError, InvalidError, MoveNotAllowedError, NotFoundError
from backend.exchange import rules, service
from backend.exchange.errors import (
    AnswerGoneError,
    BegunError,
    DisputeTooLateError,
    HelperBusyError,
    MinutesTooManyError,
    NotEntitledError,
    OwnOrderError,
    PartyRulesError,
    SameHouseholdError,
    WasThereError,
)
from backend.exchange.moves import AnswerMove
from backend.exchange.moves import OrderMove as M
from backend.exchange.types import Payer, Side
from backend.giving.errors import MonthSpentError
from backend.volunteering.errors import OwnClashError
from tests.factories.exchange import Lane, fill_pool, for_elder, give_time
from tests.factories.giving import tie

SECOND = timedelta(seconds=1)


def test_done_reported_and_confirmed_in_part(lane: Lane) -> None:
    order_id = lane.accepted()
    held = lane.balance("elder")
    assert (held.balance, held.available) == (300, 240)
    lane.to_end(order_id)
    shown = lane.move("volunteer", order_id, M.REPORT, minutes=45)
    assert (shown["state"], shown["next"]["who"]) == ("reported", "求助人")
    shown = lane.move("elder", order_id, M.CONFIRM)
    assert (shown["state"], shown["posted_minutes"]) == ("completed", 45)
    after = lane.balance("elder")
    assert (after.balance, after.available, *lane.minutes("volunteer")) == (255, 255, 45)
    assert [stop["name"] for stop in shown["stops"]] == ["发出请求", "约好了", "报告已完成", "对方确认"]
    lane.check()


def test_the_asker_alone_grants_all_that_was_agreed(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id)
    assert lane.move("elder", order_id, M.COMPLETE)["posted_minutes"] == 60
    assert lane.minutes("elder", "volunteer") == (240, 60)


def test_less_by_the_askers_own_word_waits_for_the_helper(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    assert lane.move("elder", order_id, M.REPORT, minutes=20)["state"] == "reported"
    assert lane.minutes("elder", "volunteer") == (300, 0)
    lane.move("volunteer", order_id, M.CONFIRM)
    assert lane.minutes("elder", "volunteer") == (280, 20)
    lane.check()


def test_silence_after_a_report_posts_it_at_72_hours(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=50)
    reported_at = lane.clock.at
    lane.run_due(reported_at + rules.ANSWER_WITHIN - SECOND)
    assert lane.row(order_id).state == "reported"
    lane.run_due(reported_at + rules.ANSWER_WITHIN)
    row = lane.row(order_id)
    assert (row.state, row.posted_minutes, row.is_silent) == ("completed", 50, True)
    lane.run_due(reported_at + timedelta(days=9))
    assert lane.minutes("elder", "volunteer") == (250, 50)
    lane.check()


def test_nobody_says_anything_both_are_asked_then_all_is_freed(lane: Lane) -> None:
    order_id = lane.accepted()
    ends_at = lane.row(order_id).ends_at
    lane.run_due(ends_at + rules.REPORT_WITHIN - SECOND)
    assert lane.row(order_id).state == "accepted"
    lane.run_due(ends_at + rules.REPORT_WITHIN)
    assert lane.row(order_id).state == "overdue"
    assert [each["what"] for each in lane.street.events("exchange.told")][-1] == "called"
    lane.run_due(ends_at + rules.REPORT_WITHIN + rules.LAST_CALL)
    row = lane.row(order_id)
    assert (row.state, row.posted_minutes) == ("expired", 0)
    assert lane.balance("elder").available == 300
    lane.check()


def test_nobody_was_found(lane: Lane) -> None:
    order_id = lane.ask()
    answer_id = lane.answer(order_id)
    lane.run_due(lane.row(order_id).starts_at)
    assert lane.row(order_id).state == "expired"
    with pytest.raises(MoveNotAllowedError):
        lane.move("elder", order_id, M.ACCEPT, answer_id=answer_id)
    assert lane.view("volunteer", order_id)["my_answer"]["state"] == "declined"


def test_cancelled_in_time(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, -rules.LATE_CANCEL)
    lane.move("elder", order_id, M.CANCEL, compensation=0)
    row = lane.row(order_id)
    assert (row.state, row.posted_minutes, row.at_fault) == ("cancelled", 0, None)
    assert lane.balance("elder").available == 300
    lane.check()


def test_cancelled_late_by_the_asker_compensates(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, -rules.LATE_CANCEL + SECOND)
    assert lane.view("elder", order_id)["compensation"] == 30
    lane.move("elder", order_id, M.CANCEL, compensation=30)
    assert (lane.row(order_id).posted_minutes, lane.row(order_id).at_fault) == (30, "asker")
    assert lane.minutes("elder", "volunteer") == (270, 30)
    assert lane.balance("elder").available == 270
    lane.check()


def test_cancelled_late_by_the_helper_frees_and_counts(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, -SECOND)
    lane.move("volunteer", order_id, M.CANCEL)
    assert (lane.row(order_id).posted_minutes, lane.row(order_id).at_fault) == (0, "helper")
    again = lane.ask()
    lane.answer(again)
    answers = lane.view("elder", again)["answers"]
    assert answers[0]["promises"] == {"kept": 0, "broken": 1}


def test_a_cancelled_order_frees_the_helpers_time(lane: Lane) -> None:
    order_id = lane.accepted()
    with pytest.raises(OwnClashError):
        lane.answer(lane.ask())
    lane.move("volunteer", order_id, M.CANCEL)
    lane.answer(lane.ask())


def test_nothing_is_cancelled_after_the_start(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id)
    for who in ("elder", "volunteer"):
        with pytest.raises(BegunError):
            lane.move(who, order_id, M.CANCEL)


@pytest.mark.parametrize(
    ("says", "other", "answers", "helper", "fault"),
    [
        ("elder", "volunteer", True, 0, "helper"),
        ("elder", "volunteer", False, 0, "helper"),
        ("volunteer", "elder", True, 30, "asker"),
        ("volunteer", "elder", False, 30, "asker"),
    ],
)
def test_somebody_did_not_come(lane: Lane, says: str, other: str, *, answers: bool, helper: int, fault: str) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, rules.ABSENT_AFTER)
    lane.move(says, order_id, M.CLAIM_ABSENCE)
    if answers:
        lane.move(other, order_id, M.CONFIRM)
    else:
        lane.run_due(lane.clock.at + rules.ANSWER_WITHIN)
    row = lane.row(order_id)
    assert (row.state, row.posted_minutes, row.at_fault) == ("missed", helper, fault)
    assert lane.minutes("elder", "volunteer") == (300 - helper, helper)
    lane.check()


def test_a_disputed_absence_waits_for_a_ruling(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, rules.ABSENT_AFTER)
    lane.move("elder", order_id, M.CLAIM_ABSENCE)
    lane.move("volunteer", order_id, M.DISPUTE, note="我按了门铃，没人应")
    lane.run_due(lane.clock.at + timedelta(days=6))
    assert lane.row(order_id).state == "disputed"
    lane.move("staff", order_id, M.RULE, minutes=30, note="门口监控能看到他来过", at_fault=Side.ASKER)
    assert lane.minutes("elder", "volunteer") == (270, 30)
    with pytest.raises(MoveNotAllowedError):
        lane.move("supervisor", order_id, M.RULE, minutes=0, note="再看看")
    lane.check()


def test_who_checked_in_by_code_was_there(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.be_there(order_id)
    for who in ("elder", "volunteer"):
        with pytest.raises(WasThereError):
            lane.move(who, order_id, M.CLAIM_ABSENCE)
    assert "claim_absence" not in [move["move"] for move in lane.view("elder", order_id)["moves"]]


def test_a_dispute_nobody_rules_on_frees_after_thirty_days(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.DISPUTE, note="只来了二十分钟")
    due = lane.street.events("exchange.waiting")
    assert len(due) == len(rules.RULING_REMINDERS)
    lane.run_due(lane.clock.at + rules.RULE_WITHIN)
    assert (lane.row(order_id).state, lane.row(order_id).posted_minutes) == ("expired", 0)
    lane.check()


def test_a_ruling_after_silence_moves_back_what_is_there(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.run_due(lane.clock.at + rules.ANSWER_WITHIN)
    lane.move("elder", order_id, M.DISPUTE, note="我在住院，没看到消息，他没有来")
    lane.accepted("volunteer", "neighbour", minutes=45)  # so that 15 are left to move back
    with pytest.raises(MinutesTooManyError):
        lane.move("staff", order_id, M.RULE, minutes=61, note="核实")
    shown = lane.move("staff", order_id, M.RULE, minutes=20, note="邻居证明来了二十分钟", at_fault=Side.HELPER)
    assert (shown["state"], shown["posted_minutes"], shown["returned_minutes"]) == ("ruled", 60, 15)
    assert lane.minutes("elder", "volunteer") == (255, 45)
    told = lane.street.events("exchange.told")[-1]
    assert (told["what"], told["shortfall"]) == ("ruled", 25)
    lane.check()


def test_a_dispute_after_silence_that_nobody_rules_on_changes_nothing(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.run_due(lane.clock.at + rules.ANSWER_WITHIN)
    lane.move("elder", order_id, M.DISPUTE, note="时间不对")
    lane.run_due(lane.clock.at + rules.RULE_WITHIN)
    assert lane.row(order_id).state == "completed"
    assert lane.minutes("elder", "volunteer") == (240, 60)
    lane.check()
    with pytest.raises(DisputeTooLateError):  # once is enough: else it would never end
        lane.move("elder", order_id, M.DISPUTE, note="还是不对")


@pytest.mark.parametrize("who", ["volunteer", "elder", "neighbour"])
def test_no_party_and_no_resident_rules(lane: Lane, who: str) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.DISPUTE, note="没有这么久")
    with pytest.raises((ForbiddenError, NotFoundError)):
        lane.move(who, order_id, M.RULE, minutes=10, note="我说了算")


def test_staff_who_helped_do_not_rule(lane: Lane) -> None:
    order_id = lane.accepted(helper="staff")
    lane.to_end(order_id)
    lane.move("staff", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.DISPUTE, note="没有这么久")
    with pytest.raises(PartyRulesError):
        lane.move("staff", order_id, M.RULE, minutes=60, note="我做完了")
    assert "rule" not in [move["move"] for move in lane.view("staff", order_id)["moves"]]
    lane.move("colleague", order_id, M.RULE, minutes=40, note="核实过")
    lane.check()


def test_kin_of_a_party_do_not_rule(lane: Lane) -> None:
    with lane.work() as uow:
        tie(uow, lane.street["staff"], lane.street["elder"])
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.DISPUTE, note="没有这么久")
    with pytest.raises(PartyRulesError):
        lane.move("staff", order_id, M.RULE, minutes=0, note="她是我姑姑")
    lane.move("supervisor", order_id, M.RULE, minutes=30, note="核实过")


def test_accepting_needs_time_credits_and_says_how_many(lane: Lane) -> None:
    with lane.work() as uow:
        give_time(uow, lane.street["neighbour"], 40)
    order_id = lane.ask("neighbour")
    answer_id = lane.answer(order_id)
    with pytest.raises(InsufficientTimeError) as refused:
        lane.move("neighbour", order_id, M.ACCEPT, answer_id=answer_id)
    assert refused.value.extras == {"available": 40, "needed": 60}
    row = lane.row(order_id)
    assert (row.state, row.helper_id, row.shift_id) == ("open", None, None)
    assert lane.view("volunteer", order_id)["my_answer"]["state"] == "offered"
    lane.check()


def test_the_pool_pays_for_whom_it_was_granted(lane: Lane) -> None:
    with lane.work() as uow:
        fill_pool(uow, lane.cid, 25, times=4)
    with pytest.raises(NotEntitledError):
        lane.ask(payer=Payer.POOL)
    lane.entitle()
    order_id = lane.accepted(payer=Payer.POOL, minutes=90)
    assert (lane.balance("pool").available, lane.balance("elder").available) == (10, 300)
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=80)
    lane.move("elder", order_id, M.CONFIRM)
    assert lane.minutes("pool", "volunteer", "elder") == (20, 80, 300)
    assert lane.pool_left() == 600 - 80
    lane.check()


def test_what_the_pool_did_not_pay_is_granted_again(lane: Lane) -> None:
    with lane.work() as uow:
        fill_pool(uow, lane.cid, 300)
    lane.entitle(monthly=100)
    order_id = lane.accepted(payer=Payer.POOL, minutes=90)
    assert lane.pool_left() == 10
    second = lane.ask(payer=Payer.POOL, minutes=30)
    answer_id = lane.answer(second, "peer")
    with pytest.raises(MonthSpentError):
        lane.move("elder", second, M.ACCEPT, answer_id=answer_id)
    lane.move("elder", order_id, M.CANCEL)
    assert lane.pool_left() == 100
    lane.move("elder", second, M.ACCEPT, answer_id=answer_id)
    lane.check()


def test_an_empty_pool_refuses(lane: Lane) -> None:
    lane.entitle()
    order_id = lane.ask(payer=Payer.POOL)
    with pytest.raises(InsufficientTimeError, match="公益池"):
        lane.move("elder", order_id, M.ACCEPT, answer_id=lane.answer(order_id))


def test_the_pool_does_not_pay_within_a_household(lane: Lane) -> None:
    lane.entitle()
    with lane.work() as uow:
        keys = {"community_id": lane.cid, "id": uow.new_id(), "created_at": uow.now}
        home = Household(**keys, building="3号楼", door="602室", door_hash=b"x" * 32)
        uow.session.add(home)
        uow.session.flush()
        for who in ("elder", "volunteer"):
            uow.session.get_one(Member, (lane.cid, lane.street[who].member_id)).household_id = home.id
    order_id = lane.ask(payer=Payer.POOL)
    with pytest.raises(SameHouseholdError):
        lane.answer(order_id)


def test_the_pool_does_not_pay_between_kin(lane: Lane) -> None:
    lane.entitle()
    with lane.work() as uow:
        tie(uow, lane.street["volunteer"], lane.street["elder"])
    order_id = lane.ask(payer=Payer.POOL)
    with pytest.raises(SameHouseholdError):
        lane.answer(order_id)


def test_a_helper_who_is_busy_by_then_is_told_of_to_the_asker(lane: Lane) -> None:
    order_id = lane.ask()
    answer_id = lane.answer(order_id)
    row = lane.row(order_id)
    lane.street.sign_up("volunteer", lane.street.shift(starts_at=row.starts_at, ends_at=row.ends_at))
    with pytest.raises(HelperBusyError):
        lane.move("elder", order_id, M.ACCEPT, answer_id=answer_id)
    assert lane.row(order_id).state == "open"


def test_an_answer_that_was_withdrawn_or_never_was(lane: Lane) -> None:
    order_id = lane.ask()
    answer_id = lane.answer(order_id)
    other = lane.ask()
    with pytest.raises(AnswerGoneError):
        lane.move("elder", other, M.ACCEPT, answer_id=answer_id)
    with lane.work() as uow:
        service.move_answer(uow, lane.street["volunteer"].actor, lane.cid, answer_id, AnswerMove.WITHDRAW)
    for gone in (answer_id, uuid4()):
        with pytest.raises(AnswerGoneError):
            lane.move("elder", order_id, M.ACCEPT, answer_id=gone)
    lane.answer(order_id)  # and again


def test_nobody_answers_their_own(lane: Lane) -> None:
    with pytest.raises(OwnOrderError):
        lane.answer(lane.ask(), "elder")
    with pytest.raises(OwnOrderError):
        lane.answer(lane.ask("staff", on_behalf_of=for_elder(lane)), "staff")


def test_staff_ask_for_somebody_without_a_phone(lane: Lane) -> None:
    order_id = lane.accepted("staff", on_behalf_of=for_elder(lane))
    row = lane.row(order_id)
    assert (row.asker_id, row.asked_by, row.consent) == (
        lane.street["elder"].member_id,
        lane.street["staff"].member_id,
        "spoken",
    )
    record_id = lane.be_there(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    with pytest.raises(InvalidError):  # who witnesses by telephone writes down what was said
        lane.move("staff", order_id, M.CONFIRM)
    shown = lane.move("staff", order_id, M.CONFIRM, note="已电话问过阿婆")
    assert (shown["record"]["id"], shown["record"]["state"]) == (record_id, "witnessed")
    assert lane.minutes("elder", "volunteer") == (240, 60)
    lane.check()


def test_nobody_is_accepted_for_an_asker_who_has_left(lane: Lane) -> None:
    order_id = lane.ask("staff", on_behalf_of=for_elder(lane))
    answer_id = lane.answer(order_id, "volunteer")
    elder = lane.street["elder"]
    with lane.work() as uow:
        move_member(uow, elder.actor, elder.community_id, elder.member_id, MemberMove.LEAVE, "")
    with pytest.raises(MoveNotAllowedError, match="不在本社区"):
        lane.move("staff", order_id, M.ACCEPT, answer_id=answer_id)
    assert lane.minutes("elder", "volunteer") == (300, 0)
    assert lane.move("staff", order_id, M.CANCEL)["state"] == "cancelled"


def test_a_colleague_does_not_act_for_the_asker(lane: Lane) -> None:
    order_id = lane.accepted("staff", on_behalf_of=for_elder(lane))
    with pytest.raises(ForbiddenError):
        lane.move("colleague", order_id, M.CANCEL)


def test_after_the_end_of_the_hold_an_order_is_freed(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.clock.at = lane.row(order_id).ends_at + rules.HOLD_AFTER_END  # nothing ran for four months
    lane.street.run_due("books.holds", "exchange.orders")
    assert (lane.row(order_id).state, lane.row(order_id).posted_minutes) == ("expired", 0)
    lane.check()
