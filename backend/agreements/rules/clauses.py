"""Whether a text's days, parties and clauses hold together; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from backend.agreements.errors import (
    AmountsDifferFromClaimError,
    CircularClausesError,
    ClauseNumberSpentError,
    ClauseSidesChangedError,
    IdlePartyError,
)
from backend.agreements.rules.terms import term_days
from backend.agreements.types.agreements import (
    CLAUSES_MAX,
    COMMUNITY_PARTY,
    TERM_DAYS_MAX,
    AgreementText,
    Clause,
    Schedule,
    Side,
    VersionPurpose,
)
from backend.core.errors import InvalidError


def default_accepter(giver: int, receiver: int) -> int:
    """Return who accepts where nobody is named: the community's lead, or the receiver where the community owes it."""
    return receiver if giver == COMMUNITY_PARTY else COMMUNITY_PARTY


def check_text(
    text: AgreementText, sides: Collection[Side], purpose: VersionPurpose, *, since: date | None = None
) -> None:
    """Raise InvalidError or CircularClausesError; ``since`` is the agreement's first day, where it has begun."""
    _check_days(text, purpose)
    present = {side.no for side in sides if not side.has_left}
    first = min(text.starts_on, since or text.starts_on)
    wrong = [f"第{clause.no}条：{why}" for clause in text.clauses for why in _wrong_in(clause, text, first, present)]
    numbers = [clause.no for clause in text.clauses]
    wrong += [f"第{no}条：编号重复" for no in sorted({no for no in numbers if numbers.count(no) > 1})]
    after = {clause.no: clause.after_no for clause in text.clauses if clause.after_no is not None}
    wrong += [f"第{no}条：要等的第{first_no}条不存在" for no, first_no in after.items() if first_no not in numbers]
    if purpose is VersionPurpose.ENDING and text.clauses:
        wrong.append("终止协议不写条款")
    if wrong:
        raise InvalidError({"clauses": wrong})
    if circle := circle_in(after):
        raise CircularClausesError("、".join(f"第{no}条" for no in circle), numbers=circle)


def _check_days(text: AgreementText, purpose: VersionPurpose) -> None:
    span = text.ends_on - text.starts_on
    if span < timedelta(0) or (not span and purpose is not VersionPurpose.ENDING):
        raise InvalidError({"ends_on": ["截止日期要晚于开始日期"]})
    if span.days > TERM_DAYS_MAX:
        raise InvalidError({"ends_on": ["一份协议最长3年，到期可以续签"]})


def _wrong_in(clause: Clause, text: AgreementText, first: date, present: Collection[int]) -> Iterable[str]:
    if clause.no > CLAUSES_MAX:
        yield f"编号最多到{CLAUSES_MAX}，再多请另起一份"
    if not {clause.giver, clause.receiver, clause.accepter} <= set(present):
        yield "写到的一方不在协议里"
    if clause.giver == clause.receiver:
        yield "给的一方和受的一方不能是同一方"
    if clause.accepter == clause.giver:
        yield "不能由给的一方自己验收"
    if clause.after_no == clause.no:
        yield "不能等自己"
    if (clause.schedule is Schedule.ONCE) != (clause.until_on is None):
        yield "只做一次的不填结束日期，定期做的要填"
    elif clause.until_on is not None and clause.until_on <= clause.due_on:
        yield "结束日期要晚于第一次的日期"
    if not first <= clause.due_on <= (clause.until_on or clause.due_on) <= text.ends_on:
        yield "日期要在协议期限以内"


def circle_in(after: Mapping[int, int]) -> list[int]:
    """Return the clauses of a circle (each waits for one at most), lowest number first; empty where there is none."""
    for start in sorted(after):
        way, at = [start], after[start]
        while at in after and at not in way:
            way.append(at)
            at = after[at]
        if at == start:
            return way
    return []


def check_numbers(clauses: Sequence[Clause], standing: Sequence[Clause], spent: Collection[int]) -> None:
    """Hold a text to the numbers of the one before it: ``standing`` in force, ``spent`` ever agreed.

    Raises ClauseNumberSpentError and ClauseSidesChangedError (``no``).
    """
    before = {clause.no: clause for clause in standing}
    for clause in clauses:
        old = before.get(clause.no)
        if old is None and clause.no in spent:
            raise ClauseNumberSpentError(f"第{clause.no}条", no=clause.no)
        if old is not None and _sides(old) != _sides(clause):
            raise ClauseSidesChangedError(f"第{clause.no}条", no=clause.no)


def _sides(clause: Clause) -> tuple[int, int, str]:
    return clause.giver, clause.receiver, clause.measure


def check_offer(text: AgreementText, sides: Collection[Side], purpose: VersionPurpose) -> None:
    """Raise InvalidError without clauses, IdlePartyError for a side that neither gives nor gets anything."""
    if purpose is VersionPurpose.ENDING:
        return
    if not text.clauses:
        raise InvalidError({"clauses": ["至少写一条再发给各方"]})
    named = {no for clause in text.clauses for no in (clause.giver, clause.receiver)}
    idle = [side.name for side in sides if not side.has_left and side.no not in named]
    if idle:
        raise IdlePartyError("、".join(idle), names=idle)


def check_amounts(clauses: Iterable[Clause], *, claimed: int, measure: str) -> None:
    """Hold what units give in the claim's measure to the amount claimed, which nobody else may take on meanwhile.

    What is to be done again and again is meant as so many each time, or so many in all: both readings are let pass.
    Without a clause in that measure there is nothing to compare. Raises AmountsDifferFromClaimError (``claimed``,
    ``promised``: least and most).
    """
    given = [clause for clause in clauses if clause.giver != COMMUNITY_PARTY and clause.measure == measure]
    least = sum(clause.amount for clause in given)
    most = sum(clause.amount * len(term_days(clause.schedule, clause.due_on, clause.until_on)) for clause in given)
    if given and not least <= claimed <= most:
        said = f"{least} {measure}" if least == most else f"{least}到{most} {measure}"
        raise AmountsDifferFromClaimError(
            f"认领的是 {claimed} {measure}，条款里是 {said}", claimed=claimed, promised=[least, most]
        )


def lapsed(clauses: Iterable[Clause], left: Collection[int]) -> list[int]:
    """Return the clauses that end because a side of theirs left."""
    return [clause.no for clause in clauses if clause.giver in left or clause.receiver in left]


def without(clauses: Iterable[Clause], left: Collection[int]) -> tuple[Clause, ...]:
    """Return what stands without the parties that left; what they would have accepted falls to the usual accepter."""
    gone = set(left)
    kept = [clause for clause in clauses if not {clause.giver, clause.receiver} & gone]
    numbers = {clause.no for clause in kept}
    return tuple(
        replace(
            clause,
            accepter=default_accepter(clause.giver, clause.receiver) if clause.accepter in gone else clause.accepter,
            after_no=clause.after_no if clause.after_no in numbers else None,
        )
        for clause in kept
    )
