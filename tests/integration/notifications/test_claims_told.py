"""Who hears of claims made together, in line, and of entries addressed to named units."""

from datetime import date

import flask

from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.core.clock import FixedClock
from backend.infra.uow import unit_of_work
from backend.lists import service as lists
from tests.factories.agreements import (
    answer_assist,
    ask_to_help,
    claim_wish,
    make_claim,
    make_neighbourhood,
    move_claim,
)
from tests.factories.lists import make_open_entry
from tests.factories.notifications import inbox_of
from tests.integration.notifications.conftest import deliver


def test_all_sides_hear_of_claims(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        cid, staff = hood.community_id, hood["staff"]
        entry_id = make_open_entry(uow, staff, "service_project", quantity=4)
        until = date(2026, 11, 30)
        lists.address_entry(uow, staff.actor, cid, entry_id, unit_ids=[hood.unit_id], until_on=until)
        make_claim(uow, hood["other_contact"], hood.other_unit_id, entry_id, 4, wait=True)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, entry_id, 2)
        assist_id = ask_to_help(uow, hood["contact"], claim_id, hood.other_unit_id, 1)
        answer_assist(uow, hood["other_contact"], claim_id, assist_id, AssistMove.AGREE)
        move_claim(uow, staff, claim_id, ClaimMove.ACCEPT, note=None)
        move_claim(uow, hood["contact"], claim_id, ClaimMove.WITHDRAW)
        lists.address_entry(uow, staff.actor, cid, entry_id, unit_ids=[], until_on=None)
        wish = make_open_entry(uow, hood["neighbour"], title="修收音机")
        move_claim(uow, staff, claim_wish(uow, hood["resident"], wish), ClaimMove.ACCEPT, note=None)
    deliver(cid)
    with unit_of_work() as uow:
        told = {who: sorted(m.title.partition("：")[0] for m in inbox_of(uow, hood[who])) for who in hood.people}
    assert told["contact"] == ["协助单位已同意", "认领已撤回", "认领已通过", "请您单位认领"]
    assert told["other_contact"] == ["您单位协助的认领已撤回", "您单位协助的认领已通过", "请您单位协助", "轮到您认领了"]
    assert told["resident"] == ["认领已通过"]
    assert [title for title in told["lead"] if "认领" in title] == ["排队的认领轮到了", "有新的认领", "有新的认领"]
    assert "已向所有单位开放" in told["staff"]
    assert told["employee"] == []
