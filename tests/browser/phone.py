"""A person's phone: a 390×844 browser in which that person is signed in."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from backend.app.demo.identities import IDENTITIES
from tests.browser.stack import Stack

SIZE: ViewportSize = {"width": 390, "height": 844}
WAIT_MS = 30_000


class Phone:
    """Taps and reads as its owner would; ``shoot`` keeps a picture."""

    def __init__(self, browser: Browser, stack: Stack, identity: str, folder: Path) -> None:
        """Open the client and sign in by choosing the identity."""
        self.identity, self._folder, self._url, self._count = identity, folder, stack.url, 0
        self._context = browser.new_context(viewport=SIZE, is_mobile=True, has_touch=True, locale="zh-CN")
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(stack.url)
        name = next(known.name for known in IDENTITIES if known.id == identity)
        self.tap(name)
        self.sees("首页" if identity != "newcomer" else "加入社区")

    def close(self) -> None:
        """Put the phone away with a last picture; a page's own error fails the test."""
        self.shoot("last")
        self._context.close()
        assert self.errors == [], f"errors on {self.identity}'s phone"

    def go(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto("about:blank")
        self.page.goto(f"{self._url}/#{path}")

    def button(self, name: str) -> Locator:
        """Return the visible button or row whose name contains ``name``."""
        return self.page.get_by_role("button", name=name).locator("visible=true").first

    def tap(self, name: str) -> None:
        """Tap a button or row."""
        self.button(name).click()

    def answers(self, name: str) -> None:
        """Tap a button of the question that has come up."""
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def sees(self, text: str) -> None:
        """Wait until the text can be read."""
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible(timeout=WAIT_MS)

    def opens_message(self, title: str) -> None:
        """Tap a message of the inbox."""
        self.finds_message(title)
        self.tap(title)

    def finds_message(self, title: str) -> None:
        """Look for a message in the inbox until it is there: a job brings it."""
        for _ in range(30):
            self.go("/pages/inbox/index")
            self.page.wait_for_timeout(1000)
            if self.button(title).count():
                break
        self.sees(title)

    def fills(self, label: str, value: str) -> None:
        """Type into the field of that label."""
        self.page.get_by_label(label).locator("visible=true").first.fill(value)

    def shoot(self, name: str) -> None:
        """Keep a picture of what is shown now."""
        self._count += 1
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=self._folder / f"{self.identity}-{self._count:02d}-{name}.png")
