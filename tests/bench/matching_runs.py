"""A run of one community with 2,000 needs and 5,000 profiles: statements and seconds of each phase.

``python -m tests.bench.matching_runs [needs] [profiles]`` prints one JSON object; ``DATABASE_URL`` and the other
settings name the servers, on which it leaves its community behind.
"""

import json
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.dialects.postgresql.ranges import MultiRange, Range

from backend.app.factory import create_app
from backend.communities.models import Household, Member
from backend.core.actor import Role
from backend.infra.settings import load_settings
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists.models import Entry
from backend.matching import service
from backend.matching.models import Profile
from backend.matching.rules.consent import TEXT_VERSION
from tests.factories.communities import make_community, make_member
from tests.factories.lists import make_open_entry
from tests.statements import counted_statements

NEEDS, PROFILES, BUILDINGS = 2_000, 5_000, 40
CATEGORIES = [
    "elder.companion",
    "elder.meals",
    "elder.errands",
    "elder.outing",
    "elder.digital",
    "repair.appliance",
    "repair.home",
    "repair.haircut",
    "environment.cleaning",
    "environment.greening",
    "culture.performance",
    "culture.sports",
    "children.tutoring",
    "children.science",
    "legal.advice",
    "safety.patrol",
    "health.clinic",
    "hardship.wish",
]
HOUR = 60


class Dice:
    """Numbers that are the same in every run."""

    def __init__(self, seed: int) -> None:
        """Begin."""
        self.at = seed

    def below(self, end: int) -> int:
        """Return a number from 0 on."""
        self.at = (self.at * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (self.at >> 33) % end


def windows(dice: Dice) -> list[tuple[int, int]]:
    """Return two or three hours on two or three days."""
    found = {}
    for _ in range(2 + dice.below(2)):
        day, hour = dice.below(7), 8 + dice.below(10)
        found[day] = (day * 1440 + hour * HOUR, day * 1440 + (hour + 2 + dice.below(2)) * HOUR)
    return sorted(found.values())


def fill(uow: UnitOfWork, community_id: int, needs: int, profiles: int) -> None:
    """Write the community as rows: thousands made through the service would take minutes."""
    dice, staff = Dice(7), make_member(uow, community_id, Role.STAFF)
    known = set(uow.session.scalars(text("SELECT code FROM categories")))
    categories = [code for code in CATEGORIES if code in known]
    houses = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "building": f"{number + 1}号楼",
            "door_hash": secrets.token_bytes(8),
            "door": "101",
            "created_at": uow.now,
        }
        for number in range(BUILDINGS)
    ]
    uow.session.execute(insert(Household), houses)
    model = uow.session.get_one(Member, (community_id, staff.member_id))
    columns = {column.key: getattr(model, column.key) for column in Member.__table__.columns}
    people = [
        {
            **columns,
            "id": uow.new_id(),
            "person_id": uow.new_id(),
            "roles": [],
            "birth_date": date(1950 + dice.below(55), 1, 1),
            "household_id": houses[dice.below(BUILDINGS)]["id"],
        }
        for _ in range(profiles)
    ]
    uow.session.execute(insert(Member), people)
    uow.session.execute(insert(Profile), [_profile(uow, dice, each["id"], community_id, categories) for each in people])
    first = make_open_entry(uow, staff)
    _needs(uow, community_id, first, needs, dice, categories)


def _profile(uow: UnitOfWork, dice: Dice, member_id: UUID, community_id: int, categories: list[str]) -> dict[str, Any]:
    return {
        "community_id": community_id,
        "id": uow.new_id(),
        "member_id": member_id,
        "is_on": True,
        "skills": [f"特长{dice.below(30)}"],
        "categories": sorted({categories[dice.below(len(categories))] for _ in range(3)}),
        "qualifications": [],
        "minutes": MultiRange([Range(*each) for each in windows(dice)]),
        "hours_a_week": 2 + dice.below(5),
        "things_a_week": 1 + dice.below(2),
        "people": 1,
        "reach": "building" if dice.below(5) == 0 else "community",
        "consent_version": TEXT_VERSION,
        "stated_by": member_id,
        "version": 1,
        "created_at": uow.now,
        "updated_at": uow.now,
    }


def _needs(uow: UnitOfWork, community_id: int, first: UUID, count: int, dice: Dice, categories: list[str]) -> None:
    entry = uow.session.get_one(Entry, (community_id, first))
    columns = {column.key: getattr(entry, column.key) for column in Entry.__table__.columns}
    rows = []
    for number in range(count - 1):
        (start, end), *_ = windows(dice)
        day, building = start // 1440, f"{dice.below(BUILDINGS) + 1}号楼"
        window = {"weekday": day + 1, "from": f"{start % 1440 // 60:02}:00", "to": f"{end % 1440 // 60:02}:00"}
        details = {"beneficiary": "personal", "urgency": ("normal", "soon", "urgent")[dice.below(3)]}
        rows.append(
            {
                **columns,
                "id": uow.new_id(),
                "number": f"需{number + 100_000}",
                "category": categories[dice.below(len(categories))],
                "place": building,
                "building": building,
                "details": {**details, "hours": 1, "time_windows": [window], "skills": [f"特长{dice.below(30)}"]},
                "created_at": uow.now - timedelta(days=dice.below(20)),
            }
        )
    uow.session.execute(insert(Entry), rows)


@contextmanager
def measured(what: str, into: dict[str, Any]) -> Iterator[None]:
    """Note seconds and statements of what is done inside."""
    begun = time.monotonic()
    with counted_statements() as seen:
        yield
    into[what] = {"seconds": round(time.monotonic() - begun, 2), "statements": len(seen)}


def main() -> None:
    """Fill a community, run twice (the second finds what stands) and print the figures."""
    needs, profiles = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (NEEDS, PROFILES)
    settings = load_settings()
    app = create_app(settings, serves=False)
    figures: dict[str, Any] = {"needs": needs, "profiles": profiles}
    with app.app_context():
        with unit_of_work() as uow:
            community_id = make_community(uow)
            fill(uow, community_id, needs, profiles)
        for what in ("first run", "second run"):
            with measured(what, figures):
                service.run_now(community_id)
            with unit_of_work() as uow:
                run = service.newest_run(uow, community_id)
            assert run is not None
            names = ("needs", "pairs", "served", "places", "value", "bound", "stopped", "millis")
            figures[what] |= {name: getattr(run, name) for name in names} | run.figures
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
