"""`make picture`: renews README's picture, four phones side by side, from a stack of its own, gone afterwards."""

import base64
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from deploy.local.chromium import find_chromium
from tests.browser.audit import Look, open_context
from tests.browser.places import C, coming_shift
from tests.browser.site_map import read_routes
from tests.browser.stack import Stack, running_stack

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "main-job.png"
PAPER = """
<style>
  body { margin: 0; padding: 32px; display: inline-flex; gap: 32px; background: #E6E0D4 }
  img { display: block; width: 390px; border-radius: 28px; border: 6px solid #20242A }
</style>
"""


def main() -> None:
    """Start, take the four, set them side by side."""
    with TemporaryDirectory() as folder, running_stack(Path(folder) / "var") as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**find_chromium().launch_options())
        _side_by_side(browser, _take(browser, stack))
        browser.close()


def _take(browser: Browser, stack: Stack) -> list[bytes]:
    """The resident's home, the shift she signs up for, her passbook, and the voucher she gets for her points."""
    session = stack.sign_in("resident")
    session["cid"] = session["memberships"][0]["community_id"]
    context = open_context(browser, Look("normal"), session)
    page, routes = context.new_page(), read_routes()

    def shot(route: str, query: str = "") -> bytes:
        page.goto("about:blank")
        page.goto(f"{stack.url}/#{routes[route]}{query}")
        assert page.evaluate("path => window.__ready(path)", routes[route]) == ""
        return page.screenshot()

    coming = coming_shift(stack, "resident")
    shift, passbook = shot("volunteering.shift", f"?id={coming}"), shot("passbook")
    stack.call(f"{C}/shifts/{coming}/sign-ups", {"accept_risks": True}, identity="resident")
    offers = stack.call(f"{C}/offers", identity="resident")["items"]
    rice = next(offer["id"] for offer in offers if offer["title"].startswith("大米"))
    voucher = stack.call(f"{C}/vouchers", {"offer": rice, "quantity": 1}, identity="resident")["id"]
    return [shot("home"), shift, passbook, shot("redeem.voucher", f"?id={voucher}")]


def _side_by_side(browser: Browser, pictures: list[bytes]) -> None:
    page = browser.new_page(viewport={"width": 1800, "height": 1000})
    images = [f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}">' for picture in pictures]
    page.set_content(PAPER + "".join(images))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.locator("body").screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
