"""Whether a code was shared: what phones and networks tell of those who used it. It knows no phone, only keyed hashes.

What counts (ADR 22): one phone that used or showed the codes of one shift for several members; one phone that did so
for three members on a day; one member in and out with two phones; one code used at the same moment from the network
that others on site share and from another where nobody else is, without the phone having found itself on site.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv6Address, ip_address, ip_network
from uuid import UUID

from backend.core.rotating_code import STEPS_EITHER_WAY
from backend.volunteering.types import Fence
from backend.volunteering.types.presence import Way

# Our rule: a couple may share a phone on one day; with three people it is somebody's collection of accounts.
MEMBERS_A_DAY_MAX = 2
# Our rule: from so many phones on one network on, it is the site's.
SITE_PHONES_MIN = 2
# The part of an address that a household or a hall shares; beyond it lies the single phone.
PREFIX_V4, PREFIX_V6 = 24, 48


@dataclass(frozen=True, slots=True)
class Mark:
    """One use of a code; the keys are empty where nothing is known. ``record_id`` is None where it was shown."""

    shift_id: UUID
    member_id: UUID
    record_id: UUID | None
    way: Way
    step: int
    fence: Fence
    device_key: bytes
    network_key: bytes
    served_on: date
    held_by: UUID | None = None  # the guardian whose phone it was

    @property
    def holder_id(self) -> UUID:
        """Return who held the phone: a guardian's serves the wards beside them, and all these are one person."""
        return self.held_by or self.member_id


def network_of(address: str | None) -> str | None:
    """Return the network that an address lies in, or None where it is no address."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    prefix = PREFIX_V6 if isinstance(parsed, IPv6Address) else PREFIX_V4
    return str(ip_network((parsed, prefix), strict=False))


def find_shared(marks: Iterable[Mark]) -> dict[UUID, dict[str, int]]:
    """Return facts by record, as counts.

    ``one_phone`` and ``one_phone_day``: members; ``two_phones``: phones; ``two_networks``: phones on the other network.
    """
    marks = list(marks)
    facts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for shift_marks in _by(marks, lambda mark: mark.shift_id):
        _one_phone(shift_marks, "one_phone", 1, facts)
        _two_phones(shift_marks, facts)
        _two_networks(shift_marks, facts)
    for day_marks in _by(marks, lambda mark: mark.served_on):
        _one_phone(day_marks, "one_phone_day", MEMBERS_A_DAY_MAX, facts)
    return dict(facts)


def _by(marks: Iterable[Mark], key: Callable[[Mark], Hashable]) -> list[list[Mark]]:
    groups: dict[Hashable, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[key(mark)].append(mark)
    return list(groups.values())


def _one_phone(marks: Sequence[Mark], name: str, members_max: int, facts: dict[UUID, dict[str, int]]) -> None:
    for same in _by((mark for mark in marks if mark.device_key), lambda mark: mark.device_key):
        members = len({mark.holder_id for mark in same})
        if members > members_max:
            _note(same, name, members, facts)


def _two_phones(marks: Sequence[Mark], facts: dict[UUID, dict[str, int]]) -> None:
    used = (mark for mark in marks if mark.device_key and mark.record_id is not None)
    for own in _by(used, lambda mark: mark.record_id):
        keys = {mark.device_key for mark in own}
        if len(keys) > 1:
            _note(own, "two_phones", len(keys), facts)


def _two_networks(marks: Sequence[Mark], facts: dict[UUID, dict[str, int]]) -> None:
    known = [mark for mark in marks if mark.network_key]
    shown = [mark for mark in known if mark.way is Way.SHOWN]
    by_step: dict[int, list[Mark]] = defaultdict(list)
    for mark in known:
        if mark.way is not Way.SHOWN:
            by_step[mark.step].append(mark)
    for step, here in by_step.items():
        around = range(step - STEPS_EITHER_WAY, step + STEPS_EITHER_WAY + 1)
        members: dict[bytes, set[UUID]] = defaultdict(set)
        for mark in [*shown, *(near for at in around for near in by_step.get(at, ()))]:
            members[mark.network_key].add(mark.holder_id)
        for mark in here:
            others = max((len(who) for key, who in members.items() if key != mark.network_key), default=0)
            is_alone = members[mark.network_key] == {mark.holder_id}
            if is_alone and others >= SITE_PHONES_MIN and mark.fence is not Fence.INSIDE:
                _note([mark], "two_networks", others, facts)


def _note(marks: Sequence[Mark], name: str, value: int, facts: dict[UUID, dict[str, int]]) -> None:
    for mark in marks:
        if mark.record_id is not None:
            facts[mark.record_id][name] = value
