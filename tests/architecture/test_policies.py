"""Permission as a whole: every action has its row, every route asks for an action that exists, few are public."""

import importlib
from importlib.util import find_spec
from typing import Any

import pytest

from backend.app.features import FEATURES
from backend.app.specification import specification
from backend.core.policy import Policy
from tests.architecture.test_routes import operations

# Whoever adds one here says in the review why nobody need sign in for it.
PUBLIC = {
    "POST /api/v1/auth/wechat",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/logout",
    # An <img> sends no token: the address itself is signed, ends, and is given to who may see the thing.
    "GET /photos/{community_id}/{photo_id}",
    "GET /api/v1/demo/identities",
    "POST /api/v1/demo/codes",
    "GET /api/v1/demo/clock",
    "POST /api/v1/demo/clock",
    # Whoever is shown the paper checks it; without the code that stands on it nothing is told.
    "POST /api/v1/certificates/check",
    # The standard's readers are other systems; they get what anybody may see, and nobody's name.
    "GET /open311/v2/services.json",
    "GET /open311/v2/services/{code}.json",
    "GET /open311/v2/requests.json",
    "GET /open311/v2/requests/{request_id}.json",
}
NO_POLICY = {"public", "signed_in"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return specification()


def policies() -> list[Policy]:
    """Return every policy of every feature."""
    modules = [f"backend.{feature}.policy" for feature in FEATURES if find_spec(f"backend.{feature}.policy")]
    held = [vars(importlib.import_module(module)).values() for module in modules]
    return [value for values in held for value in values if isinstance(value, Policy)]


def test_every_action_of_a_policy_has_its_row() -> None:
    forgotten = {
        f"{policy.feature}.{action}"
        for policy in policies()
        # A table of moves may leave some to what a declaration says (a kind's adopters); one of actions may not.
        if policy.feature in FEATURES
        for action in type(next(iter(policy.table)))
        if action not in policy.table
    }
    assert forgotten == set()


def test_every_row_names_who_may() -> None:
    assert [f"{p.feature}.{action}" for p in policies() for action, roles in p.table.items() if not roles] == []


def test_every_route_asks_for_an_action_that_exists(document: dict[str, Any]) -> None:
    known = {f"{policy.feature}.{action}" for policy in policies() for action in policy.table} | NO_POLICY
    strangers = {
        f"{method} {path}: {operation.get('x-asks-for')}"
        for method, path, operation in operations(document)
        if operation.get("x-asks-for") not in known
    }
    assert strangers == set()


def test_only_these_routes_are_public(document: dict[str, Any]) -> None:
    public = {f"{m} {path}" for m, path, operation in operations(document) if operation.get("x-asks-for") == "public"}
    assert public == PUBLIC
