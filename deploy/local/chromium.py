"""A browser for the tests: CHROMIUM, one on PATH, or one from npm; with Chinese glyphs, without root.

Use: ``browser = find_chromium()``, then Playwright's ``chromium.launch(**browser.launch_options())``.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.local.errors import LocalError

MODULES = Path(__file__).parents[1] / "chromium" / "node_modules"
UNPACKED = MODULES / ".unpacked"
FONTS = MODULES / "@expo-google-fonts" / "noto-sans-sc"
ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome-headless-shell")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CHINESE_FONT = re.compile(r"CJK|NotoSansSC|NotoSerifSC|SourceHan|wqy|uming|ukai|simsun|msyh", re.IGNORECASE)
FLAGS = (
    "--headless=shell",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
)


@dataclass(frozen=True)
class Browser:
    """An executable and the environment variables it needs beside our own."""

    executable: Path
    environment: dict[str, str] = field(default_factory=dict)

    def launch_options(self, *extra_flags: str) -> dict[str, Any]:
        """Return the keyword arguments for Playwright's ``chromium.launch``."""
        return {
            "executable_path": str(self.executable),
            "args": [*FLAGS, *extra_flags],
            "env": {**os.environ, **self.environment},
            "headless": True,
        }


def find_chromium() -> Browser:
    """Return a browser that can be started; raises LocalError when there is none."""
    executable = installed_browser() or UNPACKED / "chromium"
    if not executable.exists():
        raise LocalError(f"There is no browser at {executable}: run `make setup`, or set CHROMIUM to a Chromium.")
    environment = {}
    if UNPACKED in executable.parents and _lacks_libraries(executable):
        environment["LD_LIBRARY_PATH"] = str(UNPACKED / "libraries" / "lib")
    if not has_chinese_font():
        environment["FONTCONFIG_FILE"] = str(_font_configuration())
    return Browser(executable, environment)


def installed_browser() -> Path | None:
    """Return the browser named by CHROMIUM or found on PATH, if any."""
    if given := os.environ.get("CHROMIUM"):
        return Path(given)
    found = next(filter(None, map(shutil.which, ON_PATH)), None)
    return Path(found) if found else None


def has_chinese_font() -> bool:
    """Return whether the machine has a font with Chinese glyphs, judged by the names of its files."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(CHINESE_FONT.search(file.name) for folder in folders for file in folder.rglob("*.[toTO][tT]*"))


def _lacks_libraries(executable: Path) -> bool:
    """Return whether the machine misses a library the browser is linked with (NSS, on a bare machine)."""
    try:
        answer = subprocess.run(["ldd", executable], capture_output=True, text=True, check=False)
    except OSError:
        return True
    return "not found" in answer.stdout


def _font_configuration() -> Path:
    """Write a fontconfig file that adds the font of the npm package to the machine's own."""
    if not FONTS.exists():
        raise LocalError("There is no font with Chinese glyphs: run `make setup`, or install fonts-noto-cjk.")
    folders = "".join(f"<dir>{folder}</dir>" for folder in (FONTS, *FONT_FOLDERS[:2]))
    families = "".join(
        f"<alias><family>{name}</family><prefer><family>Noto Sans SC</family></prefer></alias>"
        for name in ("sans-serif", "serif", "monospace", "system-ui")
    )
    text = f"<fontconfig>{folders}<cachedir>{MODULES / '.fontconfig'}</cachedir>{families}</fontconfig>\n"
    file = MODULES / "fonts.conf"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        written = file.with_name(f"fonts.conf.{os.getpid()}")
        written.write_text(text, encoding="utf-8")
        written.rename(file)
    return file
