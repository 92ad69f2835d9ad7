"""The trace over HTTP: what is shown in which words, and to whom nothing is."""

from uuid import uuid4

import flask
import pytest

from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.conftest import MONDAY_MORNING
from tests.factories.trace import Chain
from tests.factories.volunteering import make_street


@pytest.fixture(scope="module")
def chain(app: flask.Flask, session_clock: FixedClock) -> Chain:
    session_clock.at = MONDAY_MORNING
    return Chain(app, session_clock)


def test_every_stop_says_what_it_is_who_and_what_is_next(chain: Chain) -> None:
    body = chain.street.as_("volunteer").get(f"…/trace/entry/{chain.ids['entry']}").get_json()
    asked = {str(id_) for name, id_ in chain.ids.items() if name != "peer_record"}
    stops = {node["type"]: node for node in body["nodes"] if node["id"] in asked}
    assert stops["entry"]["type_name"] == "清单事项"
    assert (stops["claim"]["status"], stops["claim"]["next_actor"]) == ("now", "认领的单位：办理")
    assert (stops["topic"]["status"], stops["topic"]["next_actor"]) == ("now", "居民：说说您的看法")
    assert stops["topic"]["due_at"] is not None
    assert (stops["record"]["state_name"], stops["record"]["who"]) == ("已入账", "王小明")
    assert stops["transfer"]["title"] == "陪护高龄老人：20积分"
    assert stops["transfer"]["target"] == {"type": "record", "id": str(chain.ids["record"])}
    assert stops["redemption"]["title"] == "领到 大米 2 千克 × 1"
    relations = {edge["relation"] for edge in body["edges"]}
    assert relations >= {"提出商量", "有人认领", "开展活动", "记下服务", "记入存折", "换成", "到店领取"}
    assert body["cut"] is False


def test_a_neighbours_answer_holds_no_id_and_no_name_of_whom_they_may_not_see(chain: Chain) -> None:
    text = chain.street.as_("neighbour").get(f"…/trace/entry/{chain.ids['entry']}").get_data(as_text=True)
    for name in ("record", "peer_record", "transfer", "voucher", "redemption"):
        assert str(chain.ids[name]) not in text
    assert "王小明" not in text
    assert "20积分" not in text


def test_another_persons_voucher_is_not_there(chain: Chain) -> None:
    path = f"…/trace/voucher/{chain.ids['voucher']}"
    assert chain.street.as_("volunteer").get(path).status_code == 200
    for who in ("neighbour", "peer", "lead", "contact"):
        refused(chain.street.as_(who).get(path), 404, "not_found")


def test_strangers_and_other_communities_are_turned_away(
    chain: Chain, app: flask.Flask, clock: FixedClock, caller: Caller
) -> None:
    other = make_street(app, clock)
    path = f"…/trace/entry/{chain.ids['entry']}"
    for who in ("staff", "neighbour"):
        foreign = caller.as_person(other[who].person_id, chain.street.community_id)
        refused(foreign.get(path), 403, "not_a_member")
        refused(other.as_(who).get(path), 404, "not_found")
    for who in ("stranger", "applicant"):
        refused(chain.street.as_(who).get(path), 403, "not_a_member")


@pytest.mark.parametrize("type_", ["comet", "Entry", "%00", "a" * 300, "entry;--"])
def test_a_type_that_is_none_is_not_found(chain: Chain, type_: str) -> None:
    assert chain.street.as_("volunteer").get(f"…/trace/{type_}/{uuid4()}").status_code == 404
