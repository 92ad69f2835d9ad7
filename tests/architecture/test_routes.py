"""Every route says what it asks for, its POSTs are idempotent, and the OpenAPI file is fresh."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from backend.app.specification import specification
from tests.architecture.tree import ROOT

METHODS = {"get", "post", "put", "patch", "delete"}
UNDER_COMMUNITY = "/api/v1/communities/{community_id}/"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return specification()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of every route."""
    for path, item in document["paths"].items():
        for method in METHODS & set(item):
            yield method.upper(), path, item[method]


def test_every_route_declares_what_it_asks_for(document: dict[str, Any]) -> None:
    silent = [f"{method} {path}" for method, path, operation in operations(document) if "x-asks-for" not in operation]
    assert silent == []


def test_every_post_under_a_community_is_idempotent(document: dict[str, Any]) -> None:
    unguarded = [
        f"{method} {path}"
        for method, path, operation in operations(document)
        if method == "POST" and path.startswith(UNDER_COMMUNITY)
        if not any(parameter.get("name") == "Idempotency-Key" for parameter in operation.get("parameters", []))
    ]
    assert unguarded == []


def test_every_refusal_is_documented_as_a_problem(document: dict[str, Any]) -> None:
    other = [
        f"{method} {path} {status}"
        for method, path, operation in operations(document)
        for status, answer in operation["responses"].items()
        if status.isdigit() and int(status) >= 400
        if "application/problem+json" not in resolve(document, answer).get("content", {})
    ]
    assert other == []


def resolve(document: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference inside the document."""
    found: Any = document
    if "$ref" not in answer:
        return answer
    for part in answer["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def test_the_openapi_file_is_fresh(document: dict[str, Any]) -> None:
    text = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
    assert (ROOT / "docs" / "openapi.json").read_bytes() == text, "run `sangong openapi`"
