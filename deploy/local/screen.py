"""What the person at the terminal reads once everything runs: one screen."""

import json
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path

IDENTITIES_MAX = 14


def fetch_identities(address: str) -> list[dict[str, str]]:
    """Return the demo identities the API knows; an empty list when it has none."""
    try:
        with urllib.request.urlopen(f"{address}/api/v1/demo/identities", timeout=10) as answer:  # noqa: S310 - our own API
            items: list[dict[str, str]] = json.load(answer)["items"]
            return items
    except (urllib.error.URLError, ValueError, KeyError):
        return []


def compose(
    address: str, identities: Iterable[Mapping[str, str]], *, home: Path, wechat: str | None, seconds: float
) -> str:
    """Return the screen: where to look, who one can be, where data lies, how to stop."""
    people = list(identities)
    shown = people[:IDENTITIES_MAX]
    lines = ["", f"  三共 Sangong is running (demo mode, started in {seconds:.1f} s)", ""]
    lines += [f"  Open      {address}/"]
    lines += [f"            {address}/api/v1/docs   the API's documentation"]
    lines += [f"            {wechat}/   what the fake WeChat platform was sent"] if wechat else []
    lines += ["", "  Sign in as"] if shown else []
    width = max((_width(one.get("name", "")) for one in shown), default=0)
    for one in shown:
        name, role, about = (str(one.get(key) or "") for key in ("name", "role_name", "about"))
        lines.append(f"    {_pad(name, width)}  {role}  {about}".rstrip())
    if len(people) > len(shown):
        lines.append(f"    … and {len(people) - len(shown)} more on the sign-in page")
    lines += ["", f"  Data      {home}   (logs in {home / 'log'})", "  Stop      Ctrl-C", ""]
    return "\n".join(lines)


def _width(text: str) -> int:
    """Return how many columns a terminal takes for a text: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
