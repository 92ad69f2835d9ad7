"""The whole way of neighbourhoods that did this, from what was asked to what was accepted, with the clock moved on.

Facts as printed of 普陀区宜川路街道 (shcafe.org/shzxxw/51267.html), 福州中山社区
(zhiliang.sdqnw.net/sc/2023/0331/10854.html), 青岛登州路街道 (cctvcnnet.com/m/view.php?aid=5015), 澄城县
(sx-dj.gov.cn/jcdj/csdj/1619975007759237121.html) and 红都社区 (m.coldbx.com/ghyw/cxcy/202206/t20220608_22067.html).
What they do not tell (who took which wish) is made up.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from backend.agreements.models import (
    Agreement,
    AgreementMoveRow,
    AgreementVersion,
    Claim,
    ClaimAssist,
    ClaimMoveRow,
    Duty,
    DutyEvidence,
    DutyNote,
    DutyTerm,
    DutyTermMove,
)
from backend.agreements.types.agreements import AgreementState, VersionState
from backend.agreements.types.claims import AssistState, ClaimState
from backend.agreements.types.duties import DutyState, EvidenceState, NoteState, TermState
from backend.app.features import collect_mapping
from backend.books.service import ask_checks
from backend.communities.types import UnitKind
from backend.core.clock import FixedClock
from tests.api.agreements.playing import Case, clause
from tests.factories.agreements import Place

WISH = {"beneficiary": "personal", "urgency": "normal"}
NEED = {"beneficiary": "public", "urgency": "normal"}
YEAR = {"starts_on": "2026-11-23", "ends_on": "2027-11-22"}


@pytest.fixture
def case(place: Place, clock: FixedClock) -> Case:
    return Case(place, clock)


def proven(case: Case) -> None:
    """Assert that every invariant SQL can prove holds."""
    with case.place.work() as uow:
        assert ask_checks(uow, case.place.hood.community_id, collect_mapping("SELF_CHECKS")) == []


def test_yichuan_road_gives_and_gets_by_three_lists(case: Case) -> None:
    case.join(UnitKind.INSTITUTION, institute="上海染料研究所")
    case.join(delixi="德力西集团", yongle="永乐家电")
    for title in ("困难人群帮扶", "培训讲座", "群团活动支持"):
        case.asked("need", title, details=NEED)
    for title in ("人才引进政策解释", "员工子女教育", "文化体育场所"):
        case.asked("need", title, by="delixi", details=NEED)
    care = case.asked("service_project", "关爱特殊人群", by="staff", quantity=4)
    lessons = case.asked("service_project", "举办培训讲座", by="staff", quantity=12)
    venue = case.asked("resource", "社区活动中心：文化活动", by="staff", quantity=6)

    claim = case.claims("institute", lessons, 12, assists=[{"unit_id": case.units["delixi"], "share": 4}])
    case.answers("delixi", claim, "agree")
    case.moves(claim, ("staff", "accept"))
    gives = [
        clause(1, 1, "举办培训讲座", 8, "课"),
        clause(2, 2, "举办培训讲座", 4, "课"),
        clause(3, 0, "开放活动室给企业员工", 6, "场", accepter=2, receiver=2),
    ]
    agreement = case.agreed(("institute", "delixi"), claim_id=claim["id"], clauses=gives, **YEAR)
    assert (agreement["state"], [party["role"] for party in agreement["parties"]]) == (
        "in_force",
        ["community", "lead", "assist"],
    )
    case.performs(agreement, 1, "institute", "lead", 8)
    case.performs(agreement, 2, "delixi", "lead", 4)
    # It is not one-way: what the community owes is accepted by the unit that gets it.
    case.performs(agreement, 3, "lead", "delixi", 6)
    case.moves(claim, ("institute", "deliver"), ("staff", "accept_delivery"))
    case.kept(case.claims("yongle", care, 4), "yongle")
    assert {case.get(f"entries/{id_}")["state"] for id_ in (lessons, care)} == {"accepted"}
    assert case.get(f"entries/{venue}")["state"] == "open"
    trace = case.get(f"trace/entry/{lessons}", "resident")
    assert {"entry", "claim", "agreement", "duty"} <= {node["type"] for node in trace["nodes"]}
    proven(case)


def test_zhongshan_hospital_finance_and_family_planning_keep_their_word(case: Case) -> None:
    case.join(UnitKind.INSTITUTION, hospital="省级机关医院", finance="省财政厅", family="省计生协", library="区图书馆")
    beds = case.asked("need", "为老人设家庭病床，24小时监测", quantity=3, quantity_unit="位", details=NEED)
    green = case.asked("service_project", "绿化带养护", by="lead", quantity=1)
    families = case.asked("need", "对接智力残疾家庭", quantity=2, quantity_unit="户", details=NEED)

    claim = case.claims("hospital", beds, 3)
    case.moves(claim, ("staff", "accept"))
    visits = clause(1, 1, "上门查房", 3, "位", schedule="monthly", due_on="2026-12-01", until_on="2027-02-01")
    agreement = case.agreed(("hospital",), claim_id=claim["id"], clauses=[visits], **YEAR)
    assert [term["due_on"] for term in case.terms(agreement)[1]] == ["2026-12-01", "2027-01-01", "2027-02-01"]
    # The first month is shown twice: what the lead could not see is done again.
    first = case.terms(agreement)[1][0]
    case.decides("lead", case.shows("hospital", first, 3), "reject", reason="看不清是谁家")
    case.decides("lead", case.shows("hospital", first, 3))
    for month, year in ((1, 2027), (2, 2027)):
        case.goes_on(month, 1, year=year)
        case.performs(agreement, 1, "hospital", "lead", 3)
    case.moves(claim, ("hospital", "deliver"), ("resident", "accept_delivery"))
    # Of the two families one is taken first; another unit waits and moves up when the rest is given back.
    held = case.claims("family", families, 2)
    waiting = case.claims("library", families, 1, wait=True)
    assert waiting["place_in_line"] == 1
    case.moves(held, ("family", "withdraw"))
    assert case.get(f"claims/{waiting['id']}")["state"] == "open"
    case.kept(waiting, "library", "resident")
    case.kept(case.claims("family", families, 1), "family", "resident")
    case.kept(case.claims("finance", green, 1), "finance")
    assert {case.get(f"entries/{id_}")["state"] for id_ in (beds, families)} == {"accepted"}
    assert case.get(f"entries/{green}")["state"] == "delivered"
    proven(case)


def test_dengzhou_roads_charging_post_from_problem_to_delivery(case: Case) -> None:
    case.join(UnitKind.AGENCY, office="区政府办公室")
    case.join(builder="中铁建工集团")
    title = "老旧小区电动自行车充电难、飞线入户充电"
    problem = case.asked("problem", title, quantity=1)
    case.post("neighbour", f"entries/{problem}/support", supports=True)
    # 揭榜: the office is named, then it takes the problem with the builder, who takes no piece of its own.
    case.post("staff", f"entries/{problem}/address", unit_ids=[case.units["office"]], until_on="2026-11-30")
    helper = {"unit_id": case.units["builder"], "share": 0, "part": "负责施工"}
    claim = case.claims("office", problem, 1, assists=[helper])
    case.answers("builder", claim, "agree")
    case.moves(claim, ("staff", "accept"))
    clauses = [
        clause(1, 1, "同居民多次协商，选定地点", 1, "处", due_on="2026-12-04"),
        clause(2, 2, "建好公共充电桩", 1, "处", due_on="2026-12-31", after_no=1),
        clause(3, 0, "动员居民不再飞线", 1, "次", due_on="2026-12-31"),
    ]
    agreement = case.agreed(("office", "builder"), claim_id=claim["id"], clauses=clauses, **YEAR)
    # The place is late: reminded, overdue, told to the lead; then it is chosen after all.
    case.goes_on(12, 5)
    assert case.terms(agreement)[1][0]["state"] == "overdue"
    case.goes_on(12, 11)
    assert case.terms(agreement)[1][0]["state"] == "escalated"
    case.performs(agreement, 1, "office", "lead")
    case.performs(agreement, 2, "builder", "lead")
    case.performs(agreement, 3, "lead", "office")
    case.moves(claim, ("office", "deliver"), ("resident", "accept_delivery"))
    assert case.get(f"entries/{problem}", "neighbour")["state"] == "accepted"
    history = [line["name"] for line in case.get(f"entries/{problem}/history", "neighbour")["items"]]
    assert history[2:] == ["点名邀请", "认领", "完成交付", "确认解决"]
    proven(case)


def test_chengcheng_collects_wishes_in_a_month_and_most_are_granted(case: Case) -> None:
    """114 wishes were collected and 112 claimed; here 12 and 11, in the same month from the 10th to the next 10th."""
    case.join(one="县供电局", two="县医院")
    case.goes_on(12, 10)
    wishes = [case.asked("need", f"微心愿{n}", details=WISH | {"deadline": "2027-01-10"}) for n in range(1, 13)]
    for n, wish in enumerate(wishes[:11]):
        who = ("one", "two", "neighbour")[n % 3]
        claim = case.grants(who, wish) if who == "neighbour" else case.claims(who, wish)
        case.kept(claim, who, "resident")
    case.goes_on(1, 11, year=2027)
    states = [case.get(f"entries/{wish}", "staff")["state"] for wish in wishes]
    assert (states.count("accepted"), states.count("expired")) == (11, 1)
    mine = case.get("claims", "neighbour", mine="true")["items"]
    assert {claim["state"] for claim in mine} == {"closed"}
    proven(case)


def test_seventeen_items_of_hongdu_reach_every_state(case: Case) -> None:
    """Seventeen items of three sorts (基础设施建设、党工共建活动、社区志愿服务), each with a fate of its own."""
    case.join(works="市政公司", union="市总工会", school="实验学校")
    sorts = ("基础设施建设", "党工共建活动", "社区志愿服务")
    items = iter([case.asked("service_project", f"{sorts[n % 3]}{n + 1}", by="staff", quantity=2) for n in range(17)])
    helped = [{"unit_id": case.units["union"]}]

    def accepted() -> dict[str, Any]:
        return case.moves(case.claims("works", next(items), 2), ("staff", "accept"))

    _claims_of_hongdu(case, items, helped)
    case.drafted((), claim_id=accepted()["id"], **YEAR)
    case.offered(case.drafted((), claim_id=accepted()["id"], **YEAR))
    cancelled = case.drafted((), claim_id=accepted()["id"], **YEAR)
    case.post("staff", f"agreements/{cancelled['id']}/moves", move="cancel", note="不用了")
    later = {"starts_on": "2027-03-01", "ends_on": "2027-11-22"}
    assert case.agreed(("works",), claim_id=accepted()["id"], **later)["state"] == "signed"
    short = case.agreed(("works",), claim_id=accepted()["id"], starts_on="2026-11-23", ends_on="2026-12-20")
    case.kept(case.claims("school", next(items), 2), "school")
    _duties_of_hongdu(case, accepted()["id"])
    assert case.get(f"agreements/{short['id']}")["state"] == "ended"
    assert next(items, None) is None
    _reached(case)
    proven(case)


def _claims_of_hongdu(case: Case, items: Iterator[str], helped: list[dict[str, str]]) -> None:
    """Ten items: kept, declined, withdrawn, waited for, helped with and left, and one nobody has answered."""
    case.kept(case.claims("works", next(items), 2), "works")
    case.moves(case.claims("works", next(items), 2), ("staff", "decline"))
    case.moves(case.claims("works", next(items), 2), ("works", "withdraw"))
    contested = next(items)
    first = case.claims("works", contested, 2)
    lapsing = case.claims("union", contested, 2, wait=True)
    case.kept(first, "works")
    assert case.get(f"claims/{lapsing['id']}")["state"] == "lapsed"
    for move, who in (("agree", "union"), ("decline", "union"), ("take_back", "works")):
        claim = case.claims("works", next(items), 2, assists=helped)
        path = f"claims/{claim['id']}/assists/{claim['assists'][0]['id']}/moves"
        case.post(who, path, move=move, note="人手不够")
    leaving = case.claims("works", next(items), 2, assists=helped)
    case.answers("union", leaving, "agree")
    case.answers("union", leaving, "leave")
    case.claims("works", next(items), 2, assists=helped)
    last = next(items)
    case.claims("works", last, 2)
    case.claims("union", last, 1, wait=True)


def _duties_of_hongdu(case: Case, claim_id: str) -> None:
    """One agreement whose duties are kept, sent back, done in part, let go, given up and excused; one that is left."""
    late = {"due_on": "2027-05-01"}
    clauses = [clause(no, 1, f"事项{no}", 2, "趟", **(late if no > 3 else {})) for no in range(1, 6)]
    agreement = case.agreed(("works",), claim_id=claim_id, clauses=clauses, **YEAR)
    terms = {no: found[0] for no, found in case.terms(agreement).items()}
    case.decides("works", case.shows("works", terms[1], 2), "withdraw")
    case.decides("lead", case.shows("works", terms[1], 2), "reject", reason="照片不清楚")
    case.decides("lead", case.shows("works", terms[1], 2))
    case.decides("lead", case.shows("works", terms[2], 1))
    case.post("works", f"duty-terms/{terms[4]['id']}/moves", move="ask_excuse", note="道路封闭")
    case.post("lead", f"duty-terms/{terms[4]['id']}/moves", move="grant_excuse")
    case.shows("works", terms[5], 1)
    case.post("staff", f"agreements/{agreement['id']}/texts", purpose="amendment")
    case.signed(agreement, ("works",))
    left = case.agreed(("union",), title="工会共建", clauses=[clause(1, 1, "讲座", 1, "次", **late)], **YEAR)
    case.post("union", f"agreements/{left['id']}/moves", move="leave", party_no=1, note="机构调整")
    (duty,) = [each for each in case.get(f"agreements/{agreement['id']}/duties")["items"] if each["clause_no"] == 5]
    assert duty["state"] == "in_force"  # as every duty begins; the histories do not tell of it
    notes = [case.post("supervisor", f"duties/{duty['id']}/notes", text=f"第{n}次没有看到人") for n in range(3)]
    for note in notes[:2]:
        case.post("works", f"duty-notes/{note['id']}/words", text="已经补上")
    case.post("supervisor", f"duty-notes/{notes[0]['id']}/moves", move="close")
    for day in (2, 8, 18, 22):
        case.goes_on(12, day)
    case.post("supervisor", f"duties/{duty['id']}/notes", text="还要再看")


def _reached(case: Case) -> None:
    """Assert that every state of every table was reached: it stands in a history, or the thing is in it now."""
    cid = case.place.hood.community_id
    wanted = (
        (ClaimState, (Claim.state, ClaimMoveRow.to_state)),
        (AssistState, (ClaimAssist.state,)),
        (AgreementState, (Agreement.state, AgreementMoveRow.to_state)),
        (VersionState, (AgreementVersion.state,)),
        (set(DutyState) - {DutyState.IN_FORCE}, (Duty.state,)),
        (TermState, (DutyTerm.state, DutyTermMove.to_state)),
        (EvidenceState, (DutyEvidence.state,)),
        (NoteState, (DutyNote.state,)),
    )
    missed = {}
    with case.place.work() as uow:
        for states, columns in wanted:
            reached = {
                state
                for column in columns
                for state in uow.session.scalars(select(column).where(column.class_.community_id == cid).distinct())
            }
            if set(states) - reached:
                missed[columns[0].class_.__name__] = set(states) - reached
    assert missed == {}
