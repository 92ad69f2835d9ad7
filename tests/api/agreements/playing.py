"""Playing a real case over HTTP: residents and units ask, claim, agree, perform and accept, each by their own phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.test import TestResponse

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.factories.agreements import Place
from tests.factories.communities import make_member, make_unit
from tests.factories.lists import new_entry
from tests.factories.photos import draw

SOURCES = (
    "lists.addressed",
    "lists.entries",
    "agreements.agreements",
    "agreements.assists",
    "agreements.duty_terms",
    "agreements.duty_notes",
)


def done(response: TestResponse) -> dict[str, Any]:
    """Return what a request that was not refused answered."""
    assert response.status_code < 300, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


@dataclass
class Case:
    """A neighbourhood with the units of the case, named by short keys."""

    place: Place
    clock: FixedClock
    units: dict[str, str] = field(default_factory=dict)
    pictures: int = 40

    def join(self, kind: UnitKind = UnitKind.COMPANY, **names: str) -> None:
        """Let units join, each with a contact whose key is the unit's."""
        with self.place.work() as uow:
            for key, name in names.items():
                unit_id = make_unit(uow, self.place.hood.community_id, kind=kind, name=name)
                contact = make_member(
                    uow, self.place.hood.community_id, name=f"{name[:8]}联络员", unit=(unit_id, Role.UNIT_CONTACT)
                )
                self.place.hood.people[key] = contact
                self.units[key] = str(unit_id)

    def post(self, who: str, path: str, **body: Any) -> dict[str, Any]:
        """Do something and return the answer; it must not be refused."""
        return done(self.place.as_(who).post(f"…/{path}", body))

    def get(self, path: str, who: str = "staff", **query: str) -> dict[str, Any]:
        """Return what somebody sees."""
        return done(self.place.as_(who).get(f"…/{path}", **query))

    def asked(self, kind: str, title: str, *, by: str = "resident", **changes: Any) -> str:
        """Put an entry on a list and have the desk adopt it; return its id."""
        unit = {"unit_id": self.units[by]} if by in self.units else {}
        made = self.post(by, "entries", **new_entry(kind, title=title, text=title, **unit, **changes))
        self.post("staff", f"entries/{made['id']}/moves", move="adopt")
        return str(made["id"])

    def claims(self, key: str, entry_id: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
        """Claim for a unit."""
        actor = {"type": "unit", "id": self.units[key]}
        return self.post(key, f"entries/{entry_id}/claims", actor=actor, quantity=quantity, **more)

    def moves(self, claim: dict[str, Any], *moves: tuple[str, str]) -> dict[str, Any]:
        """Make moves on a claim, each by somebody; return it."""
        for who, move in moves:
            claim = self.post(who, f"claims/{claim['id']}/moves", move=move, note="按约定")
        return claim

    def kept(self, claim: dict[str, Any], key: str, accepted_by: str = "staff") -> dict[str, Any]:
        """Accept a claim, deliver it and accept the delivery."""
        return self.moves(claim, ("staff", "accept"), (key, "deliver"), (accepted_by, "accept_delivery"))

    def answers(self, key: str, claim: dict[str, Any], move: str) -> dict[str, Any]:
        """Answer for a unit that is asked to help."""
        (mine,) = [one for one in claim["assists"] if one["unit"]["id"] == self.units[key]]
        return self.post(key, f"claims/{claim['id']}/assists/{mine['id']}/moves", move=move, note="人手不够")

    def drafted(self, keys: Sequence[str], **text: Any) -> dict[str, Any]:
        """Draft an agreement with these units, from a claim or not."""
        units = {} if "claim_id" in text else {"units": [self.units[key] for key in keys]}
        return self.post("staff", "agreements", **units, **text)

    def offered(self, agreement: dict[str, Any]) -> dict[str, Any]:
        """Offer what is open for signing."""
        return self.post("staff", f"agreements/{agreement['id']}/moves", move="offer")

    def signed(self, agreement: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
        """Offer a text and let the units and the lead sign it."""
        text = self.offered(agreement)["open"]
        wanted = {"version": text["version"], "text_hash": text["text_hash"], "method": "tap"}
        for no, who in enumerate(("lead", *keys)):
            agreement = self.post(who, f"agreements/{agreement['id']}/signatures", party_no=no, **wanted)
        return agreement

    def agreed(self, keys: Sequence[str], **text: Any) -> dict[str, Any]:
        """Draft, offer and sign."""
        return self.signed(self.drafted(keys, **text), keys)

    def terms(self, agreement: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
        """Return the terms of an agreement's duties by clause number."""
        duties = self.get(f"agreements/{agreement['id']}/duties", limit="60")["items"]
        return {duty["clause_no"]: duty["terms"] for duty in duties}

    def shows(self, who: str, term: dict[str, Any], amount: int = 1) -> str:
        """Hand in a photo for so much of a term and return the evidence's id."""
        self.pictures += 1
        uploaded = self.place.as_(who).upload("…/photos", "photo.jpg", draw(self.pictures, 40))
        photos = [done(uploaded)["id"]]
        told = self.post(who, f"duty-terms/{term['id']}/evidence", kind="photo", amount=amount, photos=photos)
        return str(told["handed_in"][-1]["id"])

    def decides(self, who: str, evidence_id: str, move: str = "accept", **more: Any) -> dict[str, Any]:
        """Accept or reject evidence."""
        return self.post(who, f"duty-evidence/{evidence_id}/moves", move=move, **more)

    def performs(self, agreement: dict[str, Any], no: int, who: str, accepter: str, amount: int = 1) -> dict[str, Any]:
        """Show that the next open term of a clause was done, and have it accepted."""
        term = next(each for each in self.terms(agreement)[no] if each["state"] != "accepted")
        return self.decides(accepter, self.shows(who, term, amount))

    def goes_on(self, month: int, day: int, *, year: int = 2026) -> None:
        """Let it be nine o'clock of a day, and do what is due till then."""
        self.clock.at = datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(self.clock.at.tzinfo)
        with self.place.caller.app.app_context():
            for source in (*SOURCES, "outbox"):
                run_due(source, self.place.hood.community_id)


def clause(no: int, giver: int, text: str, amount: int, measure: str, **more: Any) -> dict[str, Any]:
    """Return a clause between a unit and the community, due once on the 1st of December unless told otherwise."""
    receiver = more.pop("receiver", 0 if giver else 1)
    said = {"no": no, "giver": giver, "receiver": receiver, "text": text, "amount": amount, "measure": measure}
    return said | {"due_on": "2026-12-01"} | more
