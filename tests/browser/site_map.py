"""The client's site map as its own source has it, so that a new page cannot be forgotten."""

import re
from pathlib import Path

CLIENT = Path(__file__).parents[2] / "miniprogram_mock" / "client"
BLOCK = re.compile(r"^export const (\w+) = \{$(.*?)^\} as const$", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"^ +(\w+): '([\w/-]+)',", re.MULTILINE)
PACKAGE = re.compile(r"^  (\w+): \{$(.*?)^  \},$", re.MULTILINE | re.DOTALL)


def read_routes() -> dict[str, str]:
    """Return each route's name (`desk.staff`) and address (`/desk/staff/index`)."""
    blocks = dict(BLOCK.findall((CLIENT / "src/core/routes.ts").read_text(encoding="utf-8")))
    routes = {name: f"/{path}" for block in ("TABS", "MAIN") for name, path in PAGE.findall(blocks[block])}
    for root, pages in PACKAGE.findall(blocks["PACKAGES"]):
        routes |= {f"{root}.{name}": f"/{root}/{path}" for name, path in PAGE.findall(pages)}
    return routes
