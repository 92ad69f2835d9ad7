"""Accounts of units for a quarter, read from what other features hold: a dozen statements however many units there are.

A deed is told by one source alone: a record that shows a duty done among hours, a booking among what was opened.
What is counted is what was accepted, entered or acknowledged in the quarter, so a quarter that is over stays as it is.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from backend.agreements import service as agreements
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import account as rules
from backend.alliances.rules import quarters
from backend.alliances.service.consent import consent_of
from backend.alliances.types import Account, Line, Side, Source
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.giving import service as giving
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryState
from backend.volunteering import service as volunteering

Lines = defaultdict[UUID, list[Line]]
Span = tuple[datetime, datetime]


class Counts(NamedTuple):
    """How many things a unit gave and how many it got."""

    gave: int
    got: int


# Our rule: as many of a unit's own open needs stand on its page.
NEEDS_SHOWN = 5
_OPEN = (EntryState.OPEN, EntryState.PARTLY_CLAIMED, EntryState.REOPENED)


def show_reciprocity(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, day: date | None
) -> dict[str, Any]:
    """Return a unit's account of the quarter with ``day`` (today's), as it stands now; raises NotFoundError."""
    POLICY.permit(actor, A.READ_ACCOUNT, unit_id=unit_id)
    unit = communities.get_unit(uow, community_id, unit_id)
    quarter = quarters.quarter_of(day or local_date(uow.now))
    account = accounts_of(uow, community_id, quarter, unit_id).get(unit_id, Account())
    needs = lists.entries_about_units(uow, community_id, "need", _OPEN, [unit_id])
    return {
        "unit": {"id": unit.id, "name": unit.name},
        **_quarter(quarter),
        **rules.show_account(account),
        "needs": [{"id": each.id, "title": each.title} for each in needs[:NEEDS_SHOWN]],
        "shows_in_ranking": consent_of(uow, community_id, unit_id),
        "may_consent": POLICY.allows(actor, A.CONSENT, unit_id=unit_id),
    }


def list_reciprocity(uow: UnitOfWork, actor: Actor, community_id: int, day: date | None) -> dict[str, Any]:
    """Return all units with something to tell of a quarter, for who prepares the 党建联席会."""
    POLICY.permit(actor, A.READ_ACCOUNTS)
    quarter = quarters.quarter_of(day or local_date(uow.now))
    accounts = accounts_of(uow, community_id, quarter)
    units = communities.units_by_ids(uow, community_id, list(accounts))
    told = sorted(((units[id_], account) for id_, account in accounts.items()), key=lambda each: each[0].name)
    items = [
        {
            "unit": {"id": unit.id, "name": unit.name},
            "sides": rules.sides_of(account.lines),
            "own_terms": rules.show_terms(account.own),
            "terms_owed_to": rules.show_terms(account.owed_to),
        }
        for unit, account in told
        if not account.is_empty
    ]
    return {**_quarter(quarter), "items": items}


def _quarter(quarter: date) -> dict[str, Any]:
    return {"quarter": quarter, "quarter_name": quarters.quarter_name(quarter)}


def accounts_of(uow: UnitOfWork, community_id: int, quarter: date, unit_id: UUID | None = None) -> dict[UUID, Account]:
    """Return the accounts of all units, or of one, for a quarter."""
    return _accounts(uow, community_id, quarters.moments_of(quarter), unit_id)


def times_given_and_got(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> dict[UUID, Counts]:
    """Return how often each unit gave and got from ``start`` until before ``end``; who did neither is left out."""
    return {
        id_: Counts(
            sum(line.times for line in account.lines if line.side is Side.GAVE),
            sum(line.times for line in account.lines if line.side is Side.GOT),
        )
        for id_, account in _accounts(uow, community_id, (start, end), None).items()
    }


def _accounts(uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None) -> dict[UUID, Account]:
    own, owed_to = rules.terms_of(agreements.term_figures(uow, community_id, *span, unit_id))
    told = _told_before(uow, community_id, span, unit_id)
    parts: list[dict[UUID, list[Line]]] = [
        rules.duty_lines(agreements.accepted_work(uow, community_id, *span, unit_id, but=told)),
        _hours(uow, community_id, span, unit_id),
        _lent(uow, community_id, span, unit_id),
        _donated(uow, community_id, span, unit_id),
        _for_entries(uow, community_id, span, unit_id, told),
    ]
    accounts = rules.put_together(parts, own, owed_to)
    if unit_id is None:
        return accounts
    return {unit_id: accounts[unit_id]} if unit_id in accounts else {}


def _told_before(uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None) -> set[UUID]:
    """Return the records accepted in the span that an earlier quarter told their askers of, as hours on an entry.

    A correction was told of where what it stands for was: its own quarter tells the difference.
    """
    accepted = agreements.accepted_records(uow, community_id, *span, unit_id)
    heads = {id_: id_ for id_ in accepted}
    for head, chain in volunteering.replaced_by(uow, community_id, list(accepted)).items():
        heads |= dict.fromkeys(chain, head)
    told = volunteering.entries_told(uow, community_id, list(heads), span[0])
    entries = lists.entries_by_ids(uow, community_id, set(told.values()))
    return {heads[id_] for id_, entry_id in told.items() if entries[entry_id].proposer_unit_id == accepted[heads[id_]]}


def _hours(uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None) -> Lines:
    lines: Lines = defaultdict(list)
    for each in volunteering.hours_of_units(uow, community_id, *span, unit_id):
        line = Line(Side.GAVE, Source.HOURS, "员工志愿服务", rules.HOUR, each.minutes, each.times)
        lines[each.unit_id].append(line)
    return lines


def _lent(uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None) -> Lines:
    lines: Lines = defaultdict(list)
    for each in lists.lent_by_units(uow, community_id, *span, unit_id):
        lines[each.unit_id].append(Line(Side.GAVE, Source.BOOKING, each.title, rules.SLOT, each.times, each.times))
    return lines


def _donated(uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None) -> Lines:
    lines: Lines = defaultdict(list)
    for each in giving.donations_of_units(uow, community_id, *span, unit_id):
        if each.what is None:
            measure, amount, text = rules.YUAN, each.amount, each.fund
        else:
            measure, amount = rules.amount_in(each.measure or "件", each.amount)
            text = f"{each.fund} · {each.what}"
        lines[each.unit_id].append(Line(Side.GAVE, Source.DONATION, text, measure, amount, each.times))
    return lines


def _for_entries(
    uow: UnitOfWork, community_id: int, span: Span, unit_id: UUID | None, told_before: Collection[UUID]
) -> Lines:
    """Return what was done for entries: claims kept, by the claimant and for who asked; hours for units' entries.

    A claim in hours is told by its records where there are any.
    """
    asked = None if unit_id is None else lists.entries_of_unit(community_id, unit_id)
    of = None if unit_id is None or asked is None else (unit_id, asked)
    claims = agreements.kept_claims(uow, community_id, *span, of)
    told = agreements.records_in_evidence(community_id, span[1], but=told_before)
    served = volunteering.hours_on_entries(uow, community_id, *span, but=told, of=asked)
    by_records = volunteering.claims_served(uow, community_id, {claim.id: claim.entry_id for claim in claims})
    recorded = {claim_id for claim_id, _ in by_records}
    entries = lists.entries_by_ids(
        uow, community_id, {claim.entry_id for claim in claims} | {each.entry_id for each in served}
    )
    lines: Lines = defaultdict(list)
    for claim in claims:
        entry = entries[claim.entry_id]
        measure, amount = rules.amount_in(entry.quantity_unit or "件", claim.quantity)
        in_hours = measure == rules.HOUR
        if not (in_hours and (claim.id, claim.unit_id) in by_records):
            lines[claim.unit_id].append(Line(Side.GAVE, Source.CLAIM, entry.title, measure, amount, 1))
        if entry.proposer_unit_id is not None and not (in_hours and claim.id in recorded):
            lines[entry.proposer_unit_id].append(Line(Side.GOT, Source.CLAIM, entry.title, measure, amount, 1))
    for each in served:
        entry = entries[each.entry_id]
        asker = entry.proposer_unit_id
        if asker is not None and asker != each.for_unit_id:
            lines[asker].append(Line(Side.GOT, Source.HOURS, entry.title, rules.HOUR, each.minutes, each.times))
    return lines
