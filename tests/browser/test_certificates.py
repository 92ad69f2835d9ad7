"""A certificate on phones: asked for, opened, checked by its QR code without signing in, voided, checked again."""

from collections.abc import Callable
from urllib.parse import urlencode

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phone import SIZE, WAIT_MS, Phone
from tests.browser.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def printed(phone: Phone) -> dict[str, str]:
    """Open the newest certificate and return what its fourth part says, label by label."""
    with phone.page.expect_download() as download:
        phone.tap("打开证明")
    content = download.value.path().read_bytes()
    words = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded().split()
    return {label: words[words.index(label) + 1] for label in ("证明编号", "社区编号", "核验码")}


def test_a_certificate_is_asked_for_checked_and_voided(
    phone_of: Callable[[str], Phone], browser: Browser, stack: Stack
) -> None:
    holder = phone_of("resident")
    holder.go("/pages/passbook/index")
    holder.page.get_by_role("tab", name="服务记录").locator("visible=true").click()
    holder.tap("开证明")
    holder.sees("证明上写")
    holder.fills("证件号码", "11010519491231002X")
    holder.shoot("ask")
    holder.page.get_by_role("button", name="开具证明", exact=True).locator("visible=true").click()
    holder.sees("打开证明")
    paper = printed(holder)
    query = {"cid": paper["社区编号"], "n": paper["证明编号"].removeprefix("证-"), "code": paper["核验码"]}
    address = f"{stack.url}/#/certificates/check/index?{urlencode(query)}"
    stranger = browser.new_page(viewport=SIZE)
    stranger.goto(address)
    expect(stranger.get_by_text("这份证明有效")).to_be_visible(timeout=WAIT_MS)
    expect(stranger.get_by_text(paper["证明编号"])).to_be_visible()
    desk = phone_of("staff")
    desk.go("/certificates/issued/index")
    desk.tap(f"作废，{paper['证明编号']}")
    desk.fills("为什么作废", "核对时发现证件号写错")
    desk.answers("作废这份证明")
    # It closes with the server's answer; until then the reason is read in the field alone.
    expect(desk.page.get_by_role("dialog")).to_have_count(0, timeout=WAIT_MS)
    desk.sees("核对时发现证件号写错")
    stranger.reload()
    expect(stranger.get_by_text("这份证明已作废")).to_be_visible(timeout=WAIT_MS)
    stranger.close()
    holder.opens_message(f"证明已作废：{paper['证明编号']}")
    holder.sees("核对时发现证件号写错")
