"""Every route × everybody × own and foreign community: nobody gets in whom the policy table does not name.

What a route declares with ``asks`` is an action its service really asked for; whoever gets a 2xx holds a role that
the table names for it.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import flask
import pytest
from werkzeug.test import TestResponse

from backend.app.specification import specification
from backend.communities.privacy import NAME_TEXT_VERSION, PRIVACY_VERSION
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.policy import Policy, on_asked
from backend.matching.rules.consent import TEXT_VERSION
from tests.client import Caller
from tests.conftest import MONDAY_MORNING
from tests.factories.lists import new_entry
from tests.factories.photos import draw
from tests.factories.whole import Whole, make_foreign, make_whole

PREFIX = "/api/v1"
HERE = f"{PREFIX}/communities/{{community_id}}"
# What no well-formed request can do without.
SHOWN_PHOTO = "/photos/{community_id}/{photo_id}"
QUERIES: dict[str, dict[str, Any]] = {
    SHOWN_PHOTO: {"size": "full", "until": 0, "sig": "nobody"},
    f"{HERE}/passbook/statement": {"from": "2026-11-01", "to": "2026-11-30"},
    f"{HERE}/units/{{unit_id}}/statement": {"from": "2026-11-01", "to": "2026-11-30"},
    f"{HERE}/duty-calendar": {"month": "2026-12"},
    f"{HERE}/duty-terms/{{term_id}}/sources": {"kind": "booking"},
    f"{HERE}/notices/print": {"format": "xlsx"},
    f"{HERE}/matching/why-not": {
        "need_type": "entry",
        "need_id": "01a22ed0-dbb4-750e-b520-30653fc17ed2",
        "offer_type": "unit",
        "offer_id": "01a22ed0-dbb4-750e-b520-30653fc17ed2",
    },
    f"{HERE}/lists/{{kind}}/similar": {"text": "路灯不亮"},
}
# Grounds that depend on the thing itself; whether they hold is each feature's own tests' matter.
OF_THE_THING = frozenset(Role) - {Role.ANYONE, Role.MEMBER, Role.STAFF, Role.LEAD, Role.SUPERVISOR}
ROLES: dict[str, frozenset[Role]] = {
    "anonymous": frozenset(),
    "stranger": frozenset({Role.ANYONE}),
    "resident": frozenset({Role.ANYONE, Role.MEMBER}),
    "staff": frozenset({Role.ANYONE, Role.MEMBER, Role.STAFF}),
    "lead": frozenset({Role.ANYONE, Role.MEMBER, Role.LEAD}),
    "supervisor": frozenset({Role.ANYONE, Role.MEMBER, Role.SUPERVISOR}),
    "contact": frozenset({Role.ANYONE, Role.MEMBER}),
    "clerk": frozenset({Role.ANYONE, Role.MEMBER}),
}


@dataclass(frozen=True)
class Route:
    """One operation of the document."""

    method: str
    path: str
    asks_for: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def routes() -> list[Route]:
    """Return every operation; joining comes last, for it turns a stranger into an applicant."""
    return sorted(_operations(), key=lambda route: route.asks_for == "communities.join")


def _operations() -> Iterator[Route]:
    for path, item in specification()["paths"].items():
        for method in ("get", "post", "patch", "put", "delete"):
            if method in item:
                yield Route(method.upper(), path, item[method]["x-asks-for"])


def bodies(whole: Whole) -> dict[str, dict[str, Any]]:
    """Return a well-formed body for every operation that takes one."""
    ids = {name: str(id_) for name, id_ in whole.ids.items()}
    tomorrow = {"starts_at": "2027-03-01T01:00:00Z", "ends_at": "2027-03-01T03:00:00Z"}
    here = {
        "/members": {
            "name": "韩新邻",
            "birth_date": "1980-01-01",
            "privacy_version": PRIVACY_VERSION,
            "consent": True,
            "tie": "home",
        },
        "/expiry-rules": {"months": 24, "valid_from": "2028-01-01"},
        "/rule-packs/adoptions": {"pack": "fujian", "valid_from": "2027-03-01"},
        "/members/{member_id}/moves": {"move": "verify"},
        "/members/{member_id}/roles": {"role": "supervisor", "grant": True},
        "/units": {"name": "新单位", "kind": "company"},
        "/units/{unit_id}/employees": {},
        "/employments/{employment_id}/moves": {"move": "confirm"},
        "/entries": new_entry(),
        "/entries/{entry_id}": {"title": "新的标题"},
        "/entries/{entry_id}/moves": {"move": "start"},
        "/entries/{entry_id}/claims": {"actor": {"type": "unit", "id": ids["unit_id"]}, "quantity": 1},
        "/entries/{entry_id}/bookings": {"starts_at": "2027-03-01T01:00:00Z"},
        "/bookings/{booking_id}/moves": {"move": "use"},
        "/entries/{entry_id}/support": {"supports": True},
        "/entries/{entry_id}/project": new_entry("service_project"),
        "/entries/{entry_id}/merges": {"from": [ids["merged_into_id"]]},
        "/merges/{merge_id}/undo": {},
        "/lists/{kind}/drafts": {},
        "/lists/{kind}/imports": {"file": b"not a table"},
        "/photos": {"file": draw(20, 20)},
        "/imports/{import_id}/mapping": {"paths": ["title", *[None] * 7]},
        "/imports/{import_id}/moves": {"move": "withdraw"},
        "/drafts/{draft_id}/moves": {"move": "withdraw"},
        "/drafts/{draft_id}/objections": {"text": "这一项数量写错了"},
        "/drafts/{draft_id}/topics": {"text": "请大家一起商量这张清单"},
        "/objections/{objection_id}/answer": {"answer": "已经核对，数量无误"},
        "/claims/{claim_id}/moves": {"move": "accept"},
        "/claims/{claim_id}/assists": {"unit_id": ids["helping_unit_id"]},
        "/claims/{claim_id}/assists/{assist_id}/moves": {"move": "agree"},
        "/matching/suggestions/{suggestion_id}/moves": {"move": "decline", "reason": "no_time"},
        "/matching/suggestions": {
            "need": {"type": "entry", "id": ids["merged_into_id"]},
            "offer": {"type": "unit", "id": ids["unit_id"]},
        },
        "/matching/reviews": {"words": "为什么没有推荐给我"},
        "/matching/reviews/{review_id}/moves": {"move": "answer", "answer": "已经核对过"},
        "/entries/{entry_id}/address": {"unit_ids": [ids["unit_id"]], "until_on": "2027-03-01"},
        "/duty-terms/{term_id}/evidence": {"kind": "record", "amount": 1, "ref_id": ids["record_id"]},
        "/duty-terms/{term_id}/moves": {"move": "ask_excuse", "note": "下了暴雨"},
        "/duty-evidence/{evidence_id}/moves": {"move": "accept"},
        "/duties/{duty_id}/notes": {"text": "请说说进展"},
        "/duty-notes/{note_id}/words": {"text": "本周补上"},
        "/duty-notes/{note_id}/moves": {"move": "close"},
        "/agreements": {"title": "共建协议", "units": [ids["unit_id"]]},
        "/agreements/{agreement_id}/draft": {"title": "共建协议", "starts_on": "2026-11-23", "ends_on": "2027-11-22"},
        "/agreements/{agreement_id}/texts": {"purpose": "amendment"},
        "/agreements/{agreement_id}/moves": {"move": "offer"},
        "/agreements/{agreement_id}/signatures": {"party_no": 1, "version": 1, "text_hash": "0" * 64, "method": "tap"},
        "/entries/{entry_id}/topics": {"text": "好几栋楼都有这个问题"},
        "/topics": {
            "title": "充电桩装在哪里",
            "text": "请大家说说",
            "category": "facility.charging",
            "meeting_kind": "council",
        },
        "/topics/{topic_id}/moves": {"move": "talk"},
        "/topics/{topic_id}/opinions": {"while_talking": True},
        "/topics/{topic_id}/statements": {"text": "晚上也要有人管车棚"},
        "/topics/{topic_id}/statements/{statement_id}/moves": {"move": "hide", "reason": "说的是别人家的事"},
        "/topics/{topic_id}/statements/{statement_id}/vote": {"answer": "agree"},
        "/moderation/items/{moderation_item_id}/moves": {"move": "pass"},
        "/meetings": {
            "kind": "dialogue",
            "title": "停车怎么管",
            "place": "居委会",
            "starts_at": "2026-12-10T06:00:00Z",
            "agenda": [{"title": "听意见"}],
        },
        "/meetings/{meeting_id}/moves": {"move": "open"},
        "/meetings/{meeting_id}/attendance": {"code": "123456"},
        "/meetings/{meeting_id}/paper-attendance": {"name": "陈阿婆（3号楼402）"},
        "/meetings/{meeting_id}/minutes": {"text": "会议开了", "items": []},
        "/meetings/{meeting_id}/units/{unit_id}": {"name": "钱经理"},
        "/meetings/{meeting_id}/motions": {
            "item_id": ids["point_id"],
            "text": "同意在东门车棚装充电桩吗",
            "secrecy": "open",
        },
        "/motions/{motion_id}/moves": {"move": "open"},
        "/motions/{motion_id}/vote": {"seat_id": ids["meeting_seat_id"], "choice": "yes"},
        "/motions/{motion_id}/papers/{meeting_seat_id}": {},
        "/motions/{motion_id}/paper-readings": {"counts": {"yes": 1, "no": 0, "abstain": 0, "invalid": 0}},
        "/meetings/{meeting_id}/proxies": {"to_member_id": ids["member_id"]},
        "/meeting-proxies/{proxy_id}/moves": {"move": "take_back"},
        "/meeting-demands": {"title": "公共收益怎么用", "text": "请召集居民会议"},
        "/meeting-demands/{demand_id}/signatures": {},
        "/meeting-demands/{demand_id}/moves": {"move": "withdraw"},
        "/resident-groups": {"name": "第二小组", "buildings": []},
        "/resident-groups/{group_id}": {"name": "第一小组", "buildings": ["1号楼"]},
        "/resident-register": {"adults": 900, "households": 400, "as_of": "2026-11-01", "source": "户籍台账"},
        "/actors/{actor_id}/figures": {"is_public": True},
        "/actor-referrals": {"name": "老街裁缝铺", "actor_kind": "shop", "reason": "一直给老人免费缝补"},
        "/actor-suggestions/units/{unit_id}/moves": {"move": "dismiss"},
        "/actor-suggestions/referrals/{referral_id}/moves": {"move": "dismiss"},
        "/shifts": {"entry_id": ids["entry_id"], "places": 2, "place": "活动室", **tomorrow},
        "/shift-series": {
            "shift": {"entry_id": ids["entry_id"], "places": 2, "place": "活动室", **tomorrow},
            "repeat": {"every": "week", "times": 2},
        },
        "/shifts/{shift_id}/groups": {"member_ids": [ids["member_id"]]},
        "/shifts/{shift_id}/moves": {"move": "cancel"},
        "/shifts/{shift_id}/sign-ups": {},
        "/sign-ups/{sign_up_id}/moves": {"move": "cancel"},
        "/shifts/{shift_id}/check-ins": {"code": "123456"},
        "/shifts/{shift_id}/check-outs": {"code": "123456"},
        "/records/{record_id}/slips": {"photos": [ids["slip_photo_id"]]},
        "/paper-sheets": {
            "shift_id": ids["shift_id"],
            "photos": [ids["photo_id"]],
            "lines": [
                {
                    "member_id": ids["member_id"],
                    "came_at": tomorrow["starts_at"],
                    "left_at": tomorrow["ends_at"],
                }
            ],
        },
        "/audits": {"ends_on": "2026-12-31"},
        "/audit-cases/{audit_case_id}/moves": {"move": "take"},
        "/audit-cases/{audit_case_id}/findings": {"verdict": "passed", "ways": ["call"], "checked": "问过受助人"},
        "/records/{record_id}/moves": {"move": "witness", "note": "当时我在场"},
        "/records/{record_id}/corrections": {"minutes": 60, "reason": "提前离开"},
        "/records/{record_id}/correction-requests": {"minutes": 60, "reason": "提前离开"},
        "/correction-requests/{correction_request_id}/moves": {"move": "decline", "note": "签到记录无误"},
        "/records/{record_id}/statements": {"text": "当时的经过"},
        "/members/me/name-consent": {"shows_name": True, "version": NAME_TEXT_VERSION},
        "/pledges": {"unit_id": ids["unit_id"], "title": "大米", "points": 100},
        "/offers": {
            "pledge_id": ids["pledge_id"],
            "title": "大米 1 千克",
            "price_points": 10,
            "stock": 1,
            "voucher_days": 30,
        },
        "/offers/{offer_id}/moves": {"move": "pause"},
        "/vouchers": {"offer": ids["offer_id"], "quantity": 1},
        "/vouchers/{voucher_id}/moves": {"move": "cancel"},
        "/redemptions": {"token": "A" * 40},
        "/units/{unit_id}/ranking-consent": {"shows_in_ranking": True},
        "/alliances": {"name": "另一个联盟", "other_ids": [whole.community_id + 1]},
        "/alliances/{alliance_id}/moves": {"move": "leave"},
        "/alliances/{alliance_id}/invitations": {"other_id": whole.community_id},
        "/alliances/{alliance_id}/items": {"scope": "public", "title": "修路", "taker_id": whole.community_id},
        "/alliances/{alliance_id}/items/{item_id}/removal": {},
        "/alliances/{alliance_id}/items/{item_id}/answer": {
            "month": "2026-12-01",
            "outcome": "done",
            "done_amount": 2,
        },
        "/alliances/{alliance_id}/reviews": {"month": "2026-12-01", "text": "这个季度办得不错"},
        "/kin-ties": {"name": "李阿姨", "phone": "13800000000", "relation": "friend"},
        "/kin-ties/{tie_id}/moves": {"move": "end"},
        "/gifts": {"to_member_id": ids["member_id"], "minutes": 30},
        "/pool/donations": {"book": "TIME", "amount": 30},
        "/entitlements": {
            "member_id": ids["member_id"],
            "ground": "other",
            "note": "独自照看残疾子女",
            "monthly_minutes": 60,
            "valid_to": "2027-06-01",
        },
        "/entitlements/{entitlement_id}/moves": {"move": "end"},
        "/entitlements/{entitlement_id}/grants": {"minutes": 30},
        "/funds": {"name": "助学基金", "purpose": "给困难学生买书"},
        "/funds/{fund_id}/donations": {
            "amount": 100,
            "donor_name": "吴先生",
            "received_on": "2026-11-20",
            "evidence": "收据0013",
        },
        "/donations/{donation_id}/moves": {"move": "acknowledge"},
        "/funds/{fund_id}/uses": {"amount": 1, "purpose": "买书", "used_on": "2026-11-20", "evidence": "发票1"},
        "/fund-uses/{use_id}/corrections": {"amount": 1, "reason": "写错了"},
        "/redemptions/sync": {
            "unit_id": ids["unit_id"],
            "sent_at": "2026-11-23T01:00:00Z",
            "items": [
                {
                    "client_id": str(uuid4()),
                    "token": "A" * 40,
                    "pieces": 1,
                    "phone_at": "2026-11-23T00:00:00Z",
                    "sequence": 1,
                }
            ],
        },
        "/offers/{offer_id}/shops": {"unit_id": ids["unit_id"]},
        "/offers/{offer_id}/shops/{unit_id}/moves": {"move": "agree"},
        "/voucher-flags/{flag_id}/notes": {"what": "heard", "text": "没有印象用过两次"},
        "/reserve/terms": {"per_redemption": 100, "per_month": 1000, "valid_from": "2028-01-01"},
        "/reserve/moves": {"source": "backing", "points": 1, "reason": "离线核销的保障"},
        "/reserve/moves/{reserve_move_id}/moves": {"move": "decline"},
        "/clearing/pairs": {"other_id": 310107020001, "ceiling": 100},
        "/clearing/pairs/{other_id}/moves": {"move": "pause"},
        "/clearing/transfers": {"to_id": 310107020001, "points": 1},
        "/orders": {
            "category": "elder.companion",
            "title": "陪我去医院",
            "place": "3号楼",
            "starts_at": "2026-12-20T01:00:00Z",
            "minutes": 60,
        },
        "/orders/{order_id}/answers": {"message": "我有空"},
        "/orders/{order_id}/moves": {"move": "accept", "answer_id": ids["answer_id"]},
        "/orders/{order_id}/statements": {"text": "当时的经过"},
        "/order-answers/{answer_id}/moves": {"move": "withdraw"},
        "/dossier": {"skills": ["care"]},
        "/members/{member_id}/dossier-entries": {
            "kind": "training",
            "title": "急救培训",
            "by_whom": "区红十字会",
            "happened_on": "2026-11-02",
            "minutes": 90,
        },
        "/dossier-entries/{dossier_entry_id}/void": {"reason": "登记错了人"},
        "/records/{record_id}/evaluations": {"score": 5, "words": "很细心"},
        "/evaluations/{evaluation_id}/answer": {"text": "谢谢"},
        "/dossier-exports": {
            "purpose": "报送季度汇总",
            "since": "2026-07-01",
            "until": "2026-09-30",
            "parts": ["service"],
        },
        "/dossier-imports": {"file": b"not a table"},
        "/dossier-imports/{dossier_import_id}/moves": {"move": "withdraw"},
        "/offers/{offer_id}": {"title": "大米 1 千克"},
        "/merchants": {
            "unit_id": ids["unit_id"],
            "licence": "91310107MA1G0XX00Y",
            "address": "和平路1号",
            "hours": "每天",
            "sells": "粮油",
        },
        "/merchants/{unit_id}/moves": {"move": "resume"},
        "/merchants/{unit_id}/statements/{day}/moves": {"move": "object", "text": "少了一笔"},
        "/redemptions/{redemption_id}/refunds": {"quantity": 9, "reason": "quality"},
        "/redemptions/{redemption_id}/refund-requests": {"quantity": 1, "reason": "quality"},
        "/refund-requests/{refund_request_id}/moves": {"move": "decline", "text": "已经拆封"},
        "/certificates": {"identity_kind": "passport", "identity_number": "E00000000"},
        "/certificates/{certificate_id}/void": {"reason": "内容写错"},
        "/certificate-issuer": {"name": "居民委员会"},
        "/teams": {"name": "助老行动队", "goal": "陪护老人", "entry_id": ids["entry_id"]},
        "/teams/{team_id}/moves": {"move": "decline_lead"},
        "/teams/{team_id}/shifts": {"shift_id": ids["shift_id"]},
        "/teams/{team_id}/invitations": {"member_id": ids["member_id"]},
        "/teams/{team_id}/applications": {"note": "我有空"},
        "/team-seats/{seat_id}/moves": {"move": "leave"},
        "/teams/{team_id}/tasks": {"title": "借轮椅", "due_on": "2026-12-20"},
        "/team-tasks/{task_id}/moves": {"move": "reopen"},
        "/teams/{team_id}/log": {"text": "今天走访了三户"},
        "/match-profile": {"is_on": False, "version": TEXT_VERSION},
        "/units/{unit_id}/match-profile": {"is_on": False, "version": TEXT_VERSION},
        "/entries/{entry_id}/matching": {"is_on": False},
        "/budget-rounds": {
            "title": "明年的1万元怎么花",
            "text": "由居民投票决定",
            "budget_fen": 1_000_000,
            "fund": "社区公益事业经费",
            "ballot_kind": "approval",
        },
        "/budget-rounds/{round_id}/moves": {"move": "decide"},
        "/budget-rounds/{round_id}/proposals": {"entry_id": ids["merged_into_id"]},
        "/budget-proposals/{proposal_id}/moves": {"move": "refuse", "reason": "物业说装不了"},
        "/budget-rounds/{round_id}/ballot": {"votes": [{"proposal_id": ids["proposal_id"]}]},
        "/inbox/read": {"up_to": str(uuid4())},
        "/subscriptions": {"answers": {"shift-reminder": "reject"}},
    }
    elsewhere = {
        "/certificates/check": {"community_id": 310107020001, "number": "2026-000001", "code": "AAAA"},
        "/auth/wechat": {"code": "no-such-code"},
        "/auth/refresh": {"refresh_token": "no-such-token"},
        "/auth/logout": {"refresh_token": "no-such-token"},
        "/auth/phone": {"code": "no-such-code"},
        "/demo/codes": {"identity": "nobody"},
        "/demo/clock": {"advance": 1},
    }
    report = {"jurisdiction_id": str(whole.community_id), "service_code": "facility.lighting", "description": "灯不亮"}
    return (
        {f"{HERE}{path}": body for path, body in here.items()}
        | {"/open311/v2/requests.json": {"form": report}}
        | {f"{PREFIX}{path}": body for path, body in elsewhere.items()}
    )


@pytest.fixture(scope="module")
def whole(app: flask.Flask, session_clock: FixedClock) -> Whole:
    """The community that everybody walks through."""
    session_clock.at = MONDAY_MORNING
    return make_whole(app, session_clock)


@pytest.fixture(scope="module")
def foreigners(app: flask.Flask, session_clock: FixedClock, whole: Whole) -> Mapping[str, UUID]:
    """The same roles in another community."""
    at = session_clock.at
    session_clock.at = MONDAY_MORNING
    people = make_foreign(app, session_clock)
    session_clock.at = at
    return {name: someone.person_id for name, someone in people.items()}


def allowed_roles(asks_for: str) -> frozenset[Role]:
    """Return the roles a feature's policy table names for an action."""
    feature, _, action = asks_for.partition(".")
    policy: Policy = importlib.import_module(f"backend.{feature}.policy").POLICY
    return next(roles for known, roles in policy.table.items() if known == action)


def walk(caller: Caller, whole: Whole, held: frozenset[Role]) -> list[str]:
    """Call every route and return what is wrong, a line each."""
    wrong: list[str] = []
    for route in routes():
        asked: list[str] = []
        listening = on_asked.set(asked.append)
        try:
            answer = call(caller, whole, route)
        finally:
            on_asked.reset(listening)
        wrong += [
            f"{route.name}: {what} ({answer.status_code} {answer.get_data(as_text=True)[:300]})"
            for what in judge(route, answer, asked, held)
        ]
    return wrong


def call(caller: Caller, whole: Whole, route: Route) -> TestResponse:
    names = {"community_id": whole.community_id, "kind": "need", "day": "2026-11-23", "month": "2026-11"}
    names |= {
        "thing_type": "entry",
        "number": 1,
        "version": 1,
        "other": 1,
        "code": "facility.lighting",
        "request_id": uuid4(),
        "other_id": 1,
    }
    path = route.path.format(**names, **whole.ids)
    if route.method == "GET":
        return caller.get(path, **QUERIES.get(route.path, {}))
    body = bodies(whole)[route.path]
    if "file" in body:
        return caller.upload(path, "表.xlsx", body["file"])
    if "form" in body:
        return caller.call("POST", path, data=body["form"])
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": '"0"'}
    return caller.call(route.method, path, json=body, headers=headers)


def judge(route: Route, answer: TestResponse, asked: list[str], held: frozenset[Role]) -> Iterator[str]:
    """Yield what is wrong with an answer to somebody who holds these roles."""
    told = answer.get_json(silent=True)
    code = told.get("code") if isinstance(told, dict) else None  # Open311 tells in a list
    if answer.status_code >= 500 and code != "wechat_unavailable":
        yield "breaks"
    if code == "invalid":
        yield "got a body that is not well-formed; correct `bodies`"
    if route.asks_for == "public":
        return
    if not held:
        if answer.status_code != 401:
            yield "answers somebody who is not signed in"
    elif code in ("not_signed_in", "token_invalid"):
        yield "does not know the caller"
    elif route.asks_for != "signed_in":
        yield from judge_by_policy(route, answer, asked, held)


def judge_by_policy(route: Route, answer: TestResponse, asked: list[str], held: frozenset[Role]) -> Iterator[str]:
    """Yield what contradicts the feature's table."""
    if route.asks_for not in asked:
        yield f"declares {route.asks_for} but asked {asked}"
    allowed = allowed_roles(route.asks_for)
    by_the_thing = bool(allowed & OF_THE_THING) and Role.MEMBER in held
    if answer.status_code < 400 and held.isdisjoint(allowed) and not by_the_thing:
        yield f"lets in {sorted(held)}"


def test_every_operation_with_a_body_is_walked(whole: Whole) -> None:
    writes = {route.path for route in routes() if route.method != "GET"}
    assert set(bodies(whole)) == writes


@pytest.mark.parametrize("who", ROLES)
def test_in_ones_own_community(whole: Whole, who: str) -> None:
    wrong = walk(whole.caller(who), whole, ROLES[who])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", [who for who in ROLES if who not in ("anonymous", "stranger")])
def test_in_a_foreign_community(whole: Whole, foreigners: Mapping[str, UUID], who: str) -> None:
    caller = Caller(whole.app).as_person(foreigners[who], whole.community_id)
    wrong = walk(caller, whole, ROLES["stranger"])
    assert not wrong, "\n".join(wrong)
