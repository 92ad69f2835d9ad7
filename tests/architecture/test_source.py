"""What every file keeps: docstrings, plain words, no address of this machine or of a registry."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import PYTHON_FOLDERS, ROOT, modules, name_of, texts, tracked_files

# A non-bank may not call itself one; points are neither topped up, nor cashed out, nor do they bear interest.
BANNED_WORDS = re.compile("银行|充值|提现|利息")
# Where those words stand for a reason: the rules that forbid them, and the words of a law.
MAY_NAME_BANNED_WORDS = {"README.zh-CN.md", "CONTRIBUTING.md", "tests/architecture/test_source.py"}
REGISTRY_HOST = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg|npmmirror|tuna\.tsinghua|mirrors\.\w+\.\w+"
)
MACHINE_PATH = re.compile(r"/(?:root|home/\w+|Users/\w+|work/(?:main|shared|brief))/")
UNEXPLAINED = re.compile(r"#\s*(?:noqa(?::\s*[\w, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?|pragma: no cover)\s*$")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|raise NotImplementedError)\b")
BINARY = {".png", ".jpg", ".jpeg", ".ico", ".woff2", ".ttf", ".otf", ".pdf", ".xlsx", ".y4m", ".gz"}
TEXTS = [file for file in tracked_files() if file.suffix.lower() not in BINARY]
CODE = [file for file in TEXTS if file.suffix in {".py", ".ts", ".tsx", ".cjs", ".mjs", ".js"}]
HERE = Path(__file__)


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return where a pattern stands in files other than this one."""
    return [
        f"{name_of(file)}:{number}: {line.strip()[:120]}"
        for file in files
        if file != HERE and file.exists()  # a developer may be moving files while this runs
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("file", modules(*PYTHON_FOLDERS), ids=name_of)
def test_a_module_says_what_it_owns(file: Path) -> None:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert docstring, f"{name_of(file)} has no docstring"
    assert re.search(r"[.:!?]$|[.] ", docstring.splitlines()[0]) or "\n\n" in docstring, "a sentence"


def test_texts_for_users_use_no_banned_word() -> None:
    client = [file for file in TEXTS if ROOT / "miniprogram_mock/client/src" in file.parents]
    others = [file for file in TEXTS if file.suffix in {".md", ".toml", ".json"} and file not in client]
    found = [
        line for line in lines_with(BANNED_WORDS, client + others) if line.split(":")[0] not in MAY_NAME_BANNED_WORDS
    ]
    for file in modules("backend", "miniprogram_mock"):
        found += [f"{name_of(file)}:{line}: {text}" for line, text in texts(file) if BANNED_WORDS.search(text)]
    assert found == []


def test_chinese_texts_do_not_shout() -> None:
    shouts = [
        f"{name_of(file)}:{line}: {text}"
        for file in modules("backend", "miniprogram_mock")
        for line, text in texts(file)
        if "！" in text or re.search(r"[\u4e00-\u9fff]!", text)
    ]
    assert shouts == []


def test_no_file_names_a_registry() -> None:
    assert lines_with(REGISTRY_HOST, TEXTS) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH, TEXTS) == []


def test_an_exception_to_a_rule_gives_its_reason() -> None:
    assert lines_with(UNEXPLAINED, CODE) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, CODE) == []
