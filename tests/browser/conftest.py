"""Fixtures of the browser tests: one running stack a session, a real Chromium, a phone per person."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from deploy.local.chromium import find_chromium
from tests.browser.phone import Phone
from tests.browser.stack import Stack, running_stack
from tests.stack import first_start

ARTEFACTS = Path(__file__).parent / "artefacts"


@pytest.fixture(scope="session")
def stack(session_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """All of Sangong, as `make run` starts it on a home that already has its demo data."""
    home = first_start(session_folder).copy_home(tmp_path_factory.mktemp("stack") / "var")
    with running_stack(home) as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The one browser of the session."""
    chromium = playwright.chromium.launch(**find_chromium().launch_options())
    yield chromium
    chromium.close()


@pytest.fixture
def phone_of(stack: Stack, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Phone]]:
    """Make somebody's phone, signed in through the page; pictures go to tests/browser/artefacts."""
    phones: dict[str, Phone] = {}
    folder = ARTEFACTS / re.sub(r"\W+", "-", request.node.name)
    folder.mkdir(parents=True, exist_ok=True)

    def get(identity: str) -> Phone:
        if identity not in phones:
            phones[identity] = Phone(browser, stack, identity, folder)
        return phones[identity]

    yield get
    for phone in phones.values():
        phone.close()
