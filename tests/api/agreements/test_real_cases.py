"""The whole way of neighbourhoods that did this, from what was asked to what was accepted, with the clock moved on.

Facts as printed of 普陀区宜川路街道 (shcafe.org/shzxxw/51267.html), 福州中山社区
(zhiliang.sdqnw.net/sc/2023/0331/10854.html), 青岛登州路街道 (cctvcnnet.com/m/view.php?aid=5015) and 红都社区
(m.coldbx.com/ghyw/cxcy/202206/t20220608_22067.html); 澄城县 is in tests/api/alliances/test_chengcheng.py.
What they do not tell (who took which item) is made up.
"""

import pytest

from backend.app.features import collect_mapping
from backend.books.service import ask_checks
from backend.communities.types import UnitKind
from backend.core.clock import FixedClock
from tests.api.agreements.playing import Case, clause
from tests.factories.agreements import Place

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


def test_hongdu_signs_for_all_seventeen_items_and_keeps_them(case: Case) -> None:
    """Seventeen items were claimed and a 基层治理项目共建协议 signed; here each item has one, and each is kept."""
    case.join(works="市政公司", union="市总工会", school="实验学校")
    takers = {"基础设施建设": "works", "党工共建活动": "union", "社区志愿服务": "school"}
    wanted = [list(takers.items())[n % 3] for n in range(17)]
    items = [case.asked("service_project", f"{sort}{n}", by="staff", quantity=2) for n, (sort, _) in enumerate(wanted)]
    signed = []
    for (sort, who), item in zip(wanted, items, strict=True):
        claim = case.moves(case.claims(who, item, 2), ("staff", "accept"))
        text = clause(1, 1, sort, 2, "次", due_on="2026-12-31")
        signed.append(case.agreed((who,), claim_id=claim["id"], title="基层治理项目共建协议", clauses=[text], **YEAR))
    assert {agreement["state"] for agreement in signed} == {"in_force"}
    for agreement, (_, who) in zip(signed, wanted, strict=True):
        case.performs(agreement, 1, who, "lead", 2)
    case.goes_on(12, 1)
    # What was agreed is all accepted, so that the claims are delivered by themselves.
    claims = case.get("claims", state="delivered", limit="50")["items"]
    assert len(claims) == 17
    for claim in claims:
        case.moves(claim, ("staff", "accept_delivery"))
    assert [case.get(f"entries/{item}")["state"] for item in items] == ["accepted"] * 17
    proven(case)
