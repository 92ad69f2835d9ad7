"""Every setting stands in README's table, in both languages, and every row of the table is a setting."""

import dataclasses
import re

import pytest

from backend.infra.settings import Settings
from tests.architecture.tree import ROOT, modules

# Read by deploy/ and by the tests, not by the application.
FRAME = {"SANGONG_HOME", "WECHAT_PORT", "PG_BINDIR", "CHROMIUM"}
RENAMED = {"MODE": "SANGONG_MODE"}


def settings_in_code() -> set[str]:
    """Return the environment variables the application and its frame read."""
    names = {field.name.upper() for field in dataclasses.fields(Settings)}
    return {RENAMED.get(name, name) for name in names} | FRAME


def settings_in_table(readme: str) -> set[str]:
    """Return the first column of README's settings table: rows that begin with a name in capitals."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return set(re.findall(r"^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|", text, re.MULTILINE))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_setting_stands_in_the_table(readme: str) -> None:
    assert settings_in_table(readme) == settings_in_code()


def test_the_application_reads_the_environment_in_one_place() -> None:
    readers = [
        file.relative_to(ROOT).as_posix()
        for file in modules("backend")
        if re.search(r"\bos\.(environ|getenv)\b|\bEnv\(", file.read_text(encoding="utf-8"))
    ]
    assert readers == ["backend/infra/settings.py"]
