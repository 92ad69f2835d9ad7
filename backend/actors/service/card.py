"""The card of an actor: the four criteria with what they are made of, to whom may see it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from backend.actors.errors import FiguresArePrivateError
from backend.actors.list_kind import ACTOR
from backend.actors.models import FiguresConsent
from backend.actors.policy import POLICY, A
from backend.actors.rules import measure_all, summarise
from backend.actors.service.evidence import deeds_of, half_life_days, subject_of
from backend.actors.types import ACTOR_KIND_NAMES, CRITERION_NAMES, ActorKind, Evidence, Measure, Subject
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef


def get_card(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Return an actor's card; ``criteria`` is None for whoever may not see them. Raises NotFoundError."""
    POLICY.permit(actor, A.READ_CARD)
    entry = _get_actor(uow, actor, community_id, entry_id)
    subject = subject_of(entry)
    is_public = _is_public(uow, community_id, subject)
    is_own = POLICY.allows(actor, A.READ_FIGURES, unit_id=subject.unit_id, member_id=subject.member_id)
    card = {
        "entry_id": entry.id,
        "actor_kind_name": ACTOR_KIND_NAMES[ActorKind(entry.details["actor_kind"])],
        "counted_on": local_date(uow.now),
        "half_life_days": half_life_days(),
        "is_public": is_public,
        "may_publish": subject.unit_id is not None and POLICY.allows(actor, A.SHOW_FIGURES, unit_id=subject.unit_id),
        "criteria": None,
        "summary": None,
    }
    if is_public or is_own:
        card |= _figures(uow, actor, entry)
    return card


def show_figures(
    uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, *, is_public: bool
) -> dict[str, Any]:
    """Let everybody see a unit's four criteria, or no longer.

    Raises NotFoundError, FiguresArePrivateError (an actor that is no unit) and ForbiddenError.
    """
    entry = _get_actor(uow, actor, community_id, entry_id)
    subject = subject_of(entry)
    POLICY.permit(actor, A.SHOW_FIGURES, unit_id=subject.unit_id)
    if subject.unit_id is None:
        raise FiguresArePrivateError()
    key = {"community_id": community_id, "unit_id": subject.unit_id}
    if is_public:
        given = {**key, "given_by_member_id": actor.member_id, "given_at": uow.now}
        uow.session.execute(insert(FiguresConsent).values(given).on_conflict_do_nothing())
    else:
        uow.session.execute(delete(FiguresConsent).filter_by(**key))
    return get_card(uow, actor, community_id, entry_id)


def _get_actor(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> EntryRef:
    entry = lists.get_visible_entry(uow, actor, community_id, entry_id)
    if entry.kind != ACTOR.code:
        raise NotFoundError()
    return entry


def _is_public(uow: UnitOfWork, community_id: int, subject: Subject) -> bool:
    if subject.unit_id is None:
        return False
    return uow.session.get(FiguresConsent, (community_id, subject.unit_id)) is not None


def _figures(uow: UnitOfWork, actor: Actor, entry: EntryRef) -> dict[str, Any]:
    today = local_date(uow.now)
    measures = measure_all(deeds_of(uow, entry), today, half_life_days())
    ids = {id_ for measure in measures for evidence in measure.evidence for id_ in evidence.entry_ids}
    titles = {id_: seen.title for id_, seen in lists.visible_entries(uow, actor, entry.community_id, ids).items()}
    return {"criteria": [_view(measure, titles) for measure in measures], "summary": summarise(measures)}


def _view(measure: Measure, titles: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "criterion": measure.criterion.value,
        "name": CRITERION_NAMES[measure.criterion],
        "score": measure.score,
        "sentence": measure.sentence,
        "evidence": [_view_evidence(each, titles) for each in measure.evidence],
    }


def _view_evidence(evidence: Evidence, titles: Mapping[UUID, str]) -> dict[str, Any]:
    entries: Sequence[dict[str, Any]] = [
        {"id": id_, "name": titles[id_]} for id_ in evidence.entry_ids if id_ in titles
    ]
    return {
        "kind": evidence.kind.value,
        "words": evidence.words,
        "count": evidence.count,
        "weight": evidence.weight,
        "latest_on": evidence.latest_on,
        "entries": entries,
    }
