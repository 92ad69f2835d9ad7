"""Suggestions that staff make by hand, and why somebody was not suggested. Hard constraints hold for people too."""

from typing import Any

from backend.core.actor import Actor
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.matching.errors import AlreadySuggestedError, CannotSuggestError, NeedNotOpenError
from backend.matching.model.types import Offer
from backend.matching.model.why import WhyNot, WhyNotKind
from backend.matching.models import Suggestion
from backend.matching.policy import POLICY, A
from backend.matching.rules.pair_wording import compare, say_failing, say_sentence
from backend.matching.rules.parts import stored_parts
from backend.matching.rules.wording import Reason, Told
from backend.matching.service import clocks
from backend.matching.service.pairs import Pair, judge_pair, read_pair, why_not_pair
from backend.matching.service.storing import answer_by, need_columns, offer_columns
from backend.matching.service.subjects import find_subjects
from backend.matching.service.suggestion_views import view_suggestion
from backend.matching.service.telling import tell_suggested
from backend.matching.service.withdrawing import write_moves
from backend.matching.types import NeedKey, OfferKey, SuggestionState


def suggest_by_hand(
    uow: UnitOfWork, actor: Actor, community_id: int, need: NeedKey, offer: OfferKey, *, amount: int
) -> dict[str, Any]:
    """Suggest a pair as staff; it is told that a person did, and the other side decides as with any suggestion.

    Raises NotFoundError, NeedNotOpenError (also when less than ``amount`` is left), CannotSuggestError (with what
    fails) and AlreadySuggestedError.
    """
    POLICY.permit(actor, A.SUGGEST_BY_HAND)
    # Whoever stores suggestions holds the clock: who is matched does not change meanwhile.
    clocks.wind(uow, community_id)
    clocks.lock(uow, community_id)
    judged = judge_pair(read_pair(uow, community_id, need, offer))
    if judged.failing:
        failing = [failed._asdict() for failed in say_failing(judged.failing)]
        raise CannotSuggestError("；".join(each["text"] for each in failing), failing=failing)
    subject = find_subjects(uow, community_id, [need])[need]
    if amount > subject.left:
        raise NeedNotOpenError(f"还剩 {subject.left} {subject.quantity_unit}", left=subject.left)
    row = Suggestion(
        community_id=community_id,
        id=uow.new_id(),
        made_by=actor.member_id,
        **need_columns(need),
        **offer_columns(offer),
        amount=amount,
        starts_at=judged.starts_at,
        ends_at=judged.ends_at,
        weight=judged.weight,
        parts=judged.parts,
        state=SuggestionState.OFFERED.value,
        next_at=answer_by(uow.now, judged.starts_at),
        created_at=uow.now,
    )
    add_or_refuse(uow, row, refusal=AlreadySuggestedError)
    write_moves(uow, community_id, [row.id], from_state=None, to_state=row.state, by_id=actor.member_id)
    tell_suggested(uow, community_id, [row])
    return view_suggestion(uow, actor, row)


def explain(uow: UnitOfWork, actor: Actor, community_id: int, need: NeedKey, offer: OfferKey) -> dict[str, Any]:
    """Tell the desk why an offer is not suggested for a need: what fails, or what weighs more.

    Raises NotFoundError and NeedNotOpenError.
    """
    POLICY.permit(actor, A.EXPLAIN)
    pair = read_pair(uow, community_id, need, offer)
    why = why_not_pair(uow, community_id, pair)
    failed = say_failing(why.failing) if why.kind is WhyNotKind.FAILS else []
    compared = _compared(uow, community_id, need, pair, why) if why.kind is WhyNotKind.LIGHTER else []
    return {
        "kind": why.kind.value,
        "may_be_suggested": why.kind not in (WhyNotKind.FAILS, WhyNotKind.CHOSEN),
        "sentence": say_sentence(why.kind, failed),
        "failing": [each._asdict() for each in failed],
        "compared": [reason._asdict() for reason in compared],
    }


def _compared(uow: UnitOfWork, community_id: int, need: NeedKey, pair: Pair, why: WhyNot) -> list[Reason]:
    """Return in what the weakest of those suggested weighs more: the one in whose place this offer would come."""
    weakest = pair.all[why.others[why.weights.index(min(why.weights))]]
    assert isinstance(weakest, Offer)  # those chosen for a need
    subject = find_subjects(uow, community_id, [need])[need]
    told = Told(stored_parts(pair.need, weakest), skill=subject.skill, category_name=subject.category_name)
    return compare(judge_pair(pair).parts, told)
