"""Mixing minutes, time credits and points is an error of mypy, and what should pass passes."""

import re
from pathlib import Path

from mypy import api

SNIPPET = """
from datetime import date
from uuid import UUID
from backend.books import service
from backend.books.types import PointAccount, ServiceEarning, TimeAccount, Transfer, TransferType
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.infra.uow import UnitOfWork

ID = UUID(int=1)
GIFT = TransferType.GIFT

def right(uow: UnitOfWork) -> None:
    service.issue_voucher(uow, 1, voucher_id=ID, member_id=ID, points=Points(1), title="")
    Transfer(TimeAccount.member(ID), TimeAccount.pool(), TimeCredits(1), GIFT, "k", "t")
    Transfer(PointAccount.member(ID), PointAccount.pool(), Points(1), GIFT, "k", "t")

def wrong(uow: UnitOfWork) -> None:
    service.issue_voucher(uow, 1, voucher_id=ID, member_id=ID, points=Minutes(1), title="")  # BAD
    service.use_voucher(uow, 1, voucher_id=ID, unit_id=ID, points=TimeCredits(1), title="")  # BAD
    service.pledge_points(uow, 1, unit_id=ID, pledge_id=ID, points=Minutes(1), title="")  # BAD
    Transfer(TimeAccount.member(ID), TimeAccount.pool(), Minutes(1), GIFT, "k", "t")  # BAD
    Transfer(PointAccount.member(ID), PointAccount.pool(), TimeCredits(1), GIFT, "k", "t")  # BAD
    Transfer(PointAccount.member(ID), TimeAccount.pool(), Points(1), GIFT, "k", "t")  # BAD
    ServiceEarning(ID, ID, Minutes(1), Minutes(1), Points(1), date(2026, 1, 1), "")  # BAD
    ServiceEarning(ID, ID, Minutes(1), TimeCredits(1), TimeCredits(1), date(2026, 1, 1), "")  # BAD
"""


def test_mypy_refuses_every_mixture_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "mixtures.py"
    path.write_text(SNIPPET, encoding="utf-8")
    root = Path(__file__).parents[3]
    output, _, _ = api.run(["--config-file", str(root / "pyproject.toml"), "--no-error-summary", str(path)])
    found = {int(line) for line in re.findall(r"mixtures\.py:(\d+): error", output)}
    wanted = {number for number, line in enumerate(SNIPPET.splitlines(), 1) if line.endswith("# BAD")}
    assert found == wanted, output
