"""What may not be found on any page: judged from what audit.js and axe-core read in it."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

from tests.browser.site_map import CLIENT
from tests.browser.stack import Stack

SCRIPT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
AXE = (CLIENT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}
# The other looks have the same elements in other colours and sizes (which audit.js measures).
COLOURS = {"type": "rule", "values": ["color-contrast"]}
BANNED = ("银行", "充值", "提现", "利息", "！")
LATIN = re.compile(r"[A-Za-z][A-Za-z_.]+")
# A short id, made to be compared, not read.
SHORT_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Look:
    """One of the four looks on one of the two sizes."""

    name: str
    size: str = "phone"

    @property
    def elder(self) -> bool:
        """Large text, large targets."""
        return "elder" in self.name

    @property
    def viewport(self) -> ViewportSize:
        """The window in CSS pixels."""
        return {"width": 390, "height": 844} if self.size == "phone" else {"width": 1280, "height": 800}

    @property
    def rules(self) -> dict[str, Any]:
        """What axe is asked for."""
        return ALL_RULES if self.name == "normal" else COLOURS

    @property
    def prefs(self) -> dict[str, Any]:
        """What the client keeps on the phone about its look."""
        return {"elder": self.elder, "k": 0, "dark": "dark" if "dark" in self.name else "light", "demo": True}


@dataclass
class Audit:
    """Gathers findings over many pages."""

    findings: list[str] = field(default_factory=list)

    def judge(self, where: str, look: Look, page: Page) -> None:
        """Read the page as it is now and note what is wrong with it."""
        least, width = (60 if look.elder else 44), look.viewport["width"]
        read = page.evaluate("([least, width]) => window.__read(least, width)", [least, width])
        self._note(where, "axe", page.evaluate("rules => window.__axe(rules)", look.rules))
        self._note(where, "text under 18 px", read["small"])
        self._note(where, f"target under {least} px", read["narrow"])
        self._note(where, f"wider than {width} px", read["wide"])
        self._note(where, "text cut off", read["cut"])
        self._note(where, "words", _wrong_words(read["texts"]))
        if read["look"] != look.name:
            self.findings.append(f"{where}: looks {read['look']}")
        if not read["title"] or read["title"] != read["heading"]:
            self.findings.append(f"{where}: title {read['title']!r}, heading {read['heading']!r}")

    def _note(self, where: str, what: str, found: list[str]) -> None:
        if found:
            self.findings.append(f"{where}: {what}: {sorted(set(found))[:6]}")

    def listen(self, where: "Where", page: Page, stack: Stack) -> None:
        """Note errors of the page and its console, refused calls and calls to anywhere else."""

        def console(message: ConsoleMessage) -> None:
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                self.findings.append(f"{where}: console: {message.text[:300]}")

        def response(answer: Response) -> None:
            if answer.status >= 400:
                self.findings.append(f"{where}: {answer.status} {answer.request.method} {answer.url}")

        def request(asked: Request) -> None:
            if not asked.url.startswith((stack.url, "data:", "blob:", "about:")):
                self.findings.append(f"{where}: asked {asked.url}")

        page.on("console", console)
        page.on("pageerror", lambda error: self.findings.append(f"{where}: page error: {error}"))
        page.on("response", response)
        page.on("request", request)


class Where:
    """Which page is looked at now; findings of listeners begin with it."""

    name = ""

    def __str__(self) -> str:
        """The name."""
        return self.name


def _wrong_words(texts: list[str]) -> list[str]:
    latin = [word for text in texts for word in LATIN.findall(SHORT_ID.sub("", text))]
    return latin + [text for text in texts if any(word in text for word in BANNED)]


def open_context(browser: Browser, look: Look, session: dict[str, Any] | None) -> BrowserContext:
    """Return a context of that look in which somebody is signed in, with the reader in each of its pages."""
    phone = look.size == "phone"
    context = browser.new_context(
        viewport=look.viewport,
        is_mobile=phone,
        has_touch=phone,
        locale="zh-CN",
        reduced_motion="reduce",
    )
    context.add_init_script(SCRIPT)
    context.add_init_script(
        f"if (window.origin !== 'null' && !localStorage.prefs) Object.assign(localStorage, {_stored(look, session)})"
    )
    return context


def _stored(look: Look, session: dict[str, Any] | None) -> str:
    kept = {"prefs": look.prefs} | ({"session": session} if session else {})
    return json.dumps({key: json.dumps({"data": value}) for key, value in kept.items()})
