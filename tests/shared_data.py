"""Real data beside the checkout; tests that need it are skipped, with a reason, where it is not there."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """Return a file of the shared data, or skip the test."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the shared data is not beside this checkout: {name}")
    return path
