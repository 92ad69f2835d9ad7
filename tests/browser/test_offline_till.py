"""A shop's phone in airplane mode: it scans a voucher with its camera, keeps it, and syncs when the network is back."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Playwright

from backend.app.demo.identities import DEMO_COMMUNITY
from deploy.local.chromium import find_chromium
from tests.browser.conftest import ARTEFACTS
from tests.browser.phone import Phone
from tests.browser.stack import Stack

C = f"/communities/{DEMO_COMMUNITY}"
SIZE = 640, 480
SHOP, GOODS = "惠民粮油店", "鸡蛋一枚"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def voucher(stack: Stack) -> dict[str, Any]:
    """Two eggs of another shop that the neighbour has bought."""
    offers = stack.call(f"{C}/offers", identity="neighbour")["items"]
    eggs = next(offer["id"] for offer in offers if offer["title"] == GOODS)
    bought: dict[str, Any] = stack.call(f"{C}/vouchers", {"offer": eggs, "quantity": 2}, identity="neighbour")
    return bought


@pytest.fixture(scope="module")
def camera(voucher: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of one picture that Chromium shows as its camera: the voucher's code, held out at arm's length."""
    png = io.BytesIO()
    segno.make(voucher["qr"], error="l", boost_error=False).save(png, kind="png", scale=6, border=4)
    code = Image.open(png).convert("L")
    frame = Image.new("L", SIZE, 200)
    frame.paste(code, ((SIZE[0] - code.width) // 2, (SIZE[1] - code.height) // 2))
    path = tmp_path_factory.mktemp("camera") / "code.y4m"
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    header = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(header + (b"FRAME\n" + frame.tobytes() + grey) * 5)
    return path


@pytest.fixture(scope="module")
def browser_with_camera(playwright: Playwright, camera: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees the code and asks nobody."""
    options = find_chromium().launch_options()
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    options["args"] = [*options.get("args", []), *fake, f"--use-file-for-fake-video-capture={camera}"]
    chromium = playwright.chromium.launch(**options)
    yield chromium
    chromium.close()


def test_a_voucher_is_taken_in_airplane_mode_and_synced(
    stack: Stack, voucher: dict[str, Any], browser_with_camera: Browser
) -> None:
    folder = ARTEFACTS / "offline-till"
    folder.mkdir(parents=True, exist_ok=True)
    units = {unit["name"]: unit["id"] for unit in stack.call(f"{C}/units", identity="merchant")["items"]}
    merchant = Phone(browser_with_camera, stack, "merchant", folder)
    page = merchant.page
    with page.expect_response("**/till"):
        merchant.go(f"/desk/scan/index?unit_id={units[SHOP]}")
    merchant.sees("请居民打开兑换券")
    page.wait_for_load_state("networkidle")  # the keys are kept, and what scanning needs is there
    page.context.set_offline(True)
    merchant.sees("现在没有网络")
    merchant.shoot("no-network")
    merchant.tap("扫码核销")
    merchant.sees(f"{voucher['number']} · 券里还有 2 份")
    merchant.shoot("asked")
    merchant.tap("收下 1 份")
    merchant.sees("可以交货品")
    merchant.sees("已核验，待同步 1 张")
    merchant.shoot("kept")
    merchant.tap("扫下一张")
    merchant.sees("这个码本机已经收过")
    merchant.shoot("same-code")
    merchant.tap("查看")
    merchant.sees("请在 72 小时内连上网络")
    merchant.shoot("queue")
    page.context.set_offline(False)
    merchant.sees("同步了 1 张")
    merchant.go(f"/desk/queue/index?unit_id={units[SHOP]}")
    merchant.sees("已入账")
    merchant.shoot("synced")
    shown = stack.call(f"{C}/vouchers/{voucher['id']}", identity="neighbour")
    assert (shown["state"], shown["left"]) == ("issued", 1)
    merchant.close()
