"""Which way imports look: layers from pyproject.toml, and the doors by which a feature is entered."""

from pathlib import Path

import grimp
import pytest
from importlinter import cli

ROOT = Path(__file__).parents[2]
NOT_FEATURES = {"app", "infra", "core"}
DOORS = {"service", "types", "events", "errors"}


def test_layers_of_the_design_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def trespasses(graph: grimp.ImportGraph) -> list[str]:
    """Return imports of another feature's inner modules; app composes and may enter anywhere."""
    found = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            source, target = importer.split(".")[1:2], imported.split(".")[1:3]
            if not target or target[0] in NOT_FEATURES or source in (target[:1], ["app"]):
                continue
            if len(target) == 1 or target[1] not in DOORS or len(imported.split(".")) > 3:
                found.append(f"{importer} enters {imported}")
    return sorted(found)


def test_features_are_entered_by_their_doors_alone() -> None:
    assert trespasses(grimp.build_graph("backend", cache_dir=None)) == []


def test_the_doors_test_sees_a_trespass() -> None:
    graph = grimp.ImportGraph()
    for module in ("backend.lists.models", "backend.lists.service", "backend.books.service"):
        graph.add_module(module)
    graph.add_import(importer="backend.books.service", imported="backend.lists.models")
    graph.add_import(importer="backend.books.service", imported="backend.lists.service")
    assert trespasses(graph) == ["backend.books.service enters backend.lists.models"]


def test_nothing_shipped_imports_what_is_not() -> None:
    graph = grimp.build_graph("backend", "deploy", "miniprogram_mock", cache_dir=None, include_external_packages=True)
    shipped = {module for module in graph.modules if module.split(".")[0] == "backend"}
    outside = {"deploy", "miniprogram_mock", "tests", "pytest", "hypothesis"}
    reached = {
        f"{module} imports {imported}"
        for module in shipped
        for imported in graph.find_modules_directly_imported_by(module)
        if imported.split(".")[0] in outside
    }
    assert reached == set()
