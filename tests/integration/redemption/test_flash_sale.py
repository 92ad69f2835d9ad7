"""A rush over HTTP on a served API: all is sold, nothing twice, and everybody gets an answer."""

from pathlib import Path

import flask

from backend.infra.settings import Settings
from tests.bench.flash_sale import run
from tests.integration.infra.processes import serving


def test_a_flash_sale_sells_what_there_is_and_charges_nobody_twice(
    app: flask.Flask, settings: Settings, tmp_path: Path
) -> None:
    with serving(settings, tmp_path / "api.log") as (api, port):
        sale = run(app, settings, port, people=240, items=12)
    assert sale["faults"] == [], api.said
