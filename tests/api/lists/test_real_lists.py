"""The lists that real neighbourhoods have published, put in through the public API, published, checked and exported."""

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

import openpyxl
import pypdfium2
import pytest

from backend.core.clock import FixedClock
from tests.client import Caller
from tests.factories.agreements import Place, make_place
from tests.factories.editions import pass_notice
from tests.factories.lists import DETAILS, new_entry
from tests.shared_data import shared_data

Facts = dict[str, Any]
# On which list the file's words stand, with the category that fits them all.
LISTS = {
    "需求清单": "need",
    "项目清单": "service_project",
    "资源清单": "resource",
    "问题": "problem",
    "内容": "welfare_work",
}
CATEGORIES = {
    "need": "hardship.goods",
    "service_project": "culture.reading",
    "resource": "culture.venue",
    "problem": "facility.charging",
    "welfare_work": "party.alliance",
}


@pytest.fixture
def facts() -> Facts:
    found: Facts = json.loads(shared_data("real_list_facts.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def sentences(value: Any) -> Iterator[str]:
    """Yield every text in a fact, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from sentences(part)


def entries_of(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield (list, title, place) of every entry that the file names."""
    for fact in facts["items"]:
        for heading, kind in LISTS.items():
            for text in sentences(fact.get(heading, [])):
                yield kind, text[:60], fact["place"]


def created(response: Any) -> dict[str, Any]:
    assert response.status_code == 201, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


def put_in(place: Place, facts: Facts) -> dict[str, list[str]]:
    """Propose every entry as whoever may and have it adopted; return the titles by list."""
    staff, titles = place.as_("staff"), {}
    proposers = {"need": "resident", "problem": "neighbour", "resource": "contact"}
    for kind, title, where in entries_of(facts):
        body = new_entry(
            kind, title=title, text=f"{title}（{where}）", category=CATEGORIES[kind], place=where, details=DETAILS[kind]
        )
        entry = created(place.as_(proposers.get(kind, "staff")).post("…/entries", body))
        adopted = staff.post(f"…/entries/{entry['id']}/moves", {"move": "adopt"})
        assert adopted.get_json()["state"] == "open"
        titles.setdefault(kind, []).append(entry["title"])
    return titles


def publish(place: Place, clock: FixedClock, kind: str) -> dict[str, Any]:
    draft = created(place.as_("staff").post(f"…/lists/{kind}/drafts", {}))
    move = f"…/drafts/{draft['id']}/moves"
    assert place.as_("staff").post(move, {"move": "put_on_notice"}).status_code == 200
    pass_notice(clock)
    assert place.as_("lead").post(move, {"move": "publish"}).status_code == 200
    edition: dict[str, Any] = place.as_("resident").get(f"…/lists/{kind}/editions/1").get_json()
    return edition


def export(place: Place, kind: str, format_: str) -> bytes:
    response = place.as_("resident").get(f"…/lists/{kind}/editions/1/export", format=format_)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data()


def column(content: bytes, heading: str) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.values)
    return [str(row[rows[0].index(heading)]) for row in rows[1:]]


def test_real_lists_are_published_checked_and_exported(place: Place, clock: FixedClock, facts: Facts) -> None:
    titles = put_in(place, facts)
    assert set(titles) == set(CATEGORIES)
    for kind, wanted in titles.items():
        edition = publish(place, clock, kind)
        assert edition["entries_count"] == len(wanted)
        checked = place.as_("neighbour").get(f"…/lists/{kind}/editions/verify").get_json()
        assert (checked["agrees"], checked["last_seal"]) == (True, edition["seal"])
        sealed = export(place, kind, "json")
        assert hashlib.sha256(sealed).hexdigest() == edition["seal"]
        assert [entry["title"] for entry in json.loads(sealed)["entries"]] == wanted
        assert column(export(place, kind, "xlsx"), "名称") == wanted
        text = export(place, kind, "csv").decode("utf-8-sig")
        paper = pypdfium2.PdfDocument(export(place, kind, "pdf"))
        printed = "".join("".join(page.get_textpage().get_text_range().split()) for page in paper)
        for title in wanted:
            assert title in text
            assert "".join(title.split()) in printed


def test_every_real_sentence_is_found_by_its_own_words(place: Place, facts: Facts) -> None:
    put_in(place, facts)
    for kind, title, _ in entries_of(facts):
        found = place.as_("resident").get("…/entries", q=title[:20], kind=kind, limit=100).get_json()["items"]
        assert title in [entry["title"] for entry in found], title
