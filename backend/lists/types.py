"""Values of lists, the declaration of a kind, and the ports that higher features plug in. It holds no query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import marshmallow as ma

from backend.core.actor import Role
from backend.core.errors import InvalidError
from backend.core.moves import MoveTable
from backend.infra.uow import UnitOfWork


class EntryState(StrEnum):
    """How far an entry has come; a kind uses those its moves lead to."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ON_NOTICE = "on_notice"
    ADOPTED = "adopted"
    OPEN = "open"
    PARTLY_CLAIMED = "partly_claimed"
    CLAIMED = "claimed"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REOPENED = "reopened"


class EntryMove(StrEnum):
    """What people can do with an entry."""

    SUBMIT = "submit"
    PUT_ON_NOTICE = "put_on_notice"
    ADOPT = "adopt"
    PUBLISH = "publish"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    START = "start"
    DELIVER = "deliver"
    ACCEPT = "accept"
    REOPEN = "reopen"
    CLOSE = "close"


class HistoryMove(StrEnum):
    """What the history tells beside people's moves: it happened to the entry through something else."""

    EDIT = "edit"
    ADVANCE = "advance"
    CLAIM = "claim"
    RELEASE = "release"
    MERGE = "merge"
    TAKE_IN = "take_in"
    SPLIT = "split"
    LIST_PROJECT = "list_project"
    EXPIRE = "expire"
    ADDRESS = "address"
    OPEN_TO_ALL = "open_to_all"


class DraftState(StrEnum):
    """How far a draft of an edition has come."""

    DRAFT = "draft"
    ON_NOTICE = "on_notice"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DraftMove(StrEnum):
    """What is done with a draft."""

    PUT_ON_NOTICE = "put_on_notice"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class ImportState(StrEnum):
    """How far a table that staff uploaded has come; ``uploaded`` is being checked, ``expired`` waited too long."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ImportMove(StrEnum):
    """What is done with an uploaded table; mapping its columns anew begins the check again."""

    MAP = "map"
    APPLY = "apply"
    WITHDRAW = "withdraw"


class Format(StrEnum):
    """As what a list leaves the house."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


class Quantity(StrEnum):
    """Whether a kind's entries are counted."""

    ASKED = "asked"  # so much is asked for and may be claimed; 1 when nothing is said
    OFFERED = "offered"  # so much is there; None: no limit
    NONE = "none"


class Measure(StrEnum):
    """What a tariff counts."""

    HOUR = "hour"
    SLOT = "slot"
    ITEM = "item"
    HUNDRED_YUAN = "hundred_yuan"


class TariffBook(StrEnum):
    """The book a tariff pays into; the values are those of ``books.types.Book``."""

    TIME = "time"
    POINT = "point"


class ExportColumn(NamedTuple):
    """One column of a kind's list: its heading and where the value stands in the entry (``details.hours``).

    ``note`` tells whoever fills in a table how it is written, where the field itself does not tell.
    """

    heading: str
    path: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryRef:
    """An entry as other features see it."""

    community_id: int
    id: UUID
    kind: str
    number: str
    title: str
    text: str
    category: str
    place: str | None
    state: EntryState
    proposer_member_id: UUID | None
    proposer_unit_id: UUID | None
    created_by_member_id: UUID
    quantity: int | None
    quantity_unit: str | None
    claimed_quantity: int
    starts_at: datetime | None
    ends_at: datetime | None
    details: Mapping[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry as those see it who have not signed in: nobody's name, and its state in Chinese."""

    ref: EntryRef
    state_name: str
    created_at: datetime
    updated_at: datetime


class Consent(StrEnum):
    """How somebody agreed that the desk writes for them."""

    SPOKEN = "spoken"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """For whom the desk writes an entry; their name is the desk's alone to see."""

    name: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What a proposer gives; ``unit_id`` when a unit proposes, ``photos`` by id, in their order."""

    kind: str
    title: str
    text: str
    category: str
    place: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    quantity: int | None = None
    quantity_unit: str | None = None
    unit_id: UUID | None = None
    on_behalf_of: OnBehalf | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    photos: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries of a list are asked for."""

    state: EntryState | None = None
    category: str | None = None
    unit_id: UUID | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class TariffLine:
    """What one measure of a category earns; ``category`` None means every category.

    ``amount`` is points, or minutes of time credit, per measure; ``cap_per_day`` bounds what one member earns by this
    line on one day, in the same unit.
    """

    entry_id: UUID
    category: str | None
    measure: Measure
    book: TariffBook
    amount: int
    cap_per_day: int | None
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether the line is in force on a day of service."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


class Consequence(Protocol):
    """What a kind does beside the move itself, in the same transaction (the benefit kind writes the tariff)."""

    def __call__(self, uow: UnitOfWork, entry: EntryRef, to_state: EntryState) -> None:
        """Do it, or refuse the move by raising."""
        ...


class EntryCheck(Protocol):
    """What a kind refuses of a proposal or an edit because of other rows (bookings of units that would be gone)."""

    def __call__(self, uow: UnitOfWork, entry: EntryRef, quantity: int | None, details: Mapping[str, Any]) -> None:
        """Raise InvalidError naming the field; ``quantity`` and public ``details`` are those from now on."""
        ...


class LiveClaims(Protocol):
    """Port: which entries have claims still under way. Agreements plugs it in."""

    def entries_with_live_claims(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Collection[UUID]:
        """Return those of the entries on which a claim is open, accepted or delivered."""
        ...


class WaitingClaims(Protocol):
    """Port: who stands in line for an entry. Agreements plugs it in."""

    def entry_changed(self, uow: UnitOfWork, entry: EntryRef) -> None:
        """Let those move up for whom there is enough now, or end the waiting with the entry; its row is locked."""
        ...


class Figures(Protocol):
    """What a computed list tells of its entries beside what was written of them.

    ``versions`` are entries by id with the version that an edition holds. What happens in time is counted up to and
    including the local day ``until``, which must be over, so that the same call gives the same answer for ever.
    Values are JSON. A feature offers it in its wiring as ``LIST_FIGURES`` by the kind's code.
    """

    def __call__(
        self, uow: UnitOfWork, community_id: int, versions: Mapping[UUID, int], until: date
    ) -> Mapping[UUID, Mapping[str, Any]]:
        """Return figures by entry; an entry without any may be left out."""
        ...


@dataclass(frozen=True)
class KindDeclaration:
    """All there is to say of a kind of list; a tenth kind is one more of these.

    ``proposers`` and ``adopters`` are the grounds of which any one suffices. ``claimable`` entries are claimed by
    quantity. ``mergeable`` ones that say the same may be merged. ``on_behalf``: the desk may write them for
    somebody who agreed. ``supportable``: members may say that it concerns them too.
    ``frozen`` entries cannot be edited once adopted.
    ``private_details`` are own fields that the proposer and the desk alone see; they are stored encrypted and leave no
    trace in history, editions or exports.
    ``computed`` ones are written by the feature that owns them alone: nobody proposes, edits or moves them here.
    ``state_names`` and ``move_names`` replace the common names where the kind's differ. ``value_names`` are the
    Chinese names of own fields' codes. ``figure_columns`` head what ``Figures`` counts (``figures.<name>``).
    ``category_details`` name own fields that hold a category's code.
    """

    code: str
    number: int
    name: str  # of the list: 需求清单
    entry_name: str  # of one entry: 需求
    number_prefix: str  # 需-0012
    details: type[ma.Schema]
    proposers: frozenset[Role]
    adopters: frozenset[Role]
    moves: MoveTable[EntryState, EntryMove]
    export_columns: tuple[ExportColumn, ...] = ()
    figure_columns: tuple[ExportColumn, ...] = ()
    value_names: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    quantity: Quantity = Quantity.NONE
    quantity_unit: str | None = None
    claimable: bool = False
    frozen: bool = False
    mergeable: bool = False
    on_behalf: bool = False
    supportable: bool = False
    private_details: frozenset[str] = frozenset()
    computed: bool = False
    state_names: Mapping[EntryState, str] = field(default_factory=lambda: MappingProxyType({}))
    move_names: Mapping[EntryMove, str] = field(default_factory=lambda: MappingProxyType({}))
    category_details: tuple[str, ...] = ()
    consequence: Consequence | None = None
    check: EntryCheck | None = None

    def __post_init__(self) -> None:
        """Refuse a declaration that claims could not drive to its end."""
        driven = {move for _, move in self.moves.table} >= {EntryMove.DELIVER, EntryMove.ACCEPT}
        if self.claimable and not (driven and self.quantity is Quantity.ASKED):
            raise ValueError(f"{self.code}: what is claimed must ask for a quantity, be delivered and accepted")

    @property
    def counts(self) -> bool:
        """Whether the kind's entries have a quantity."""
        return self.quantity is not Quantity.NONE

    def load_details(self, details: Mapping[str, Any]) -> dict[str, Any]:
        """Return the own fields as they are stored; raises InvalidError naming ``details.<field>``."""
        schema = _schema_of(self.details)
        try:
            loaded = schema.load(dict(details))
        except ma.ValidationError as error:
            raise InvalidError(flatten_errors("details", error.messages)) from error
        dumped: dict[str, Any] = schema.dump(loaded)
        return {name: value for name, value in dumped.items() if value is not None}

    def part_details(self, details: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """Return loaded own fields as what everybody sees, and what is private or None."""
        public = {name: value for name, value in details.items() if name not in self.private_details}
        private = {name: value for name, value in details.items() if name in self.private_details}
        return public, private or None


@cache
def _schema_of(details: type[ma.Schema]) -> ma.Schema:
    """Return one instance for all: making it costs more than loading by it, and loading leaves nothing in it."""
    return details()


def flatten_errors(prefix: str, messages: Any) -> dict[str, list[str]]:
    """Return marshmallow's nested messages by dotted path (``details.time_windows.0.from``)."""
    if isinstance(messages, Mapping):
        flat: dict[str, list[str]] = {}
        for name, inner in messages.items():
            flat.update(flatten_errors(prefix if name == ma.exceptions.SCHEMA else f"{prefix}.{name}", inner))
        return flat
    texts = messages if isinstance(messages, Sequence) and not isinstance(messages, str) else [messages]
    return {prefix: [str(text) for text in texts]}


class KindRegistry:
    """The kinds that are live; app collects their declarations from the features that own them."""

    def __init__(self, kinds: Collection[KindDeclaration], figures: Mapping[str, Figures] | None = None) -> None:
        """Take declarations whose codes, numbers and number prefixes all differ, and the computed lists' figures."""
        self._figures = dict(figures or {})
        self._kinds = {kind.code: kind for kind in sorted(kinds, key=lambda kind: kind.number)}
        for attribute in ("code", "number", "number_prefix"):
            values = [getattr(kind, attribute) for kind in kinds]
            if len(set(values)) != len(values):
                raise ValueError(f"two kinds of list share a {attribute}: {sorted(values)}")

    def find(self, code: str) -> KindDeclaration | None:
        """Return the kind, or None when no such list is live."""
        return self._kinds.get(code)

    def __getitem__(self, code: str) -> KindDeclaration:
        return self._kinds[code]

    def figures(self, code: str) -> Figures | None:
        """Return what computes a list's figures, or None where nothing is computed."""
        return self._figures.get(code)

    def live(self) -> Sequence[KindDeclaration]:
        """Return the live kinds by number."""
        return list(self._kinds.values())
