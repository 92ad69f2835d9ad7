"""Agreements over HTTP: drafted from a claim, offered, signed in three ways, changed, left; and every refusal."""

import base64
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.agreements.moves.claims import ClaimMove
from backend.agreements.rules.signing import message_of
from tests.client import Caller, refused
from tests.factories.agreement_texts import draft, make_agreement, make_clause, offer, sign, sign_all
from tests.factories.agreements import Place, make_claim, make_neighbourhood, make_place, move_claim
from tests.factories.lists import make_open_entry
from tests.factories.photos import add_photo

CLAUSE = {
    "no": 1,
    "giver": 1,
    "receiver": 0,
    "text": "陪护高龄老人",
    "amount": 4,
    "measure": "次",
    "schedule": "monthly",
    "due_on": "2026-12-01",
    "until_on": "2027-10-01",
}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def body(place: Place, **changes: Any) -> dict[str, Any]:
    return {
        "title": "邻里共建协议",
        "starts_on": "2026-11-23",
        "ends_on": "2027-11-22",
        "units": [str(place.hood.unit_id)],
        "clauses": [CLAUSE],
    } | changes


def drafted(place: Place, *clauses: Any) -> str:
    with place.work() as uow:
        return str(draft(uow, place.hood["staff"], *clauses, units=[place.hood.unit_id]))


def offered(place: Place) -> dict[str, Any]:
    with place.work() as uow:
        agreement_id = draft(uow, place.hood["staff"], units=[place.hood.unit_id])
        offer(uow, place.hood, agreement_id)
    return shown(place, "staff", agreement_id)


def in_force(place: Place, **more: Any) -> str:
    with place.work() as uow:
        return str(make_agreement(uow, place.hood, **more))


def shown(place: Place, who: str, agreement_id: Any) -> dict[str, Any]:
    answer: dict[str, Any] = place.as_(who).get(f"…/agreements/{agreement_id}").get_json()
    return answer


def signing(agreement: dict[str, Any], party: int, **changes: Any) -> dict[str, Any]:
    text = agreement["open"]
    return {
        "party_no": party,
        "version": text["version"],
        "text_hash": text["text_hash"],
        "method": "tap",
    } | changes


def put_name(place: Place, who: str, agreement_id: Any, **more: Any) -> Any:
    return place.as_(who).post(f"…/agreements/{agreement_id}/signatures", more)


def move(place: Place, who: str, agreement_id: Any, name: str, **more: Any) -> Any:
    return place.as_(who).post(f"…/agreements/{agreement_id}/moves", {"move": name, **more})


def test_the_whole_way_from_a_claim_to_an_agreement_in_force(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["staff"], "service_project", quantity=10)
        claim_id = make_claim(uow, place.hood["contact"], place.hood.unit_id, entry_id, 6)
        move_claim(uow, place.hood["staff"], claim_id, ClaimMove.ACCEPT)
    made = place.as_("staff").post("…/agreements", {"claim_id": str(claim_id)})
    assert made.status_code == 201, made.get_data(as_text=True)
    agreement = made.get_json()
    assert (agreement["number"], agreement["title"]) == ("协-0001", "共建协议：陪护高龄老人")
    assert [(party["no"], party["role"]) for party in agreement["parties"]] == [(0, "community"), (1, "lead")]
    (promise,) = agreement["open"]["clauses"]
    assert (promise["giver"], promise["receiver"], promise["accepter"]) == (1, 0, 0)
    assert (promise["text"], promise["how_much"]) == ("陪护高龄老人", "6 次")
    assert move(place, "staff", agreement["id"], "offer").get_json()["state"] == "signing"
    agreement = shown(place, "contact", agreement["id"])
    assert (agreement["sign_as"], agreement["is_my_turn"]) == ([1], True)
    assert put_name(place, "contact", agreement["id"], **signing(agreement, 1)).get_json()["state"] == "signing"
    done = put_name(place, "lead", agreement["id"], **signing(agreement, 0)).get_json()
    assert (done["state"], done["state_name"], done["open"]) == ("in_force", "履行中", None)
    assert [(each["party_no"], each["by_name"]) for each in done["in_force"]["signatures"]] == [
        (1, "孙联络"),
        (0, "钱书记"),
    ]
    trace = place.as_("resident").get(f"…/trace/claim/{claim_id}").get_json()
    assert "agreement" in {node["type"] for node in trace["nodes"]}


def test_a_claim_has_one_agreement(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["staff"], "service_project", quantity=10)
        claim_id = make_claim(uow, place.hood["contact"], place.hood.unit_id, entry_id, 6)
    staff = place.as_("staff")
    refused(staff.post("…/agreements", {"claim_id": str(claim_id)}), 409, "claim_not_accepted")
    with place.work() as uow:
        move_claim(uow, place.hood["staff"], claim_id, ClaimMove.ACCEPT)
    first = staff.post("…/agreements", {"claim_id": str(claim_id)}).get_json()["id"]
    again = refused(staff.post("…/agreements", {"claim_id": str(claim_id)}), 409, "claim_has_agreement")
    assert again["agreement_id"] == first
    move(place, "staff", first, "cancel", note="写错了")
    assert staff.post("…/agreements", {"claim_id": str(claim_id)}).status_code == 201


def test_a_text_that_changed_is_not_signed(place: Place) -> None:
    seen = offered(place)
    move(place, "staff", seen["id"], "take_back")
    refused(put_name(place, "contact", seen["id"], **signing(seen, 1)), 409, "text_changed")
    fresh = place.as_("staff").get(f"…/agreements/{seen['id']}")
    edited = place.as_("staff").put(
        f"…/agreements/{seen['id']}/draft",
        body(place, clauses=[CLAUSE | {"amount": 9}], units=None),
        etag=fresh.headers["ETag"],
    )
    assert edited.status_code == 200, edited.get_data(as_text=True)
    move(place, "staff", seen["id"], "offer")
    problem = refused(put_name(place, "contact", seen["id"], **signing(seen, 1)), 409, "text_changed")
    now = shown(place, "contact", seen["id"])
    assert (problem["version"], problem["text_hash"]) == (2, now["open"]["text_hash"])
    wrong_hash = signing(now, 1, text_hash="0" * 64)
    refused(put_name(place, "contact", seen["id"], **wrong_hash), 409, "text_changed")
    assert put_name(place, "contact", seen["id"], **signing(now, 1)).status_code == 201


def test_nobody_signs_twice_or_for_two_sides(place: Place) -> None:
    with place.work() as uow:
        lead, hood = place.hood["lead"], place.hood
        agreement_id = draft(uow, hood["staff"], units=[hood.unit_id])
        offer(uow, hood, agreement_id)
        sign(uow, lead, agreement_id, 0)
    seen = shown(place, "lead", agreement_id)
    refused(put_name(place, "lead", agreement_id, **signing(seen, 0)), 409, "already_signed")
    with place.work() as uow:
        photo = str(add_photo(uow, place.hood["lead"]))
    paper = signing(seen, 1, method="paper", photo=photo)
    # The lead is no member of staff here, and would be acting for both sides if they were.
    refused(put_name(place, "lead", agreement_id, **paper), 403, "forbidden")


@pytest.mark.parametrize(
    ("who", "party", "code"),
    [
        ("employee", 1, "forbidden"),
        ("other_contact", 1, "forbidden"),
        ("staff", 1, "forbidden"),
        ("lead", 1, "forbidden"),
        ("contact", 0, "forbidden"),
        ("staff", 0, "forbidden"),
        ("supervisor", 0, "forbidden"),
        ("resident", 1, "forbidden"),
        ("stranger", 1, "not_a_member"),
    ],
)
def test_each_party_is_signed_for_by_its_own(place: Place, who: str, party: int, code: str) -> None:
    seen = offered(place)
    refused(put_name(place, who, seen["id"], **signing(seen, party)), 403, code)
    assert shown(place, "staff", seen["id"])["open"]["signatures"] == []


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_key(
    place: Place, seen: dict[str, Any], party: int, key: Ed25519PrivateKey | None = None, **changes: Any
) -> dict[str, Any]:
    """Return a signature by a device key, a fresh one unless given; ``changes`` go into what the key signs."""
    key = key or Ed25519PrivateKey.generate()
    facts = {"version": seen["open"]["version"], "party_no": party} | changes
    text_hash = bytes.fromhex(seen["open"]["text_hash"])
    message = message_of(place.hood.community_id, UUID(seen["id"]), text_hash=text_hash, **facts)
    return signing(
        seen,
        party,
        method="device_key",
        public_key=b64(key.public_key().public_bytes_raw()),
        signature=b64(key.sign(message)),
    )


def test_a_device_key_signs(place: Place) -> None:
    seen = offered(place)
    forged = by_key(place, seen, 1, party_no=0)
    refused(put_name(place, "contact", seen["id"], **forged), 422, "signature_wrong")
    signed = put_name(place, "contact", seen["id"], **by_key(place, seen, 1))
    assert [each["method"] for each in signed.get_json()["open"]["signatures"]] == ["device_key"]


def test_a_device_key_is_one_persons(place: Place) -> None:
    key, first, second = Ed25519PrivateKey.generate(), offered(place), offered(place)
    assert put_name(place, "contact", first["id"], **by_key(place, first, 1, key)).status_code == 201
    refused(put_name(place, "lead", first["id"], **by_key(place, first, 0, key)), 422, "signature_wrong")
    refused(put_name(place, "lead", second["id"], **by_key(place, second, 0, key)), 422, "signature_wrong")
    assert put_name(place, "contact", second["id"], **by_key(place, second, 1, key)).status_code == 201


def test_paper_is_handed_in_by_the_desk(place: Place) -> None:
    seen = offered(place)
    with place.work() as uow:
        photo, other = (str(add_photo(uow, place.hood["staff"], width=width)) for width in (60, 61))
    paper = signing(seen, 1, method="paper", photo=photo)
    refused(put_name(place, "resident", seen["id"], **paper), 403, "forbidden")
    refused(put_name(place, "staff", seen["id"], **(paper | {"party_no": 0})), 403, "forbidden")
    refused(put_name(place, "staff", seen["id"], **(paper | {"photo": str(uuid4())})), 422, "invalid")
    signed = put_name(place, "staff", seen["id"], **paper).get_json()["open"]["signatures"]
    assert (signed[0]["method_name"], signed[0]["photo"]["id"]) == ("纸质签署", photo)
    with place.work() as uow:
        again = draft(uow, place.hood["staff"], units=[place.hood.unit_id])
        offer(uow, place.hood, again)
    second = shown(place, "staff", again)
    refused(put_name(place, "staff", again, **signing(second, 1, method="paper", photo=photo)), 409, "paper_used")
    assert put_name(place, "staff", again, **signing(second, 1, method="paper", photo=other)).status_code == 201


def test_the_lead_who_is_staff_acts_for_one_side_alone(place: Place) -> None:
    seen = offered(place)
    with place.work() as uow:
        photo = str(add_photo(uow, place.hood["contact"]))
    place_contact = signing(seen, 1, method="paper", photo=photo)
    assert put_name(place, "contact", seen["id"], **place_contact).status_code == 201
    refused(put_name(place, "contact", seen["id"], **signing(seen, 1)), 409, "already_signed")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"method": "fax"}, "method"),
        ({"party_no": -1}, "party_no"),
        ({"text_hash": "abc"}, "text_hash"),
        ({"method": "paper"}, "photo"),
        ({"method": "device_key"}, "public_key"),
        ({"photo": str(uuid4())}, "photo"),
        ({"method": "device_key", "public_key": "A" * 43, "signature": "!!"}, "signature"),
        ({"method": "device_key", "public_key": "A" * 20, "signature": "A" * 86}, "public_key"),
    ],
)
def test_a_signature_without_its_proof_names_the_field(place: Place, changes: dict[str, Any], field: str) -> None:
    seen = offered(place)
    problem = refused(put_name(place, "contact", seen["id"], **signing(seen, 1, **changes)), 422, "invalid")
    assert field in problem["errors"]


def many(count: int) -> list[dict[str, Any]]:
    return [CLAUSE | {"no": number} for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"clauses": many(200)}, "invalid", "clauses"),
        ({"clauses": many(61)}, "invalid", "clauses"),
        ({"clauses": [CLAUSE, CLAUSE]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"accepter": 1}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"receiver": 1}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"receiver": 7}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"amount": 0}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"due_on": "2028-12-01", "until_on": "2028-12-31"}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"until_on": None}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"after_no": 5}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"evidence": []}]}, "invalid", "clauses"),
        ({"clauses": [CLAUSE | {"no": 1, "after_no": 2}, CLAUSE | {"no": 2, "after_no": 1}]}, "circular_clauses", None),
        ({"ends_on": "2026-11-23"}, "invalid", "ends_on"),
        ({"ends_on": "2030-11-23"}, "invalid", "ends_on"),
        ({"starts_on": "tomorrow"}, "invalid", "starts_on"),
        ({"units": []}, "invalid", "units"),
        ({"units": [str(uuid4())]}, "invalid", "units"),
        ({"title": "字" * 101}, "invalid", "title"),
        ({"state": "in_force"}, "invalid", "state"),
    ],
)
def test_a_text_that_does_not_hold_together(
    place: Place, changes: dict[str, Any], code: str, field: str | None
) -> None:
    problem = refused(place.as_("staff").post("…/agreements", body(place, **changes)), 422, code)
    if field is not None:
        assert list(problem["errors"]) == [field]
    else:
        assert problem["numbers"] == [1, 2]
    assert place.as_("staff").get("…/agreements").get_json()["items"] == []


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (many(61), "一份协议最多60条，请合并或分成几份"),
        ([CLAUSE | {"no": 61}], "第61条：编号最多到60，再多请另起一份"),
    ],
)
def test_more_than_sixty_clauses_are_told_in_words(place: Place, clauses: list[dict[str, Any]], said: str) -> None:
    problem = refused(place.as_("staff").post("…/agreements", body(place, clauses=clauses)), 422, "invalid")
    assert problem["errors"] == {"clauses": [said]}


def test_sixty_clauses_are_an_agreement(place: Place) -> None:
    made = place.as_("staff").post("…/agreements", body(place, clauses=many(60)))
    assert len(made.get_json()["open"]["clauses"]) == 60


def test_an_empty_text_and_an_idle_party_are_not_offered(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        idle = draft(uow, hood["staff"], make_clause(), units=[hood.unit_id, hood.other_unit_id])
    problem = refused(move(place, "staff", idle, "offer"), 409, "party_without_clause")
    assert len(problem["names"]) == 1
    empty = place.as_("staff").post("…/agreements", body(place, clauses=[])).get_json()["id"]
    refused(move(place, "staff", empty, "offer"), 422, "invalid")


def test_a_draft_is_edited_by_one_at_a_time(place: Place) -> None:
    agreement_id = drafted(place)
    etag = place.as_("staff").get(f"…/agreements/{agreement_id}").headers["ETag"]
    path, text = f"…/agreements/{agreement_id}/draft", body(place, title="新的标题", units=None)
    refused(place.as_("contact").put(path, text, etag=etag), 403, "forbidden")
    assert place.as_("staff").put(path, text, etag=etag).get_json()["title"] == "新的标题"
    assert place.as_("staff").put(path, text, etag=etag).status_code == 412
    etag = place.as_("staff").get(f"…/agreements/{agreement_id}").headers["ETag"]
    move(place, "staff", agreement_id, "offer")
    refused(place.as_("staff").put(path, text, etag=etag), 409, "no_draft")


def test_what_is_declined_is_worked_on_as_a_copy(place: Place) -> None:
    seen = offered(place)
    put_name(place, "lead", seen["id"], **signing(seen, 0))
    refused(move(place, "contact", seen["id"], "decline", party_no=1), 422, "invalid")
    refused(move(place, "staff", seen["id"], "decline", party_no=1, note="不行"), 403, "forbidden")
    declined = move(place, "contact", seen["id"], "decline", party_no=1, note="次数太多").get_json()
    assert (declined["state"], declined["open"]["version"], declined["open"]["signatures"]) == ("draft", 2, [])
    assert [each["state"] for each in declined["versions"]] == ["dropped", "draft"]
    line = place.as_("contact").get(f"…/agreements/{seen['id']}/history").get_json()["items"][0]
    assert (line["move"], line["note"]) == ("decline", "次数太多")


def test_a_change_holds_once_all_have_signed_it(place: Place) -> None:
    agreement_id = in_force(place)
    staff = place.as_("staff")
    refused(place.as_("contact").post(f"…/agreements/{agreement_id}/texts", {"purpose": "amendment"}), 403, "forbidden")
    assert staff.post(f"…/agreements/{agreement_id}/texts", {"purpose": "amendment"}).status_code == 201
    refused(staff.post(f"…/agreements/{agreement_id}/texts", {"purpose": "renewal"}), 409, "text_open")
    read = staff.get(f"…/agreements/{agreement_id}")
    draft_text = read.get_json()["open"]
    clauses = [
        {name: clause[name] for name in (*CLAUSE, "accepter", "evidence", "after_no")}
        for clause in draft_text["clauses"]
    ]
    clauses[0]["amount"] = 6
    new = {"title": draft_text["title"], "starts_on": "2026-11-23", "ends_on": "2027-12-31", "preamble": "互相帮忙"}
    path = f"…/agreements/{agreement_id}/draft"
    sides = [clauses[0] | {"measure": "小时"}, clauses[1]]
    refused(staff.put(path, new | {"clauses": sides}, etag=read.headers["ETag"]), 409, "clause_sides_changed")
    edited = staff.put(path, new | {"clauses": clauses}, etag=read.headers["ETag"])
    assert edited.status_code == 200, edited.get_data(as_text=True)
    compared = staff.get(f"…/agreements/{agreement_id}/texts/2").get_json()
    assert (compared["against"], compared["changes"]) == (
        1,
        [
            {"no": None, "kind": "changed", "text": "截止日期由2027年11月22日改为2027年12月31日"},
            {"no": 1, "kind": "changed", "text": "数量由每月 4 次改为每月 6 次"},
        ],
    )
    seen = move(place, "staff", agreement_id, "offer").get_json()
    put_name(place, "lead", agreement_id, **signing(seen, 0))
    meanwhile = shown(place, "contact", agreement_id)
    assert (meanwhile["state"], meanwhile["in_force"]["version"]) == ("in_force", 1)
    done = put_name(place, "contact", agreement_id, **signing(seen, 1)).get_json()
    assert (done["in_force"]["version"], done["ends_on"], done["open"]) == (2, "2027-12-31", None)
    assert [each["state"] for each in done["versions"]] == ["superseded", "agreed"]


def test_a_party_that_left_signs_nothing(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        of_other = make_clause(3, giver=2)
        agreement_id = make_agreement(
            uow, hood, make_clause(1), make_clause(2), of_other, units=[hood.unit_id, hood.other_unit_id]
        )
    refused(move(place, "other_contact", agreement_id, "leave", party_no=2), 422, "invalid")
    refused(move(place, "contact", agreement_id, "leave", party_no=2, note="搬走了"), 403, "forbidden")
    left = move(place, "other_contact", agreement_id, "leave", party_no=2, note="搬走了").get_json()
    assert (left["state"], left["parties"][2]["left_reason"]) == ("in_force", "搬走了")
    assert [clause["has_lapsed"] for clause in left["in_force"]["clauses"]] == [False, False, True]
    refused(move(place, "other_contact", agreement_id, "leave", party_no=2, note="再说一次"), 409, "party_left")
    amended = place.as_("staff").post(f"…/agreements/{agreement_id}/texts", {"purpose": "amendment"}).get_json()
    assert [clause["no"] for clause in amended["open"]["clauses"]] == [1, 2]
    seen = move(place, "staff", agreement_id, "offer").get_json()
    refused(put_name(place, "other_contact", agreement_id, **signing(seen, 2)), 409, "party_left")
    assert [each["no"] for each in seen["unsigned"]] == [0, 1]


def test_without_a_unit_the_agreement_ends(place: Place) -> None:
    agreement_id = in_force(place)
    ended = move(place, "contact", agreement_id, "leave", party_no=1, note="停业").get_json()
    assert (ended["state"], ended["moves"], ended["may_draft"]) == ("ended", [], [])
    assert shown(place, "staff", agreement_id)["end_reason"].endswith("退出：停业")
    assert shown(place, "resident", agreement_id)["end_reason"].endswith("退出")


def test_what_is_not_signed_is_the_parties_and_the_desks(place: Place) -> None:
    agreement_id = offered(place)["id"]
    for who in ("contact", "employee", "staff", "lead", "supervisor"):
        assert shown(place, who, agreement_id)["state"] == "signing"
        assert len(place.as_(who).get("…/agreements").get_json()["items"]) == 1
    for who in ("resident", "other_contact"):
        refused(place.as_(who).get(f"…/agreements/{agreement_id}"), 404, "not_found")
        refused(place.as_(who).get(f"…/agreements/{agreement_id}/texts/1/paper"), 404, "not_found")
        assert place.as_(who).get("…/agreements").get_json()["items"] == []


def test_any_member_reads_what_all_signed_but_not_who(place: Place) -> None:
    agreement_id = in_force(place)
    place.as_("staff").post(f"…/agreements/{agreement_id}/texts", {"purpose": "ending"})
    seen = shown(place, "resident", agreement_id)
    assert (seen["state"], seen["open"], [each["version"] for each in seen["versions"]]) == ("in_force", None, [1])
    assert {each["by_name"] for each in seen["in_force"]["signatures"]} == {None}
    refused(place.as_("resident").get(f"…/agreements/{agreement_id}/texts/2"), 404, "not_found")
    refused(place.as_("stranger").get(f"…/agreements/{agreement_id}"), 403, "not_a_member")


def test_how_it_was_negotiated_is_the_parties_and_the_desks(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        agreement_id = draft(uow, hood["staff"], make_clause(1), units=[hood.unit_id])
        offer(uow, hood, agreement_id)
    move(place, "contact", agreement_id, "decline", party_no=1, note="我们单位资金紧张")
    with place.work() as uow:
        offer(uow, place.hood, agreement_id)
        sign_all(uow, place.hood, agreement_id)
    move(place, "contact", agreement_id, "leave", party_no=1, note="停业了")

    def lines(who: str) -> list[tuple[str, str | None]]:
        read = place.as_(who).get(f"…/agreements/{agreement_id}/history").get_json()["items"]
        return [(line["move"], line["note"]) for line in read]

    assert lines("resident") == [(name, None) for name in ("end", "leave", "start", "agree")]
    assert [party["left_reason"] for party in shown(place, "resident", agreement_id)["parties"]] == [None, None]
    assert ("decline", "我们单位资金紧张") in lines("supervisor")
    assert [party["left_reason"] for party in shown(place, "contact", agreement_id)["parties"]] == [None, "停业了"]


def test_a_party_that_left_is_no_party_to_what_is_drafted_then(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        both = [hood.unit_id, hood.other_unit_id]
        agreement_id = make_agreement(uow, hood, make_clause(1), make_clause(2, giver=2), units=both)
    move(place, "other_contact", agreement_id, "leave", party_no=2, note="搬走了")
    place.as_("staff").post(f"…/agreements/{agreement_id}/texts", {"purpose": "amendment"})
    assert shown(place, "contact", agreement_id)["open"]["version"] == 2
    assert shown(place, "other_contact", agreement_id)["open"] is None
    refused(place.as_("other_contact").get(f"…/agreements/{agreement_id}/texts/2"), 404, "not_found")


def test_agreements_are_listed_by_unit_and_state(place: Place) -> None:
    one, two = in_force(place), drafted(place)
    staff = place.as_("staff")

    def ids(**query: str) -> list[str]:
        return [item["id"] for item in staff.get("…/agreements", **query).get_json()["items"]]

    assert ids() == [two, one]
    assert ids(state="in_force") == [one]
    assert ids(unit_id=str(place.hood.unit_id), limit="1") == [two]
    assert ids(unit_id=str(place.hood.other_unit_id)) == []


def test_the_paper_is_a_pdf_with_its_hash(place: Place) -> None:
    seen = offered(place)
    printed = place.as_("contact").get(f"…/agreements/{seen['id']}/texts/1/paper")
    assert (printed.status_code, printed.content_type) == (200, "application/pdf")
    assert printed.get_data()[:5] == b"%PDF-"
    again = place.as_("contact").get(f"…/agreements/{seen['id']}/texts/1/paper")
    assert printed.get_data() == again.get_data()


def test_ids_of_another_community_are_unknown(place: Place) -> None:
    with place.work() as uow:
        there = make_neighbourhood(uow)
        theirs = make_agreement(uow, there)
    staff = place.as_("staff")
    for response in (
        staff.get(f"…/agreements/{theirs}"),
        staff.get(f"…/agreements/{theirs}/history"),
        move(place, "staff", theirs, "offer"),
        staff.post(f"…/agreements/{theirs}/texts", {"purpose": "amendment"}),
        staff.post("…/agreements", {"claim_id": str(uuid4())}),
    ):
        refused(response, 404, "not_found")
    assert staff.get("…/agreements", unit_id=str(there.unit_id)).get_json()["items"] == []


def test_moves_that_people_do_not_ask_for(place: Place) -> None:
    agreement_id = drafted(place)
    for name in ("start", "agree", "end", "fly"):
        refused(move(place, "staff", agreement_id, name), 422, "invalid")
    refused(move(place, "contact", agreement_id, "offer"), 403, "forbidden")
    refused(move(place, "contact", agreement_id, "leave", party_no=1, note="不"), 409, "move_not_allowed")
    refused(
        place.as_("staff").post(f"…/agreements/{agreement_id}/texts", {"purpose": "amendment"}), 409, "move_not_allowed"
    )
    refused(place.as_("staff").post(f"…/agreements/{agreement_id}/texts", {"purpose": "original"}), 422, "invalid")
