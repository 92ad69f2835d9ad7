"""What a rule pack may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# To whom time credits may be given, in the words the schemes print.
GIFT_TO_NAMES = {"lineal": "直系亲属", "kin_and_friends": "亲友"}


@dataclass(frozen=True, slots=True)
class EarnRules:
    """What an hour of service earns, and who; hours are of service, a unit is one time credit or one point."""

    book: str | None = None  # time or point; None: the tariff says
    unit_minutes: int | None = None  # so many minutes make one unit
    whole_units: bool | None = None
    min_age: int | None = None
    max_age: int | None = None
    minor_with_guardian: bool | None = None  # younger ones take part with a guardian
    cap_per_activity_hours: int | None = None
    cap_per_day_hours: int | None = None
    cap_total_hours: int | None = None
    over_cap: str | None = None  # pool: what is beyond goes to the community's pool; None: it earns nothing


@dataclass(frozen=True, slots=True)
class SpendRules:
    """Who may spend, on what, and whom it may be given to."""

    min_age: int | None = None
    min_age_hardship: int | None = None
    min_hours: int | None = None  # of service, before anything may be redeemed
    goods: bool | None = None
    gift_to: str | None = None  # one of GIFT_TO_NAMES; None: nothing is said of gifts
    donate: bool | None = None
    donate_to: str | None = None


@dataclass(frozen=True, slots=True)
class RecognitionRules:
    """How long records are on notice, and what hours are honoured."""

    notice_working_days: int | None = None
    star_hours: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One scheme; ``cited`` gives the addresses at which each rule, "section.key", was printed."""

    code: str
    name: str
    place: str
    cited: Mapping[str, tuple[str, ...]]
    in_force_from: date | None = None
    notes: tuple[str, ...] = ()
    earn: EarnRules = EarnRules()
    spend: SpendRules = SpendRules()
    recognition: RecognitionRules = RecognitionRules()
