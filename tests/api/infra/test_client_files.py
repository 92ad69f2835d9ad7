"""The client's files and the documentation page: cached right, hardened, nothing beside the folder, no other host."""

import base64
import dataclasses
import hashlib
import re

import pytest
from werkzeug.test import TestResponse

from backend.app.factory import create_app
from backend.core.clock import SystemClock
from backend.infra.settings import Settings
from tests.client import Caller, refused

INLINE = "console.log('三共')"


@pytest.fixture(scope="module")
def browser(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Caller:
    """Somebody with a browser, where a client is built."""
    parent = tmp_path_factory.mktemp("served")
    folder = parent / "client"
    (folder / "js").mkdir(parents=True)
    (folder / "index.html").write_text(f'<script src="/js/app.js"></script><script>{INLINE}</script>')
    (folder / "js" / "app.js").write_text("1")
    (folder / "health").write_text("not the client's path")
    (parent / "secret.txt").write_text("secret")
    return Caller(create_app(dataclasses.replace(settings, client_dir=folder), clock=SystemClock()))


def get(browser: Caller, path: str, method: str = "GET") -> TestResponse:
    return browser.app.test_client().open(path, method=method, buffered=True)


def test_the_page_is_asked_for_anew_and_its_parts_are_kept(browser: Caller) -> None:
    page, part = get(browser, "/"), get(browser, "/js/app.js")
    assert (page.status_code, page.headers["Cache-Control"], page.mimetype) == (200, "no-cache", "text/html")
    assert "immutable" in part.headers["Cache-Control"]
    again = browser.app.test_client().get("/", headers={"If-None-Match": page.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_the_page_runs_no_script_but_its_own(browser: Caller) -> None:
    policy = get(browser, "/").headers["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "frame-ancestors 'none'" in policy
    assert get(browser, "/js/app.js").headers["X-Content-Type-Options"] == "nosniff"


TRAVERSALS = [
    "/../secret.txt",
    "/js/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/js/..%5c..%5csecret.txt",
]


@pytest.mark.parametrize(
    "path", [*TRAVERSALS, "//etc/passwd", "/%00", "/js/app.js%00.html", "/js", "/js/", "/nothing.js"]
)
def test_nothing_but_the_clients_files_is_served(browser: Caller, path: str) -> None:
    answer = get(browser, path)
    assert answer.status_code in (308, 404), answer.get_data()
    assert b"secret" not in answer.get_data()


def test_a_pages_address_leads_behind_the_hash(browser: Caller) -> None:
    answer = get(browser, "/pages/shift/index?id=1&x=%E4%B8%89")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/#/pages/shift/index?id=1&x=%E4%B8%89")


def test_the_api_keeps_its_own_refusals(browser: Caller) -> None:
    refused(get(browser, "/api/v1/nothing"), 404, "not_found")
    refused(get(browser, "/api/v1/nothing", "POST"), 404, "not_found")
    refused(get(browser, "/api/v1/auth/wechat"), 405, "method_not_allowed")
    refused(get(browser, "/health/nothing"), 404, "not_found")


def test_the_documentation_needs_no_other_host(caller: Caller) -> None:
    page = caller.get("/api/v1/docs")
    assert page.mimetype == "text/html"
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.get_data(as_text=True))
    assert addresses
    for address in addresses:
        assert address.startswith("/api/v1/docs/")
        assert caller.call("GET", address, buffered=True).status_code == 200
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"].split("style-src")[0]
    assert "http" not in caller.get("/api/v1/docs/start.js").get_data(as_text=True)
    assert "openapi.json" in caller.get("/api/v1/docs/start.js").get_data(as_text=True)


def test_no_other_file_of_the_documentation_is_served(caller: Caller) -> None:
    refused(caller.get("/api/v1/docs/index.html"), 404, "not_found")
