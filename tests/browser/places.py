"""Real ids for pages that show one thing, taken over HTTP; what the demo lacks is made, and taken back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from backend.app.demo.identities import DEMO_COMMUNITY
from tests.browser.stack import Stack

C = f"/communities/{DEMO_COMMUNITY}"
NEWCOMER, APPLICANT = "pages-newcomer", "pages-applicant"
# The unit has claimed half of the first, claims one of the second here, and may claim the third.
PROJECT, GREENERY, CARE = "举办培训讲座", "认领绿化带养护", "关爱特殊人群"
ROOM, WHEELCHAIRS = "多功能活动室", "轮椅借用"
PATROL, CLEANING, CHARGING = "义务平安巡逻", "周末楼道清洁", "电动自行车没有地方充电"
OPEN_DAY = "科普进社区开放日"  # taken by several, with one in line; named units come first
INSTITUTE, PERSON = "上海染料研究所", "3号楼周阿姨"
LAMPS = "小区东门路灯坏了三盏"
GROUND = "七号楼北面的空地怎么用"
LESSONS = "每周来活动室教老人用手机"

Item = dict[str, Any]


@contextmanager
def furnished(stack: Stack) -> Iterator[dict[str, str]]:
    """Return the ids by the names that visits use."""
    ids = _entries(stack) | _unit_ids(stack) | _vouchers(stack) | _topics(stack)
    ids |= _shop(stack, ids["shop"]) | _shifts(stack, ids["patrol"]) | _given(stack) | _orders(stack) | _clearing(stack)
    ids |= _invited(stack) | _warded(stack)
    ids |= _dossiers(stack)
    ids |= _audits(stack) | _agreements(stack) | _duties(stack)
    ids |= _alliances(stack, ids["institute"]) | _teams(stack)
    ids |= _meetings(stack) | _budgets(stack)
    ids |= {"match": _items(stack, "/matching/suggestions/mine?state=offered", "leader")[0]["id"]}
    claim = _post(stack, f"/entries/{ids['greenery']}/claims", _claim_of(ids), "contact")
    _apply(stack, ids["institute"])
    yield ids | {"claim": claim["id"], "day": stack.call("/demo/clock")["now"][:10]}
    _post(stack, f"/claims/{claim['id']}/moves", {"move": "withdraw"}, "contact")


def _duties(stack: Stack) -> dict[str, str]:
    """Due days of the demo's agreement: late, waiting for the lead, to be excused; and a duty with notes."""
    terms = _items(stack, "/duty-terms?limit=100&state=open&state=overdue&state=escalated&state=submitted", "staff")
    late = next(t for t in terms if t["duty"]["text"] == LESSONS and t["state"] in ("overdue", "escalated"))
    waits = next(t for t in terms if t["state"] == "submitted" and t["duty"]["accepter"]["id"] is None)
    excuse = next(t for t in terms if t["excuse"] and t["state"] == "open")
    return {
        "term_late": late["id"],
        "term_waits": waits["id"],
        "term_excuse": excuse["id"],
        "duty_noted": late["duty"]["id"],
        "agreement_kept": late["duty"]["agreement_id"],
    }


def _invited(stack: Stack) -> dict[str, str]:
    """The shift with roles to which the resident is invited."""
    shifts = _items(stack, "/shifts", "resident")
    waits = (s["id"] for s in shifts if s["my_sign_up"] and s["my_sign_up"]["state"] == "invited")
    return {"series_shift": next(waits)}


def _warded(stack: Stack) -> dict[str, str]:
    """A shift that is about to begin, to which the resident comes with a child who has no phone."""
    soon = datetime.fromisoformat(stack.call("/demo/clock")["now"]) + timedelta(minutes=20)
    # By a name of its own: others look for the first cleaning.
    shift = open_shift(stack, soon, title="带孩子做清洁")
    ward = stack.call(f"{C}/shifts/{shift}/sign-up-options", identity="resident")["wards"][0]["id"]
    _post(stack, f"/shifts/{shift}/sign-ups", {"accept_risks": True, "for_member_id": ward}, "resident")
    return {"shift_child": shift, "child": ward}


def coming_shift(stack: Stack, identity: str) -> str:
    """Return the id of the soonest shift that the person may still sign up for."""
    shifts, now = _items(stack, "/shifts", identity), stack.call("/demo/clock")["now"]
    ids: list[str] = [s["id"] for s in shifts if s["my_sign_up"] is None and s["starts_at"] > now and not s["roles"]]
    # A test before may have moved the clock past all that the demo had in store.
    return ids[0] if ids else open_shift(stack, datetime.fromisoformat(now) + timedelta(days=1))


def open_shift(stack: Stack, start: datetime, title: str = CLEANING, entry: str | None = None) -> str:
    """Open a shift to which anybody may come: of an action, or of the cleaning."""
    entry = entry or next(e["id"] for e in _items(stack, "/lists/action/entries", "staff") if e["title"] == CLEANING)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}
    new = {
        "entry_id": entry,
        "title": title,
        "places": 6,
        "place": "3号楼门口",
        "leader_member_id": _leader(stack),
        **times,
    }
    return str(_post(stack, "/shifts", new, "staff")["id"])


def _leader(stack: Stack) -> str:
    return str(stack.call(f"{C}/members/me", identity="leader")["id"])


def _post(stack: Stack, path: str, body: Item, identity: str) -> Item:
    answer: Item = stack.call(C + path, body, identity=identity)
    return answer


def _items(stack: Stack, path: str, identity: str) -> list[Item]:
    items: list[Item] = stack.call(C + path, identity=identity)["items"]
    return items


def _claim_of(ids: dict[str, str]) -> Item:
    return {"actor": {"type": "unit", "id": ids["institute"]}, "quantity": 1, "note": "门口这一段，每周浇水"}


def _entries(stack: Stack) -> dict[str, str]:
    kinds = {
        "need": "need",
        "service_project": "project",
        "action": "action",
        "benefit": "rule",
        "resource": "resource",
        "problem": "problem",
        "welfare_work": "work",
        "actor": "actor",
    }
    found = {name: _items(stack, f"/lists/{kind}/entries", "staff") for kind, name in kinds.items()}
    ids = {name: next(entry["id"] for entry in entries if entry["moves"]) for name, entries in found.items()}
    titled = {entry["title"]: entry["id"] for entries in found.values() for entry in entries}
    ids |= {"project": titled[PROJECT], "greenery": titled[GREENERY], "care": titled[CARE], "patrol": titled[PATROL]}
    ids |= {"cleaning": titled[CLEANING], "charging": titled[CHARGING], "lamps": titled[LAMPS], "room": titled[ROOM]}
    ids |= {"named": titled[OPEN_DAY], "joint": _items(stack, f"/entries/{titled[OPEN_DAY]}/claims", "staff")[-1]["id"]}
    ids |= {"wheelchairs": titled[WHEELCHAIRS], "booking": _items(stack, "/bookings", "neighbour")[0]["id"]}
    ids |= {"actor": titled[INSTITUTE], "actor_person": titled[PERSON]}
    ids |= {"import": _items(stack, "/imports", "staff")[-1]["id"]}
    draft = stack.call(f"{C}/lists/problem/draft", identity="resident")["draft"]
    ids |= {"draft": draft["id"]}
    mine = _items(stack, "/lists/need/entries?mine=true", "resident")
    return ids | {"proposed": next(entry["id"] for entry in mine if entry["state"] == "proposed")}


def _topics(stack: Stack) -> dict[str, str]:
    topics = _items(stack, "/topics", "staff")
    by_stage = {topic["stage"]: topic["id"] for topic in topics}
    ground = next(topic["id"] for topic in topics if topic["title"] == GROUND)
    return {"topic": by_stage["talking"], "topic_decided": by_stage["carrying_out"], "topic_ground": ground}


def _agreements(stack: Stack) -> dict[str, str]:
    """The demo's agreement with a change to be signed, and the one that is still written."""
    found = _items(stack, "/agreements", "staff")
    changing = next(each["id"] for each in found if each["state"] == "in_force" and each["open_text"])
    return {
        "agreement_changing": changing,
        "agreement_written": next(each["id"] for each in found if each["state"] == "draft"),
    }


def _teams(stack: Stack) -> dict[str, str]:
    """The team at work, and the one that closed with a report."""
    by_state = {team["state"]: team["id"] for team in _items(stack, "/teams", "resident")}
    return {"team": by_state["active"], "team_closed": by_state["closed"]}


def _meetings(stack: Stack) -> dict[str, str]:
    """The demo's meetings by state, what each put to the vote, and its demand."""
    by_state = {meeting["state"]: meeting["id"] for meeting in _items(stack, "/meetings", "staff")}
    motions = {state: _items(stack, f"/meetings/{id_}/motions", "staff") for state, id_ in by_state.items()}
    return {
        "meeting": by_state["open"],
        "meeting_published": by_state["published"],
        "motion": motions["open"][0]["id"],
        "motion_counted": motions["published"][0]["id"],
        "demand": _items(stack, "/meeting-demands", "resident")[0]["id"],
    }


def _budgets(stack: Stack) -> dict[str, str]:
    """The demo's budget rounds by stage."""
    by_stage = {each["stage"]: each["id"] for each in _items(stack, "/budget-rounds", "resident")}
    return {f"round_{stage}": by_stage[stage] for stage in ("proposing", "voting", "decided")}


def _audits(stack: Stack) -> dict[str, str]:
    """The demo's drawn round, and a case of it that waits."""
    rounds = _items(stack, "/audits", "resident")
    cases = _items(stack, "/audit-cases?mine=true&unfound=true", "auditor")
    return {"audit": next(each["id"] for each in rounds if each["drawn_at"]), "audit_case": cases[0]["id"]}


def _orders(stack: Stack) -> dict[str, str]:
    """What neighbours ask of each other in the demo: open, agreed on, done and in dispute."""
    orders = {order["title"]: order["id"] for order in _items(stack, "/orders?scope=desk", "staff")}
    return {
        "order": orders["遛狗一次"],
        "order_asked": orders["陪孙子读英语"],
        "order_agreed": orders["陪我去医院看眼睛"],
        "order_done": orders["教我用手机挂号"],
        "order_disputed": orders["帮我装一个置物架"],
        "order_for": orders["代买降压药"],
    }


def _unit_ids(stack: Stack) -> dict[str, str]:
    units = {unit["name"]: unit["id"] for unit in _items(stack, "/units", "staff")}
    return {"institute": units[INSTITUTE], "shop": units["惠民粮油店"]}


def _shifts(stack: Stack, entry: str) -> dict[str, str]:
    """Open a shift and let it begin: one is here, two have gone, one waits; and find one to come."""
    coming = coming_shift(stack, "resident")
    start = datetime.fromisoformat(stack.call("/demo/clock")["now"]) + timedelta(minutes=1)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    new = {"entry_id": entry, "places": 3, "place": "2号楼门厅", "leader_member_id": _leader(stack), **times}
    shift = f"/shifts/{_post(stack, '/shifts', new, 'staff')['id']}"
    for person in ("supervisor", "neighbour", "staff", "lead"):
        _post(stack, f"{shift}/sign-ups", {"accept_risks": True}, person)
    here = _post(stack, f"{shift}/check-ins", _code(stack, shift), "supervisor")["id"]
    for person in ("neighbour", "staff"):
        _post(stack, f"{shift}/check-ins", _code(stack, shift), person)
    stack.advance(180)
    gone = [_post(stack, f"{shift}/check-outs", _code(stack, shift), person) for person in ("neighbour", "staff")]
    _post(stack, f"/records/{gone[-1]['id']}/moves", {"move": "witness"}, "supervisor")
    entered = next(r["id"] for r in _items(stack, "/records?mine=true", "resident") if r["state"] == "entered")
    corrected = next(r["id"] for r in _items(stack, "/records", "staff") if r["corrects"] and r["state"] == "entered")
    asked = _items(stack, "/correction-requests", "staff")[0]["record"]["id"]
    waits = next(r["id"] for r in _items(stack, "/records?state=checked_out", "staff") if r["may_add_slip"])
    return {
        "record_slip": waits,
        "shift": coming,
        "shift_now": shift.rsplit("/", 1)[1],
        "record_here": here,
        "record": entered,
        "record_corrected": corrected,
        "record_asked": asked,
        **_disputes(stack),
    }


def _code(stack: Stack, shift: str) -> Item:
    return {"code": stack.call(f"{C}{shift}/code", identity="leader")["code"]}


def _vouchers(stack: Stack) -> dict[str, str]:
    """The neighbour has soap: to fetch, fetched, and fetched in part."""
    offers = {offer["title"]: offer["id"] for offer in _items(stack, "/offers", "neighbour")}
    soap = {"offer": next(id for title, id in offers.items() if title.startswith("香皂")), "quantity": 1}
    unused, used = (_post(stack, "/vouchers", soap, "neighbour") for _ in range(2))
    _post(stack, "/redemptions", {"token": used["token"]}, "merchant")
    rice = next(id for title, id in offers.items() if title.startswith("大米"))
    mine = _items(stack, "/vouchers/mine?state=issued", "neighbour")
    part = next(voucher["id"] for voucher in mine if voucher["left"] < voucher["quantity"])
    return {
        "offer": rice,
        "soap": soap["offer"],
        "voucher": unused["id"],
        "voucher_used": used["id"],
        "voucher_part": part,
    }


def _disputes(stack: Stack) -> dict[str, str]:
    """The dispute that waits in the demo, and a record on notice to which the neighbour may object."""
    waits = _items(stack, "/disputes?open=true", "supervisor")[0]["record"]["id"]
    on_notice = next(n["record_id"] for n in _items(stack, "/notices", "neighbour") if n["may_dispute"])
    return {"record_disputed": waits, "record_on_notice": on_notice}


def _given(stack: Stack) -> dict[str, str]:
    """A gift as its receiver finds it, and a fund with what came, what is used, and what its keeper has yet to say."""
    lines = stack.call(f"{C}/passbook?book=time&limit=100", identity="neighbour")["books"][0]["lines"]["items"]
    gift = next(line["source"]["id"] for line in lines if line["source"]["type"] == "gift")
    fund = next(fund["id"] for fund in _items(stack, "/funds", "staff") if fund["donations"])
    waits = _items(stack, f"/funds/{fund}/donations?state=recorded", "staff")[0]["id"]
    own = _items(stack, "/donations/mine", "neighbour")[0]["id"]
    kin = next(tie["member"]["id"] for tie in _items(stack, "/kin-ties", "resident") if tie["state"] == "confirmed")
    return {"gift": gift, "fund": fund, "donation": own, "donation_waits": waits, "kin": kin}


def _dossiers(stack: Stack) -> dict[str, str]:
    """Of two files one has faults, the other's records wait for a second hand."""
    files = _items(stack, "/dossier-imports", "staff")
    wrong = next(file["id"] for file in files if file["errors_total"])
    waits = next(file["id"] for file in files if file["outside_state"] == "awaiting")
    member = stack.call(f"{C}/dossier", identity="resident")["member"]["id"]
    return {"file_wrong": wrong, "file_waits": waits, "member": member}


def _clearing(stack: Stack) -> dict[str, str]:
    """The neighbour's points went over; the supervisor's came back."""
    (pair,) = _items(stack, "/clearing/pairs", "lead")
    sent = next(x for x in _items(stack, "/clearing/transfers/mine", "neighbour") if x["direction"] == "out")
    refused = _items(stack, "/clearing/transfers/mine", "supervisor")[0]
    return {"other": str(pair["other_id"]), "clearing": sent["id"], "clearing_refused": refused["id"]}


def _alliances(stack: Stack, unit: str) -> dict[str, str]:
    """The unit's statement of the last stated quarter, and the alliance that the demo's community convenes."""
    made = _items(stack, f"/units/{unit}/reciprocity-statements", "contact")[0]
    alliance = _items(stack, "/alliances", "lead")[0]["id"]
    board = stack.call(f"{C}/alliances/{alliance}", identity="lead")
    return {"reciprocity": made["id"], "alliance": alliance, "alliance_month": board["months"][1]}


def _shop(stack: Stack, unit: str) -> dict[str, str]:
    """Another shop has applied; of ours one piece is to go back, and two days have statements, one talked over."""
    asked = _items(stack, f"/refund-requests?unit_id={unit}", "merchant")[0]
    applied = _items(stack, "/merchants?state=applied", "staff")[0]
    month = stack.call("/demo/clock")["now"][:7]
    days = stack.call(f"{C}/merchants/{unit}/months/{month}", identity="merchant")["days"]
    before = f"{int(month[:4]) - (month[5:] == '01')}-{(int(month[5:]) - 2) % 12 + 1:02}"
    days += stack.call(f"{C}/merchants/{unit}/months/{before}", identity="merchant")["days"]
    stated, talked = days[0]["date"], days[-1]["date"]
    return {"taken": asked["redemption_id"], "barber": applied["unit"]["id"], "stated": stated, "talked": talked}


def _apply(stack: Stack, unit: str) -> None:
    """Somebody new has asked to join; the neighbour to belong to the institute."""
    privacy = stack.call(C, identity="staff")["privacy"]["version"]
    application = {
        "name": "郑来宾",
        "birth_date": "1979-03-08",
        "privacy_version": privacy,
        "consent": True,
        "tie": "home",
    }
    household = {"building": "6号楼", "door": "402"}
    _post(stack, "/members", application | {"household": household}, APPLICANT)
    _post(stack, f"/units/{unit}/employees", {}, "neighbour")
