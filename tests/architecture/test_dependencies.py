"""What is shipped imports only what it declares, and declares only what it imports."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions

import pytest

from tests.architecture.tree import ROOT, modules

# Needed without an import of ours: the driver is named in an address, tzdata is read by zoneinfo, a font is a file.
NOT_IMPORTED = {"psycopg", "tzdata", "paperang-p2-fonts-cjk"}
# Bring these along as part of their own interface.
COMES_WITH = {"werkzeug": "flask", "markupsafe": "flask", "apispec": "flask-smorest"}

# LGPL is fine for a library that is imported as it is.
COPYLEFT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)


def normal(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """Return the names of the runtime dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[\[=<>!~ ]", line)[0]) for line in project["dependencies"]}


def imported() -> set[str]:
    """Return the names of the packages that backend imports."""
    roots: set[str] = set()
    for file in modules("backend", "migrations"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                roots |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                roots.add(node.module.split(".")[0])
    packages = packages_distributions()
    outside = roots - sys.stdlib_module_names - {"backend", "migrations"}
    names = {normal(packages[root][0]) for root in outside}
    return {COMES_WITH.get(name, name) for name in names}


def test_every_import_is_declared_and_every_declaration_imported() -> None:
    assert imported() | NOT_IMPORTED == declared()


def test_locks_agree_with_the_project_and_name_no_address() -> None:
    for lock in ("runtime", "local", "dev"):
        text = (ROOT / "deploy" / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        pinned = {normal(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==", text, re.MULTILINE)}
        assert declared() <= pinned, lock
        assert "://" not in text
        assert len(re.findall(r"^\S+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")


def licence_of(package: str) -> str:
    """Return what an installed package says of its licence; a package of another platform says nothing here."""
    try:
        said = metadata(package)
    except PackageNotFoundError:
        return ""
    classifiers = [line for line in said.get_all("Classifier", []) if line.startswith("License")]
    return " ".join([said.get("License-Expression") or "", (said.get("License") or "")[:200], *classifiers])


@pytest.mark.parametrize("lock", ["runtime", "local"])
def test_nothing_shipped_or_run_is_under_a_copyleft_licence(lock: str) -> None:
    text = (ROOT / "deploy" / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    assert {name: licence_of(name) for name in packages if COPYLEFT.search(licence_of(name))} == {}


def test_a_copyleft_licence_is_seen() -> None:
    assert COPYLEFT.search("GPL-3.0-or-later")
    assert COPYLEFT.search("License :: OSI Approved :: GNU Affero General Public License v3")
    assert not COPYLEFT.search("LGPL-3.0-only")
    assert not COPYLEFT.search("GNU Lesser General Public License v3 (LGPLv3)")
