"""What time does, in a real browser: a wish past its day expires, silence after delivery counts, until contradicted."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack, running_stack
from tests.stack import first_start

DAY = 24 * 3600

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def stack(session_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack of its own: its clock runs ahead of the others' days."""
    home = first_start(session_folder).copy_home(tmp_path_factory.mktemp("ending") / "var")
    with running_stack(home) as running:
        yield running


def need(stack: Stack, title: str, *moves: str, **details: Any) -> str:
    """Put a need on the list and have staff make the moves."""
    body = {"kind": "need", "title": title, "text": title, "category": "elder.meals"}
    own = {"beneficiary": "public", **details}
    entry: str = stack.call(f"{C}/entries", body | {"details": own}, identity="resident")["id"]
    for move in ("adopt", *moves):
        stack.call(f"{C}/entries/{entry}/moves", {"move": move}, identity="staff")
    return entry


def test_time_moves_on_what_nobody_answers(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    tomorrow = datetime.fromisoformat(stack.call("/demo/clock")["now"]).date() + timedelta(days=1)
    wished = need(stack, "想借一张折叠床", deadline=tomorrow.isoformat())
    served = need(stack, "想请人修阳台纱窗", "start", "deliver")
    phone = phone_of("resident")
    phone.go(f"/lists/entry/index?id={wished}")
    phone.sees("没有人认领就过期")
    phone.shoot("open")
    phone.go(f"/lists/entry/index?id={served}")
    phone.sees("没有回复就按已解决处理")
    phone.shoot("delivered")

    stack.advance(15 * DAY)
    phone.finds_message("已过期：想借一张折叠床")
    phone.finds_message("按已解决处理：想请人修阳台纱窗")
    phone.shoot("told")
    phone.go(f"/lists/entry/index?id={wished}")
    phone.sees("已过期")
    phone.go(f"/lists/entry/index?id={served}")
    phone.sees("已解决")
    phone.tap("还没解决")
    phone.page.get_by_label("哪里还没解决").locator("visible=true").first.fill("纱窗还是关不上")
    phone.page.get_by_role("dialog").get_by_role("button", name="还没解决", exact=True).click()
    phone.sees("重新办理")
    phone.shoot("again")
