"""From a neighbour's sentence to time credits and a service record, over HTTP; and who sees what on the way."""

from datetime import timedelta
from typing import Any

from backend.exchange import rules
from backend.exchange.moves import OrderMove as M
from backend.identity import service as identity
from tests.client import Caller, refused
from tests.factories.exchange import CATEGORY, Lane
from tests.statements import counted_statements


def phone(lane: Lane, who: str) -> Caller:
    return lane.street.as_(who)


def new_order(lane: Lane, **changes: Any) -> dict[str, Any]:
    starts_at = (lane.clock.at + timedelta(days=2)).isoformat()
    body = {"category": CATEGORY, "title": "陪我去医院", "text": "去六院看眼睛", "place": "3号楼", "door": "602室"}
    return {**body, "starts_at": starts_at, "minutes": 60, "share_phone": True, **changes}


def done(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return dict(answer.get_json())


def move(lane: Lane, who: str, order: dict[str, Any], move: str, **more: Any) -> dict[str, Any]:
    return done(phone(lane, who).post(f"…/orders/{order['id']}/moves", {"move": move, **more}))


def test_the_whole_way(lane: Lane) -> None:
    means = done(phone(lane, "elder").get("…/order-means"))
    assert (means["available"], means["pool_left"], means["minutes_step"]) == (300, None, 15)
    order = done(phone(lane, "elder").post("…/orders", new_order(lane)), 201)
    assert (order["state_name"], order["next"]["who"], order["side"]) == ("等人应答", "邻居", "asker")
    board = done(phone(lane, "volunteer").get("…/orders"))["items"]
    assert [(each["id"], each["asker"]["name"], each["place"]) for each in board] == [(order["id"], "陈*", "3号楼")]
    done(phone(lane, "volunteer").post(f"…/orders/{order['id']}/answers", {"message": "我陪您去"}), 201)
    (answer,) = done(phone(lane, "elder").get(f"…/orders/{order['id']}"))["answers"]
    assert (answer["helper"]["name"], answer["message"]) == ("王小明", "我陪您去")
    shown = move(lane, "elder", order, "accept", answer_id=answer["id"])
    assert (shown["state"], shown["helper"]["name"]) == ("accepted", "王小明")
    passbook = done(phone(lane, "elder").get("…/passbook", book="time"))["books"][0]
    assert (passbook["balance"], passbook["available"]) == (300, 240)
    lane.clock.at += timedelta(days=2)
    code = done(phone(lane, "elder").get(f"…/shifts/{shown['shift_id']}/code"))["code"]
    done(phone(lane, "volunteer").post(f"…/shifts/{shown['shift_id']}/check-ins", {"code": code}), 201)
    lane.clock.at += timedelta(minutes=50)
    code = done(phone(lane, "elder").get(f"…/shifts/{shown['shift_id']}/code"))["code"]
    done(phone(lane, "volunteer").post(f"…/shifts/{shown['shift_id']}/check-outs", {"code": code}))
    assert done(phone(lane, "volunteer").get(f"…/orders/{order['id']}"))["suggested_minutes"] == 50
    shown = move(lane, "volunteer", order, "report", minutes=50)
    assert shown["state_name"] == "等求助人确认"
    shown = move(lane, "elder", order, "confirm")
    assert (shown["posted_minutes"], shown["record"]["state_name"]) == (50, "已见证")
    line = done(phone(lane, "volunteer").get("…/passbook", book="time"))["books"][0]["lines"]["items"][0]
    assert (line["amount"], line["title"], line["source"]) == (
        50,
        "邻里互助：上门陪护",
        {"type": "order", "id": order["id"]},
    )
    nodes = done(phone(lane, "volunteer").get(f"…/trace/order/{order['id']}"))["nodes"]
    assert {"order", "shift", "record", "transfer"} <= {node["type"] for node in nodes}
    lane.check()


def test_door_and_phone_are_the_helpers_while_it_runs(lane: Lane) -> None:
    with lane.work() as uow:
        identity.bind_phone(uow, lane.street["elder"].person_id, "13800138000")
        identity.bind_phone(uow, lane.street["volunteer"].person_id, "13900139000")
    order_id = lane.ask(share_phone=True)
    for who in ("volunteer", "staff"):
        assert "602室" not in phone(lane, who).get(f"…/orders/{order_id}").get_data(as_text=True)
    lane.move("elder", order_id, M.ACCEPT, answer_id=lane.answer(order_id))
    seen = done(phone(lane, "volunteer").get(f"…/orders/{order_id}"))
    assert (seen["door"], seen["phone"], seen["asker"]["name"]) == ("602室", "13800138000", "陈阿婆")
    assert done(phone(lane, "elder").get(f"…/orders/{order_id}"))["phone"] is None  # the helper did not allow it
    desk = done(phone(lane, "supervisor").get(f"…/orders/{order_id}"))
    assert (desk["door"], desk["phone"], desk["helper"]["name"]) == (None, None, "王小明")
    lane.move("volunteer", order_id, M.CANCEL)
    after = done(phone(lane, "volunteer").get(f"…/orders/{order_id}"))
    assert (after["door"], after["phone"]) == (None, None)


def test_what_was_agreed_is_the_twos_to_see(lane: Lane) -> None:
    order_id = lane.ask()
    for who in ("volunteer", "peer"):
        answer_id = lane.answer(order_id, who)
    lane.move("elder", order_id, M.ACCEPT, answer_id=answer_id)
    refused(phone(lane, "neighbour").get(f"…/orders/{order_id}"), 404, "not_found")
    loser = done(phone(lane, "volunteer").get(f"…/orders/{order_id}"))
    assert (loser["my_answer"]["state_name"], loser["helper"], loser["shift_id"]) == ("未选上", None, None)
    assert (loser["answers"], loser["next"], len(loser["stops"])) == ([], None, 1)
    assert "周秀英" not in str(loser)
    assert all(node["type"] != "order" or node["count"] for node in trace(lane, "neighbour", order_id)["nodes"])
    assert "陪我去医院" not in str(trace(lane, "neighbour", order_id))
    refused(phone(lane, "neighbour").post(f"…/orders/{order_id}/moves", {"move": "cancel"}), 404, "not_found")


def trace(lane: Lane, who: str, order_id: Any) -> dict[str, Any]:
    answer = phone(lane, who).get(f"…/trace/order/{order_id}")
    return dict(answer.get_json()) if answer.status_code == 200 else {"nodes": []}


def test_lists_of_mine_and_of_the_desk(lane: Lane) -> None:
    asked, other = lane.ask(), lane.ask("neighbour", ahead=timedelta(days=5), category="children.tutoring")
    lane.answer(other, "elder")

    def ids(who: str, **query: Any) -> list[str]:
        return [each["id"] for each in done(phone(lane, who).get("…/orders", **query))["items"]]

    assert ids("peer") == [str(asked), str(other)]
    assert ids("peer", category="elder") == [str(asked)]
    assert ids("peer", category="eld") == []
    later = (lane.clock.at + timedelta(days=3)).isoformat()
    assert (ids("peer", **{"from": later}), ids("peer", to=later)) == ([str(other)], [str(asked)])
    assert (ids("elder", scope="asked"), ids("elder", scope="answered")) == ([str(asked)], [str(other)])
    assert ids("supervisor", scope="desk") == [str(other), str(asked)]
    assert ids("staff", scope="disputes") == []
    for scope in ("desk", "disputes"):
        refused(phone(lane, "elder").get("…/orders", scope=scope), 403, "forbidden")


def test_a_page_of_orders_costs_the_same_however_many(lane: Lane) -> None:
    for _ in range(3):
        lane.answer(lane.ask())
    with counted_statements() as few:
        done(phone(lane, "peer").get("…/orders"))
    for who in ("neighbour", "peer"):
        for _ in range(6):
            lane.ask(who)
    with counted_statements() as many:
        assert len(done(phone(lane, "peer").get("…/orders"))["items"]) == 15
    assert len(many) == len(few) <= 12


def test_a_dispute_with_both_sides_words(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_end(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    order = {"id": order_id}
    refused(phone(lane, "elder").post(f"…/orders/{order_id}/moves", {"move": "dispute"}), 422, "invalid")
    move(lane, "elder", order, "dispute", note="只来了二十分钟")
    said = phone(lane, "volunteer").post(f"…/orders/{order_id}/statements", {"text": "我等了四十分钟才挂上号"})
    assert [each["side"] for each in done(said, 201)["statements"]] == ["asker", "helper"]
    refused(phone(lane, "neighbour").post(f"…/orders/{order_id}/statements", {"text": "我听说"}), 403, "forbidden")
    desk = done(phone(lane, "staff").get("…/orders", scope="disputes"))["items"]
    assert [each["id"] for each in desk] == [str(order_id)]
    shown = move(lane, "staff", order, "rule", minutes=40, note="按挂号时间", at_fault=None)
    assert (shown["state"], shown["posted_minutes"]) == ("ruled", 40)
    again = phone(lane, "supervisor").post(f"…/orders/{order_id}/moves", {"move": "rule", "minutes": 0, "note": "改"})
    refused(again, 409, "move_not_allowed")
    statement = phone(lane, "elder").post(f"…/orders/{order_id}/statements", {"text": "还有话说"})
    refused(statement, 409, "move_not_allowed")


def test_cancelling_says_what_it_costs_first(lane: Lane) -> None:
    order_id = lane.accepted()
    assert done(phone(lane, "elder").get(f"…/orders/{order_id}"))["compensation"] == 0
    lane.to_start(order_id, -rules.LATE_CANCEL + timedelta(minutes=1))
    path = f"…/orders/{order_id}/moves"
    told = refused(phone(lane, "elder").post(path, {"move": "cancel", "compensation": 0}), 409, "cost_changed")
    assert told["compensation"] == 30
    assert done(phone(lane, "elder").post(path, {"move": "cancel", "compensation": 30}))["posted_minutes"] == 30


def test_the_same_key_accepts_once(lane: Lane) -> None:
    order_id = lane.ask()
    body = {"move": "accept", "answer_id": str(lane.answer(order_id))}
    first = phone(lane, "elder").post(f"…/orders/{order_id}/moves", body, key="one-and-the-same-key")
    again = phone(lane, "elder").post(f"…/orders/{order_id}/moves", body, key="one-and-the-same-key")
    assert first.get_data() == again.get_data()
    refused(phone(lane, "elder").post(f"…/orders/{order_id}/moves", body), 409, "move_not_allowed")
    assert lane.balance("elder").available == 240
