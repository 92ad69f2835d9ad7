"""The public check: whoever holds the paper learns whether it holds. It needs the code that stands on it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.certificates.errors import CheckNotFoundError
from backend.certificates.models import Certificate
from backend.certificates.rules import same_code
from backend.certificates.service.view import standings
from backend.certificates.types import STATE_NAMES
from backend.core.clock import local_date
from backend.core.names import mask_name
from backend.infra.uow import UnitOfWork


def check_certificate(uow: UnitOfWork, community_id: int, *, number: str, code: str) -> dict[str, Any]:
    """Return number, masked name, minutes and day of issue with the state; raises CheckNotFoundError.

    A number that does not exist and a wrong code are answered alike.
    """
    row = uow.session.scalars(
        select(Certificate)
        .options(undefer(Certificate.private))
        .where(Certificate.community_id == community_id, Certificate.number == number)
    ).one_or_none()
    if row is None or not same_code(code, row.private["code"]):
        raise CheckNotFoundError()
    now = standings(uow, community_id, [row.id])[row.id]
    return {
        "number": row.number,
        "name": mask_name(row.private["name"]),
        "minutes": row.minutes,
        "issued_on": local_date(row.issued_at),
        "state": now.state,
        "state_name": STATE_NAMES[now.state],
        "since": now.since,
    }
