"""The repository as the architecture tests read it: its tracked files and its Python modules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON_FOLDERS = ("backend", "deploy", "migrations", "miniprogram_mock", "tests")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files git knows or would add, without what it ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(file for name in answer.stdout.split("\0") if name and (file := ROOT / name).is_file())


def modules(*folders: str) -> list[Path]:
    """Return the tracked Python modules below folders of the repository."""
    wanted = [ROOT / folder for folder in folders]
    return sorted(
        file for file in tracked_files() if file.suffix == ".py" and any(folder in file.parents for folder in wanted)
    )


def name_of(file: Path) -> str:
    """Return a file's path inside the repository, for messages and test ids."""
    return str(file.relative_to(ROOT))


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and value of every string a module holds, except docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = [node for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    docstrings = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
