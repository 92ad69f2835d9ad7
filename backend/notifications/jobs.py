"""Subscribers: every topic of the other features that says something to somebody, and this feature's own later work."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from backend.agreements import service as agreements
from backend.communities import service as communities
from backend.core.actor import Role
from backend.infra.outbox import Event, Subscription
from backend.infra.uow import UnitOfWork
from backend.infra.wechat import fit_moment, fit_number, fit_thing
from backend.notifications import events, service
from backend.notifications.rules import (
    activity_texts,
    agreement_texts,
    alliance_texts,
    audit_texts,
    booking_texts,
    budgeting_texts,
    certificate_texts,
    claim_texts,
    clearing_texts,
    correction_texts,
    dispute_texts,
    dossier_texts,
    duty_texts,
    exchange_texts,
    giving_texts,
    matching_texts,
    meeting_texts,
    opinion_texts,
    paper_texts,
    shop_texts,
    team_texts,
    texts,
    voucher_texts,
)
from backend.notifications.service.delivery import queue_wechat_messages
from backend.notifications.service.reminders import place_of
from backend.notifications.types import Draft, Template, When

Deliver = Callable[[UnitOfWork, Sequence[Event]], None]
PASSBOOK_PAGE = "pages/passbook/index"


def _write(uow: UnitOfWork, told: Sequence[tuple[Event, Sequence[Draft]]]) -> None:
    """Write what events say, in one statement; an event delivered again writes nothing new."""
    drafts = [(f"{event.id}:{place}", draft) for event, said in told for place, draft in enumerate(said)]
    if drafts:
        service.write_messages(uow, told[0][0].community_id, drafts)


def _tell(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Write what the events themselves say."""
    _write(uow, [(event, SAID[event.topic](event.payload, uow.now)) for event in batch])


def _tell_sign_ups(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell of places taken and plan their reminders; who waits, or for whose word, is reminded only then."""
    _tell(uow, batch)
    places = [place_of(event.payload) for event in batch if event.payload["state"] == "signed_up"]
    service.plan_reminders(uow, batch[0].community_id, places)


def _take_back_sign_ups(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Whoever cancelled knows it: only the reminders are taken back."""
    places = {UUID(event.payload["sign_up_id"]): UUID(event.payload["shift_id"]) for event in batch}
    service.withdraw_reminders(uow, batch[0].community_id, places)


def _tell_cancelled_shifts(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    _tell(uow, batch)
    places = {UUID(id_): UUID(event.payload["shift_id"]) for event in batch for id_ in event.payload["sign_up_ids"]}
    service.withdraw_reminders(uow, batch[0].community_id, places)


def _tell_entries(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell who asked; of what is reopened, which is rare, the contacts of the units that delivered it as well."""
    _tell(uow, batch)
    for event in batch:
        if event.payload["to_state"] == "reopened" and event.payload["by_member_id"] is not None:
            units = agreements.claimants_of(uow, event.community_id, UUID(event.payload["entry_id"]))
            contacts = communities.contacts_of(uow, event.community_id, *units)
            drafts = texts.reopened(event.payload, contacts=[contact.id for contact in contacts])
            service.write_messages(uow, event.community_id, [(f"{event.id}:claimant", draft) for draft in drafts])


def _tell_claim(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell who claimed and who helps, and staff where it is for them to act (one event a batch)."""
    event = batch[0]
    said = event.payload
    claimants = [UUID(said["member_id"])] if said.get("member_id") else _contacts(uow, event, said["unit_id"])
    helpers = _contacts(uow, event, *said.get("assist_unit_ids", ()))
    is_desks = claim_texts.key_of(said) in claim_texts.STAFF_TEXTS
    staff = [member.id for member in communities.staff_of(uow, event.community_id)] if is_desks else []
    _write(uow, [(event, claim_texts.claim_moved(said, claimants=claimants, helpers=helpers, staff=staff))])


def _contacts(uow: UnitOfWork, event: Event, *unit_ids: str | None) -> list[UUID]:
    ids = [UUID(id_) for id_ in unit_ids if id_]
    return [member.id for member in communities.contacts_of(uow, event.community_id, *ids)] if ids else []


def _tell_assist(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the unit that is asked to help, or who claimed (one event a batch)."""
    event = batch[0]
    to_helper = event.payload["to_state"] in claim_texts.TO_ASSISTING_UNIT
    told = _contacts(uow, event, event.payload["assist_unit_id" if to_helper else "unit_id"])
    _write(uow, [(event, claim_texts.assist_moved(event.payload, told=told))])


def _tell_addressees(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the contacts of units that are named (one event a batch)."""
    event = batch[0]
    contacts = _contacts(uow, event, *event.payload["unit_ids"])
    _write(uow, [(event, claim_texts.addressed(event.payload, contacts=contacts))])


def _tell_agreement(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the contacts of an agreement's units, and staff and lead (one event a batch)."""
    event, say = batch[0], AGREEMENT_TEXTS[batch[0].topic]
    units = [UUID(id_) for id_ in event.payload["unit_ids"]]
    contacts = [member.id for member in communities.contacts_of(uow, event.community_id, *units)]
    desk = [member.id for member in communities.staff_of(uow, event.community_id)]
    _write(uow, [(event, say(event.payload, contacts=contacts, desk=desk))])


def _tell_desk_of_topic(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell staff of a topic that waits for them (one event a batch)."""
    event = batch[0]
    staff = [member.id for member in communities.staff_of(uow, event.community_id)]
    _write(uow, [(event, texts.topic_for_desk(*texts.TOPIC_STAFF_TEXTS[event.topic], event.payload, staff=staff))])


def _tell_desk(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell staff of what they are to answer (one event a batch)."""
    event = batch[0]
    staff = [member.id for member in communities.staff_of(uow, event.community_id)]
    _write(uow, [(event, DESK_TEXTS[event.topic](event.payload, staff=staff))])


def _tell_booking(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the booker and who keeps the resource: its proposer, or the unit's contacts (one event a batch)."""
    event, say = batch[0], BOOKING_TEXTS[batch[0].topic]
    unit_id, member_id = event.payload["keeper_unit_id"], event.payload["keeper_member_id"]
    contacts = communities.contacts_of(uow, event.community_id, UUID(unit_id)) if unit_id else []
    keepers = [UUID(member_id)] if member_id else [contact.id for contact in contacts]
    _write(uow, [(event, say(event.payload, uow.now, keepers=keepers))])


def _tell_keeper(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the keeper of a fund: a unit's contacts, or the desk (one event a batch)."""
    event, unit_id = batch[0], batch[0].payload["keeper_unit_id"]
    contacts = communities.contacts_of(uow, event.community_id, UUID(unit_id)) if unit_id else []
    keepers = contacts or communities.staff_of(uow, event.community_id)
    _write(uow, [(event, giving_texts.donation_recorded(event.payload, keepers=[each.id for each in keepers]))])


def _tell_shop(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the contacts of the shop that the event names (one event a batch)."""
    event = batch[0]
    contacts = communities.contacts_of(uow, event.community_id, UUID(event.payload["unit_id"]))
    _write(uow, [(event, SHOP_TEXTS[event.topic](event.payload, contacts=[each.id for each in contacts]))])


def _tell_holders(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    _write(uow, [(event, VOUCHER_TEXTS[event.topic](event.payload, uow.now)) for event in batch])


def _tell_exchange(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell both sides of an order, and the desk of what waits for it (one event a batch)."""
    event = batch[0]
    is_desks = event.payload["what"] in exchange_texts.FOR_DESK
    staff = [member.id for member in communities.staff_of(uow, event.community_id)] if is_desks else []
    _write(uow, [(event, exchange_texts.exchange_told(event.payload, uow.now, staff=staff))])


def _tell_dispute(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell both sides of a dispute, and staff, lead and supervisors of what waits for them (one event a batch)."""
    event, roles = batch[0], (Role.STAFF, Role.LEAD, Role.SUPERVISOR)
    is_desks = event.payload["what"] in dispute_texts.FOR_DESK
    desk = [member.id for member in communities.holders_of(uow, event.community_id, *roles)] if is_desks else []
    _write(uow, [(event, dispute_texts.dispute_told(event.payload, desk=desk))])


def _tell_confirmers(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Remind supervisors and lead of a correction that waits for one of them (one event a batch)."""
    event = batch[0]
    told = communities.holders_of(uow, event.community_id, Role.SUPERVISOR, Role.LEAD)
    _write(uow, [(event, audit_texts.correction_waits(event.payload, desk=[member.id for member in told]))])


def _tell_duty(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell the sides of a duty, and lead and supervisors of what is brought before them (one event a batch)."""
    event, cid = batch[0], batch[0].community_id
    units = [UUID(id_) for id_ in event.payload["unit_ids"]]
    contacts = communities.contacts_of(uow, cid, *units) if units else []
    lead = communities.holders_of(uow, cid, Role.LEAD) if event.payload["lead"] else []
    is_theirs = event.payload["supervisors"]
    above = communities.holders_of(uow, cid, Role.LEAD, Role.SUPERVISOR) if is_theirs else []
    ids = {"contacts": contacts, "lead": lead, "supervisors": above}
    drafts = duty_texts.duty_told(event.payload, **{side: [each.id for each in them] for side, them in ids.items()})
    _write(uow, [(event, drafts)])


def _tell_of_soon(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    _write(uow, [(event, booking_texts.booking_soon(event.payload, uow.now)) for event in batch])


def _tell_awaiting(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell staff; of several such events only the newest is true still."""
    staff = [member.id for member in communities.staff_of(uow, batch[0].community_id)]
    _write(uow, [(batch[-1], texts.awaiting_backing(batch[-1].payload, staff=staff))])


def _tell_settled(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell volunteers what was entered, by WeChat too where points came and they agreed."""
    _tell(uow, batch)
    items = [item for event in batch for item in event.payload["items"] if item["points"]]
    messages = [
        (
            f"settled:{item['record_id']}",
            {
                "member_id": item["member_id"],
                "template": Template.POINTS.value,
                "data": _points_data(item, uow.now),
                "page": PASSBOOK_PAGE,
                "useless_after": None,
            },
        )
        for item in items
    ]
    queue_wechat_messages(uow, batch[0].community_id, Template.POINTS, messages)


def _points_data(item: texts.Payload, at: datetime) -> dict[str, str]:
    """Return the fields of WeChat's template 积分到账通知."""
    return {
        "thing1": fit_thing(item["title"]),
        "number2": fit_number(item["points"]),
        "thing3": fit_thing(texts.duration(item["minutes"])),
        "time4": fit_moment(at),
    }


def _remind(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    reminders = [(place_of(event.payload), When(event.payload["when"])) for event in batch]
    service.remind(uow, batch[0].community_id, reminders)


def _send(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Send one message: what WeChat has taken must not be undone by the failure of another one's."""
    service.send_wechat_message(uow, batch[0].community_id, batch[0].payload)


def _tell_platform(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    service.tell_fake_platform(uow, batch[0].payload)


def _tell_cancelled_series(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    _tell(uow, batch)
    places = {UUID(id_): UUID(shift) for event in batch for id_, shift in event.payload["shift_of"].items()}
    service.withdraw_reminders(uow, batch[0].community_id, places)


SAID = {
    **texts.TEXTS,
    **giving_texts.GIVING_TEXTS,
    **certificate_texts.CERTIFICATE_TEXTS,
    **dossier_texts.DOSSIER_TEXTS,
    **correction_texts.MEMBER_TEXTS,
    **activity_texts.ACTIVITY_TEXTS,
    "volunteering.paper_entered": paper_texts.paper_entered,
    **audit_texts.AUDIT_TEXTS,
    "teams.told": team_texts.team_told,
    "budgeting.told": budgeting_texts.budgeting_told,
    "matching.told": matching_texts.matching_told,
    "meetings.told": meeting_texts.meeting_told,
    "moderation.decided": opinion_texts.text_decided,
    "opinions.statement_moved": opinion_texts.statement_moved,
}
DESK_TEXTS = {
    "dossiers.outside_awaits": dossier_texts.outside_awaits,
    "giving.entitlement_proposed": giving_texts.entitlement_proposed,
    "lists.objection_made": texts.objection_made,
    "moderation.held": opinion_texts.text_held,
    "lists.opened_to_all": claim_texts.opened_to_all,
    "actors.referred": texts.actor_referred,
    "volunteering.calendar_missing": dispute_texts.calendar_missing,
    "books.broken": texts.books_broken,
    "clearing.pair_changed": clearing_texts.pair_changed,
    "clearing.days_differ": clearing_texts.days_differ,
    "redemption.flag_raised": voucher_texts.flag_raised,
    "redemption.guarantee_short": voucher_texts.guarantee_short,
    "redemption.reserve_proposed": voucher_texts.reserve_proposed,
    **shop_texts.DESK_TEXTS,
    **alliance_texts.DESK_TEXTS,
    **correction_texts.DESK_TEXTS,
}
SHOP_TEXTS = {
    **shop_texts.CONTACT_TEXTS,
    **alliance_texts.CONTACT_TEXTS,
    "redemption.guarantee_paid": voucher_texts.guarantee_paid,
}
VOUCHER_TEXTS = {
    "redemption.voucher_flagged": voucher_texts.voucher_flagged,
    "redemption.flag_lifted": voucher_texts.flag_lifted,
}
AGREEMENT_TEXTS = {
    "agreements.agreement_moved": agreement_texts.agreement_moved,
    "agreements.agreement_ends_soon": agreement_texts.agreement_ends_soon,
}
BOOKING_TEXTS = {"lists.booked": booking_texts.booked, "lists.booking_moved": booking_texts.booking_moved}
_OTHERS: dict[str, Deliver] = {
    "lists.entry_moved": _tell_entries,
    "volunteering.signed_up": _tell_sign_ups,
    "volunteering.moved_up": _tell_sign_ups,
    "volunteering.sign_up_cancelled": _take_back_sign_ups,
    "volunteering.awaiting_backing": _tell_awaiting,
    "lists.booking_soon": _tell_of_soon,
    **dict.fromkeys(VOUCHER_TEXTS, _tell_holders),
    events.SHIFT_REMINDER: _remind,
}
# Each of these holds hundreds of members.
_FEW: dict[str, Deliver] = {
    "volunteering.shift_cancelled": _tell_cancelled_shifts,
    "volunteering.series_cancelled": _tell_cancelled_series,
    "volunteering.settled": _tell_settled,
    "volunteering.correction_entered": _tell,
    "volunteering.audit_drawn": _tell,
    "books.expiring": _tell,
    "books.expired": _tell,
    "dossiers.entries_kept": _tell,
    "meetings.told": _tell,
    "dossiers.outside_confirmed": _tell,
}
_ONE_BY_ONE: dict[str, Deliver] = {
    "agreements.claim_moved": _tell_claim,
    **dict.fromkeys(AGREEMENT_TEXTS, _tell_agreement),
    "agreements.duty_told": _tell_duty,
    "agreements.assist_moved": _tell_assist,
    "lists.addressed": _tell_addressees,
    **dict.fromkeys(texts.TOPIC_STAFF_TEXTS, _tell_desk_of_topic),
    **dict.fromkeys(DESK_TEXTS, _tell_desk),
    **dict.fromkeys(SHOP_TEXTS, _tell_shop),
    **dict.fromkeys(BOOKING_TEXTS, _tell_booking),
    "giving.donation_recorded": _tell_keeper,
    **dict.fromkeys(exchange_texts.EXCHANGE_TOPICS, _tell_exchange),
    **dict.fromkeys(dispute_texts.DISPUTE_TOPICS, _tell_dispute),
    "volunteering.audit_correction_waits": _tell_confirmers,
    events.WECHAT_MESSAGE: _send,
    events.CONSENT_GIVEN: _tell_platform,
}
SUBSCRIPTIONS = [
    *(Subscription(topic, _tell) for topic in SAID if topic not in _OTHERS | _FEW),
    *(Subscription(topic, deliver) for topic, deliver in _OTHERS.items()),
    *(Subscription(topic, deliver, batch=10) for topic, deliver in _FEW.items()),
    *(Subscription(topic, deliver, batch=1) for topic, deliver in _ONE_BY_ONE.items()),
]
