"""`sangong archive`: closed years leave the ledger, by the hand of the tables' owner, a community at a time."""

from sqlalchemy import NullPool, create_engine
from sqlalchemy.orm import Session

from backend.app.checking import Findings, communities_there
from backend.books.errors import ArchiveRefusedError
from backend.books.service import archive_year
from backend.infra.runtime import runtime
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork


def archive_all(year: int, only: int | None = None) -> Findings:
    """Archive a year in every community or one, each in a transaction of its own; a line for each."""
    settings = runtime().settings
    engine = create_engine(with_driver(settings.owner_database_url or settings.database_url), poolclass=NullPool)
    lines: list[str] = []
    clean = True
    for _, community_id in communities_there(only):
        with Session(engine) as session:
            try:
                done = archive_year(UnitOfWork(session, runtime().clock.now()), community_id, year)
                session.commit()
            except ArchiveRefusedError as error:
                clean = False
                lines.append(f"{community_id} refused: {error}")
                continue
        lines.append(f"{community_id} {done.rows} transfers archived{f' in {done.name}' if done.name else ''}")
    return Findings(lines, clean)
