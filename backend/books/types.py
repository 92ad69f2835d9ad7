"""The words of the ledger: books, accounts, transfers, outcomes, and the port to the service records.

``Minutes`` appear only where they are shown: nothing here moves them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar
from uuid import UUID

from backend.books.packs import shapes
from backend.core.actor import Actor
from backend.core.amounts import NO_POINTS, NO_TIME, Minutes, Points, TimeCredits
from backend.infra.paging import Page, PageRequest
from backend.infra.uow import UnitOfWork

# What other features need of rule packs.
EarnRules: TypeAlias = shapes.EarnRules
Pack: TypeAlias = shapes.Pack
GIFT_TO_NAMES = shapes.GIFT_TO_NAMES
# What a book counts: an account and a transfer are of one or the other, never of Minutes.
A = TypeVar("A", TimeCredits, Points)
Source = tuple[str, UUID]


class Book(StrEnum):
    """The two books of the ledger. The third, the service record, is no ledger: it can't be spent."""

    TIME = "TIME"  # 时间币, minutes
    POINT = "POINT"  # 积分, points


class AccountKind(StrEnum):
    """What an account holds."""

    SOURCE = "source"  # where time credits come from; no floor
    PLEDGE = "pledge"  # what a merchant promised; no floor
    BACKING = "backing"  # promised and not yet earned by anybody
    MEMBER = "member"
    VOUCHER = "voucher"  # one voucher
    MERCHANT = "merchant"  # redeemed at a merchant
    FULFILLED = "fulfilled"  # settled with a merchant by its statement
    POOL = "pool"  # 公益池
    RESERVE = "reserve"  # guarantees
    CLEARING = "clearing"  # owed to or by another community


class TransferType(StrEnum):
    """Why value moved."""

    EARN_TIME = "earn_time"
    EARN_POINTS = "earn_points"
    PLEDGE = "pledge"
    LAPSE = "lapse"
    VOUCHER_ISSUE = "voucher_issue"
    VOUCHER_USE = "voucher_use"
    VOUCHER_RETURN = "voucher_return"
    FULFIL = "fulfil"
    REVERSAL = "reversal"
    GIFT = "gift"
    DONATE = "donate"
    GRANT = "grant"
    EXCHANGE = "exchange"
    EXPIRE = "expire"
    GUARANTEE = "guarantee"
    CLEAR = "clear"
    SWEEP = "sweep"  # between stripes of one account: nobody's line


class TransferState(StrEnum):
    """What a row does with its amount."""

    POSTED = "posted"
    PENDING = "pending"  # a hold: the amount is set aside on both accounts until it is resolved
    POST_PENDING = "post_pending"  # moves what a hold set aside, whole or in part, and frees the rest
    VOID_PENDING = "void_pending"  # frees all of it


# The states in which value moved; a hold and its release are none.
MOVED = (TransferState.POSTED, TransferState.POST_PENDING)


class Mode(StrEnum):
    """What becomes of a transfer whose debit account does not cover it."""

    MUST = "must"  # the whole call is refused
    MAY = "may"  # it is left out, and every later MAY on the same account with it: oldest first
    UP_TO = "up_to"  # as much as is there moves
    WITH = "with"  # it moves where the transfer just before it in the batch moved now, else it is left out


class Outcome(StrEnum):
    """What became of a transfer."""

    POSTED = "posted"
    ALREADY = "already"  # its business key had been posted before
    LEFT = "left"  # not covered, nothing moved


@dataclass(frozen=True, slots=True)
class AccountRef(Generic[A]):
    """Names an account, made by its first transfer; without an owner it is the community's.

    An account that many credit at one moment has stripes beside the first; the ledger chooses, and its balance is
    their sum.
    """

    book: Book
    kind: AccountKind
    owner_id: UUID | None = None
    stripe: int = 0


class PointAccount:
    """Names the accounts of the book of points."""

    @staticmethod
    def pledge(unit_id: UUID) -> AccountRef[Points]:
        """What the merchant promised so far (its balance is negative)."""
        return AccountRef(Book.POINT, AccountKind.PLEDGE, unit_id)

    @staticmethod
    def backing() -> AccountRef[Points]:
        """What is promised and not yet earned by anybody."""
        return AccountRef(Book.POINT, AccountKind.BACKING)

    @staticmethod
    def member(member_id: UUID) -> AccountRef[Points]:
        """A member's points."""
        return AccountRef(Book.POINT, AccountKind.MEMBER, member_id)

    @staticmethod
    def voucher(voucher_id: UUID) -> AccountRef[Points]:
        """The points that one voucher holds."""
        return AccountRef(Book.POINT, AccountKind.VOUCHER, voucher_id)

    @staticmethod
    def merchant(unit_id: UUID) -> AccountRef[Points]:
        """What was redeemed at a merchant."""
        return AccountRef(Book.POINT, AccountKind.MERCHANT, unit_id)

    @staticmethod
    def fulfilled(unit_id: UUID) -> AccountRef[Points]:
        """What was settled with a merchant."""
        return AccountRef(Book.POINT, AccountKind.FULFILLED, unit_id)

    @staticmethod
    def pool() -> AccountRef[Points]:
        """The community's pool."""
        return AccountRef(Book.POINT, AccountKind.POOL)

    @staticmethod
    def reserve() -> AccountRef[Points]:
        """The community's guarantees."""
        return AccountRef(Book.POINT, AccountKind.RESERVE)

    @staticmethod
    def clearing(other_community_id: int) -> AccountRef[Points]:
        """What is owed to (or by) another community."""
        return AccountRef(Book.POINT, AccountKind.CLEARING, UUID(int=other_community_id))


class TimeAccount:
    """Names the accounts of the book of time."""

    @staticmethod
    def source() -> AccountRef[TimeCredits]:
        """Where time credits come from; they need no backing."""
        return AccountRef(Book.TIME, AccountKind.SOURCE)

    @staticmethod
    def member(member_id: UUID) -> AccountRef[TimeCredits]:
        """A member's time credits."""
        return AccountRef(Book.TIME, AccountKind.MEMBER, member_id)

    @staticmethod
    def pool() -> AccountRef[TimeCredits]:
        """The community's pool."""
        return AccountRef(Book.TIME, AccountKind.POOL)


@dataclass(frozen=True, slots=True)
class Transfer(Generic[A]):
    """One movement between two accounts of one book.

    ``business_key`` is unique in the community for ever: posting it again does nothing. ``title`` is the
    passbook's line. ``refers_to`` is the transfer that this one reverses, or the hold that it resolves. A hold ends
    at ``ends_at``; only what another community must answer (CLEAR) has no end.
    """

    debit: AccountRef[A]
    credit: AccountRef[A]
    amount: A
    type: TransferType
    business_key: str
    title: str
    source: Source | None = None
    mode: Mode = Mode.MUST
    refers_to: UUID | None = None
    served_on: date | None = None
    state: TransferState = TransferState.POSTED
    ends_at: datetime | None = None


# Either book's, for batches that hold both.
AnyAccount = AccountRef[TimeCredits] | AccountRef[Points]
AnyTransfer = Transfer[TimeCredits] | Transfer[Points]


@dataclass(frozen=True, slots=True)
class Posting:
    """What became of one transfer; ``id`` and ``amount`` are of what moved, now or when its key was posted first."""

    business_key: str
    outcome: Outcome
    amount: int
    id: UUID | None = field(default=None, compare=False)  # None where nothing moved


@dataclass(frozen=True, slots=True)
class ServiceEarning:
    """What one entered service record earns by the rules of its day; ``minutes`` are only told.

    What is beyond a rule pack's cap may go to the community's pool. ``replaces`` are the records in whose stead this
    one stands, the nearest first: what they earned counts as its own.
    """

    record_id: UUID
    member_id: UUID
    minutes: Minutes
    time_credits: TimeCredits
    points: Points
    served_on: date
    title: str
    pool_time: TimeCredits = NO_TIME
    pool_points: Points = NO_POINTS
    replaces: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class SettlementOutcome:
    """Record ids: ``settled`` earned all they should (now or before), ``awaiting`` wait for backing.

    ``given_back`` where points went back to backing, so that what waits may be covered.
    """

    settled: frozenset[UUID] = frozenset()
    awaiting: frozenset[UUID] = frozenset()
    given_back: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """``balance`` is what is posted; ``available`` leaves out what is held."""

    balance: int
    available: int


@dataclass(frozen=True, slots=True)
class PassbookLine:
    """One line: ``amount`` is signed, ``balance`` is what stood after it."""

    id: UUID
    at: datetime
    title: str
    amount: int
    balance: int
    source_type: str | None
    source_id: UUID | None

    @property
    def source(self) -> Mapping[str, object] | None:
        """What the line comes from, as it is shown."""
        return None if self.source_type is None else {"type": self.source_type, "id": self.source_id}


class PassbookBook(StrEnum):
    """The three books that a member sees."""

    SERVICE = "service"
    TIME = "time"
    POINT = "point"


BOOK_NAMES: Mapping[PassbookBook, str] = {
    PassbookBook.SERVICE: "服务记录",
    PassbookBook.TIME: "时间币",
    PassbookBook.POINT: "积分",
}
BOOK_UNITS: Mapping[PassbookBook, str] = {
    PassbookBook.SERVICE: "minute",
    PassbookBook.TIME: "minute",
    PassbookBook.POINT: "point",
}


@dataclass(frozen=True, slots=True)
class BookView:
    """One book of a member's passbook."""

    book: PassbookBook
    balance: int
    available: int
    lines: Page[PassbookLine]
    owed: int = 0  # what later earnings repay first

    @property
    def name(self) -> str:
        """The book's Chinese name."""
        return BOOK_NAMES[self.book]

    @property
    def unit(self) -> str:
        """What it counts: minute or point."""
        return BOOK_UNITS[self.book]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where all points of a community are; ``clearing`` is the net owed to other communities."""

    pledged: Points
    lapsed: Points
    backing: Points
    members: Points
    pool: Points
    vouchers: Points
    merchants: Points
    reserve: Points
    fulfilled: Points
    clearing: Points

    @property
    def accounted_for(self) -> int:
        """The right side of: pledged − lapsed = where the points are."""
        held = self.backing + self.members + self.pool + self.vouchers + self.merchants + self.reserve
        return held + self.fulfilled + self.clearing

    @property
    def tallies(self) -> bool:
        """Whether what was pledged is where it should be, to the point."""
        return self.pledged - self.lapsed == self.accounted_for


@dataclass(frozen=True, slots=True)
class Period:
    """A book or an account over some time, oldest line first: opening + lines = closing, in its unit."""

    opening: int
    lines: Sequence[PassbookLine]
    closing: int


class Flow(NamedTuple):
    """So much moved into an account (``incoming``) or out of it for one reason: how often, and in its unit."""

    type: TransferType
    incoming: bool
    times: int
    amount: int


@dataclass(frozen=True, slots=True)
class Flows:
    """What moved in and out of an account over some time: opening + in - out = closing."""

    opening: int
    flows: Sequence[Flow]
    closing: int


class UnitAccount(StrEnum):
    """Which of a unit's accounts a statement is of."""

    MERCHANT = "merchant"  # what was redeemed with it
    PLEDGE = "pledge"  # what it promised, less what lapsed


@dataclass(frozen=True, slots=True)
class StatementWanted:
    """Whose statement over which local days, both included: one of one's own books, or one of a unit's accounts."""

    first: date
    last: date
    book: PassbookBook = PassbookBook.POINT
    unit_id: UUID | None = None
    account: UnitAccount = UnitAccount.MERCHANT


@dataclass(frozen=True, slots=True)
class Expiring:
    """So many of a member's points expire on a day unless they are used."""

    amount: int
    on: date


@dataclass(frozen=True, slots=True)
class Finding:
    """An invariant that does not hold: how many rows break it, and the first of them."""

    check: str
    broken: int
    examples: Sequence[str] = field(default=())

    def __str__(self) -> str:
        """Return the line that the command prints."""
        return f"BROKEN ({self.broken}): {self.check}: {'; '.join(self.examples)}"


class Leaf(NamedTuple):
    """What a seal holds of one row: its id and the hash of its leaf."""

    id: UUID
    hash: bytes


@dataclass(frozen=True, slots=True)
class SealedDay:
    """A seal with all its leaves, as anybody can check it: the root from the leaves, the hash from the rest."""

    number: int
    day: date
    size: int
    root: bytes
    previous: bytes
    hash: bytes
    leaves: Sequence[Leaf]


class SealedRows(Protocol):
    """Port: rows of a higher feature that are sealed beside the transfers. Volunteering plugs in entered records."""

    def leaves_between(self, uow: UnitOfWork, community_id: int, after: datetime | None, until: datetime) -> list[Leaf]:
        """Return the leaves of rows from one moment to before another, in the order of their moment and id."""
        ...

    def find(self, uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> "SealedRow | None":
        """Return one row as its leaf has it, or None; raises ForbiddenError for who may not see it."""
        ...


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A row as it was hashed: ``leaf`` is the exact text, ``at`` its moment."""

    id: UUID
    at: datetime
    leaf: str


class ServiceRecords(Protocol):
    """The port to the first book, the statutory service record; volunteering keeps it."""

    def total_minutes(self, uow: UnitOfWork, community_id: int, member_id: UUID) -> Minutes:
        """Return the minutes entered for a member."""
        ...

    def service_lines(
        self, uow: UnitOfWork, community_id: int, member_id: UUID, page: PageRequest
    ) -> Page[PassbookLine]:
        """Return a member's entered records as lines, newest first."""
        ...

    def period(self, uow: UnitOfWork, community_id: int, member_id: UUID, start: datetime, end: datetime) -> Period:
        """Return what was entered for a member from one moment to before another."""
        ...

    def count_awaiting_backing(self, uow: UnitOfWork, community_id: int) -> int:
        """Return how many records wait for points that nobody pledged yet."""
        ...
