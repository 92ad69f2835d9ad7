"""What tests of claims over HTTP share: asking for an entry, moving a claim, what is offered to whom."""

from typing import Any

from tests.factories.agreements import Place
from tests.factories.lists import make_open_entry

UNITS = {"contact": "unit_id", "other_contact": "other_unit_id"}


def project(place: Place, quantity: int = 10) -> str:
    """Open a service project and return its id."""
    with place.work() as uow:
        return str(make_open_entry(uow, place.hood["staff"], "service_project", quantity=quantity))


def claims_path(entry_id: str) -> str:
    """Return where an entry's claims are made."""
    return f"…/entries/{entry_id}/claims"


def try_for(place: Place, who: str, entry_id: str, quantity: int = 1, **more: Any) -> Any:
    """Claim for the unit of a contact, or for oneself, and return the response."""
    of_unit = UNITS.get(who)
    id_ = getattr(place.hood, of_unit) if of_unit else place.hood[who].member_id
    actor = {"type": "unit" if of_unit else "member", "id": str(id_)}
    return place.as_(who).post(claims_path(entry_id), {"actor": actor, "quantity": quantity, **more})


def ask_for(place: Place, who: str, entry_id: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    """Claim and return the claim."""
    response = try_for(place, who, entry_id, quantity, **more)
    assert response.status_code == 201, response.get_data(as_text=True)
    claim: dict[str, Any] = response.get_json()
    return claim


def move(place: Place, who: str, claim_id: str, name: str, **more: Any) -> Any:
    """Make a move and return the response."""
    return place.as_(who).post(f"…/claims/{claim_id}/moves", {"move": name, **more})


def look(place: Place, claim_id: str, who: str = "staff") -> dict[str, Any]:
    """Return the claim as somebody sees it."""
    claim: dict[str, Any] = place.as_(who).get(f"…/claims/{claim_id}").get_json()
    return claim


def offered(place: Place, who: str, claim_id: str) -> list[str]:
    """Return the moves that somebody may make."""
    return [option["move"] for option in look(place, claim_id, who)["moves"]]
