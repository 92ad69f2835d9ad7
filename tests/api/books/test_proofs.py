"""Proofs over HTTP, checked by the script of docs/ in a Python of its own."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import pytest

from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.client import refused
from tests.factories.lists import make_open_entry
from tests.factories.volunteering import CONFIRMED, Street, make_street

SCRIPT = Path(__file__).parents[3] / "docs" / "verify_proof.py"


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A street on which a record was entered and settled and the day sealed; the tariff gives time."""
    street = make_street(app, clock)
    with street.work() as uow:
        benefit = {"measure": "hour", "book": "time", "amount": 60, "valid_from": "2026-01-01"}
        make_open_entry(uow, street["staff"], "benefit", details=benefit, category="other")
    street.served(*CONFIRMED)
    clock.at += timedelta(days=14)
    street.run_due("volunteering.enter", "volunteering.settle")
    return street


def seal(street: Street) -> None:
    street.clock.at += timedelta(days=1)
    run_due("books.seals", street.community_id)


def lines(street: Street, book: str) -> list[dict[str, Any]]:
    books = street.as_("volunteer").get("…/passbook", book=book).get_json()["books"]
    return next(each for each in books if each["book"] == book)["lines"]["items"]


def checked(proof: dict[str, Any]) -> tuple[int, str]:
    """Run the script as anybody would: a plain Python without our code."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT)], input=json.dumps(proof), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_volunteer_checks_their_record_and_their_time(street: Street) -> None:
    phone = street.as_("volunteer")
    with street.app.app_context():
        seal(street)
    for book, kind in (("service", "record"), ("time", "transfer")):
        line = lines(street, book)[0]
        proof = phone.get(f"…/proofs/{line['id']}").get_json()
        assert (proof["leaf_hash"], json.loads(proof["leaf"])["type"]) == (proof["sealed_hash"], kind)
        code, said = checked(proof)
        assert (code, "holds" in said) == (0, True)
        public = street.as_("stranger").get("…/seals").get_json()["items"]
        assert proof["seal"] in public


@pytest.mark.parametrize("what", ["leaf", "index", "path", "seal"])
def test_a_proof_that_was_tampered_with_is_broken(street: Street, what: str) -> None:
    with street.app.app_context():
        seal(street)
    proof = street.as_("volunteer").get(f"…/proofs/{lines(street, 'time')[0]['id']}").get_json()
    if what == "leaf":
        proof["leaf"] = proof["leaf"].replace('"amount" : 120', '"amount" : 121')
    elif what == "index":
        proof["index"] ^= 1
    elif what == "path":
        proof["path"][0] = "00" * 32
    else:
        proof["seal"]["day"] = "2026-01-01"
    assert checked(proof)[0] == 1


def test_before_the_night_there_is_no_proof_and_others_get_none(street: Street) -> None:
    line = lines(street, "time")[0]
    problem = refused(street.as_("volunteer").get(f"…/proofs/{line['id']}"), 409, "not_sealed_yet")
    assert problem["due_at"].startswith("2026-12-0")
    with street.app.app_context():
        seal(street)
    refused(street.as_("neighbour").get(f"…/proofs/{line['id']}"), 403, "forbidden")
    record = lines(street, "service")[0]
    refused(street.as_("neighbour").get(f"…/proofs/{record['id']}"), 403, "forbidden")
    assert street.as_("supervisor").get(f"…/proofs/{line['id']}").status_code == 200
    refused(street.as_("volunteer").get(f"…/proofs/{street.unit_id}"), 404, "transfer_not_found")
