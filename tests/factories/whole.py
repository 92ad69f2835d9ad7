"""One community with one of everything and everybody in it, so that every route finds what its path names."""

from dataclasses import dataclass
from uuid import UUID

import flask
from sqlalchemy import select

from backend.books.models import TransferRow
from backend.communities.models import Employment
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.matching.types import NeedKey, NeedKind, OfferKey, OfferKind
from backend.meetings.models import Motion
from tests.client import Caller
from tests.factories.actors import make_actor, refer
from tests.factories.agreement_texts import draft
from tests.factories.agreements import Neighbourhood, ask_to_help, make_claim, make_contact
from tests.factories.alliances import make_convened
from tests.factories.audit import make_case
from tests.factories.ballots import propose
from tests.factories.bookings import book, make_room
from tests.factories.budgeting import make_voting
from tests.factories.certificates import store_certificate
from tests.factories.clearing import send_abroad
from tests.factories.communities import Someone, make_member, make_unit
from tests.factories.corrections import make_request
from tests.factories.deliberation import open_topic
from tests.factories.dossiers import add_training, ask_export, upload_outside
from tests.factories.duties import make_begun
from tests.factories.editions import object_to, put_on_notice
from tests.factories.exchange import answer, ask
from tests.factories.giving import (
    Desk,
    acknowledge,
    make_entitled,
    make_fund,
    make_resident,
    record,
    store_gift,
    tie,
    use,
)
from tests.factories.imports import upload_table
from tests.factories.lists import make_open_entry, merge_one
from tests.factories.matching import ask_review, miss, suggest
from tests.factories.meetings import add_group, begin_demand, call_meeting
from tests.factories.opinions import item_of, open_statement, say
from tests.factories.photos import add_photo
from tests.factories.redemption import Shop, buy, fill_reserve, flag_somebody, make_buyer, make_shop, make_used
from tests.factories.teams import add_task, form_team, invite
from tests.factories.volunteering import Street, make_street


@dataclass(frozen=True)
class Whole:
    """The community's number, an id for every name that stands in a path, its people, a stranger's phone."""

    app: flask.Flask
    community_id: int
    ids: dict[str, UUID]
    people: dict[str, Someone]
    stranger: UUID

    def caller(self, who: str) -> Caller:
        """Return somebody's phone: one of ``people``, ``stranger`` (in no community) or ``anonymous``."""
        caller = Caller(self.app, community_id=self.community_id)
        if who == "anonymous":
            return caller
        return caller.as_person(self.stranger if who == "stranger" else self.people[who].person_id)


def make_whole(app: flask.Flask, clock: FixedClock) -> Whole:
    """Make a street and put a shop, claims and a record on it; the clock moves on to after the record's shift."""
    street = make_street(app, clock)
    record_id = street.served()
    shift_id = street.shift()
    ids = {
        "record_id": record_id,
        "correction_request_id": make_request(street, record_id),
        "shift_id": shift_id,
        "sign_up_id": street.sign_up("neighbour", shift_id),
        "member_id": street["applicant"].member_id,
    }
    people = {name: street[name] for name in ("staff", "lead", "supervisor", "contact")}
    people["resident"] = street["neighbour"]
    ids |= _make_shop(street, people) | make_case(street, record_id)
    return Whole(app, street.community_id, ids, people, street.stranger)


def _make_shop(street: Street, people: dict[str, Someone]) -> dict[str, UUID]:
    """Add a shop, a voucher of the resident, an open need and a claim; whoever is named contact is the shop's too."""
    cid = street.community_id
    with street.work() as uow:
        shop = make_shop(uow, cid)
        people |= {"contact": shop.contact, "clerk": shop.clerk, "buyer": make_buyer(uow, cid)}
        entry_id = make_open_entry(uow, street["staff"], "service_project", quantity=3)
        topic_id = open_topic(uow, street["staff"])
        ids = {
            "unit_id": shop.unit_id,
            "pledge_id": shop.pledge_id,
            "offer_id": shop.offer_id,
            "voucher_id": UUID(str(buy(uow, shop, people["buyer"])["id"])),
            **make_used(uow, shop, people["resident"]),
            "entry_id": entry_id,
            "thing_id": entry_id,
            "topic_id": topic_id,
            "photo_id": add_photo(uow, street["neighbour"]),
            # Evidence is the photographer's own; the lead is the one whose walk may find the record still unwitnessed.
            "slip_photo_id": add_photo(uow, street["lead"]),
            "claim_id": make_claim(uow, shop.contact, shop.unit_id, entry_id, 2),
            "helping_unit_id": make_unit(uow, cid),
        }
        ids["assist_id"] = ask_to_help(uow, shop.contact, ids["claim_id"], make_contact(uow, cid)[1])
        hood = Neighbourhood(cid, shop.unit_id, make_unit(uow, cid), street.stranger, people)
        ids |= make_begun(uow, hood)
        ids["agreement_id"] = draft(uow, street["staff"], units=[shop.unit_id])
        ids["merged_into_id"] = make_open_entry(uow, street["staff"])
        ids["merge_id"] = merge_one(uow, street["staff"], ids["merged_into_id"])
        ids["import_id"] = upload_table(uow, street["staff"])
        draft_id = put_on_notice(uow, street["staff"], "need")
        ids |= {"draft_id": draft_id, "objection_id": object_to(uow, street["neighbour"], draft_id)}
        ids["order_id"] = ask(uow, street["neighbour"])
        ids["answer_id"] = answer(uow, street["volunteer"], ids["order_id"])
        of_clerk = select(Employment.id).where(
            Employment.community_id == cid, Employment.member_id == shop.clerk.member_id
        )
        ids["actor_id"] = make_actor(uow, shop.contact, unit_id=shop.unit_id)
        ids["referral_id"] = refer(uow, street["neighbour"], "巷口修鞋摊")
        ids["booking_id"] = book(uow, street["neighbour"], make_room(uow, street["staff"]))
        ids["employment_id"] = uow.session.scalars(of_clerk).one()
        ids |= _give(uow, street, shop)
        ids["transfer_id"] = uow.session.scalars(
            select(TransferRow.id)
            .where(TransferRow.community_id == cid, TransferRow.type == "earn_points")
            .order_by(TransferRow.id)
            .limit(1)
        ).one()
        ids["clearing_id"] = send_abroad(uow, street["neighbour"], street["lead"])
        ids["reserve_move_id"] = fill_reserve(uow, cid, 100)
        ids["flag_id"] = flag_somebody(uow, shop)
        ids["certificate_id"] = store_certificate(uow, people["resident"])
        ids["dossier_entry_id"] = add_training(uow, street["staff"], street["neighbour"].member_id)
        ids["dossier_export_id"] = ask_export(uow, street["lead"])
        ids["dossier_import_id"] = upload_outside(
            uow, street["staff"], ("孙邻居", "", "探访", "2026-11-01", 2, "区图书馆")
        )
        ids["evaluation_id"] = uow.new_id()
        ids |= make_convened(uow, street["lead"], shop.unit_id)
        ids["team_id"] = form_team(uow, street["staff"], entry_id=entry_id)
        ids["seat_id"] = invite(uow, street["staff"], ids["team_id"], street["neighbour"])
        ids["task_id"] = add_task(uow, street["staff"], ids["team_id"])
        need = NeedKey(NeedKind.ENTRY, ids["merged_into_id"])
        ids["suggestion_id"] = suggest(uow, cid, need, OfferKey(OfferKind.UNIT, shop.unit_id))
        ids["review_id"] = ask_review(uow, people["resident"])
        miss(uow, cid, need)
        ids["statement_id"] = open_statement(uow, people["resident"], street["staff"], topic_id, "装在东门车棚最方便")
        ids["moderation_item_id"] = item_of(uow, cid, say(uow, people["resident"], topic_id, "先问问消防的意见"))
        ids["meeting_id"] = call_meeting(uow, street["staff"], unit_ids=(shop.unit_id,))
        ids |= _put_to_vote(uow, street["staff"], ids["meeting_id"])
        ids["group_id"] = add_group(uow, street["staff"], "第一小组")
        ids["demand_id"] = begin_demand(uow, people["resident"])
        ids["round_id"], (ids["proposal_id"], _) = make_voting(uow, street["staff"], street["neighbour"])
    return ids


def _put_to_vote(uow: UnitOfWork, staff: Someone, meeting_id: UUID) -> dict[str, UUID]:
    """Add a motion on a point of the agenda; no seat has a paper and nobody gave a proxy."""
    motion_id = propose(uow, staff, meeting_id)
    point_id = row_by_id(uow, Motion, staff.community_id, motion_id).item_id
    return {"motion_id": motion_id, "point_id": point_id, "proxy_id": uow.new_id(), "meeting_seat_id": uow.new_id()}


def _give(uow: UnitOfWork, street: Street, shop: Shop) -> dict[str, UUID]:
    """Add kin who gave, somebody entitled, and a fund of the shop's with a donation and a use."""
    desk = Desk(street.community_id, street["staff"], street["lead"])
    giver = make_resident(uow, street.community_id, minutes=60)
    ids = {"tie_id": tie(uow, giver, street["neighbour"])}
    ids["gift_id"] = store_gift(uow, ids["tie_id"], giver, street["neighbour"])
    ids["entitlement_id"] = make_entitled(uow, desk)[1]
    ids["fund_id"] = make_fund(uow, desk.lead, (shop.unit_id, shop.contact)).fund_id
    acknowledge(uow, shop.contact, record(uow, desk.staff, ids["fund_id"], 5_000))
    ids["donation_id"] = record(uow, desk.staff, ids["fund_id"], 1_000)
    ids["use_id"] = use(uow, desk.staff, ids["fund_id"], 2_000)
    return ids


def make_foreign(app: flask.Flask, clock: FixedClock) -> dict[str, Someone]:
    """Make a community beside it with the same people in it; they are strangers to the first one."""
    street = make_street(app, clock)
    with app.app_context(), unit_of_work() as uow:
        unit_id = make_unit(uow, street.community_id, kind=UnitKind.MERCHANT)
        clerk = make_member(uow, street.community_id, unit=(unit_id, Role.UNIT_CLERK))
    people = {name: street[name] for name in ("staff", "lead", "supervisor", "contact")}
    return {**people, "resident": street["neighbour"], "clerk": clerk}
