"""Alembic's environment: runs as the tables' owner, on the metadata of every feature."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

from backend.app.models import metadata
from backend.infra.settings import with_driver


def _include(obj: object, name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:
    """Leave out what extensions bring."""
    return not (type_ == "table" and name == "alembic_version")


def run() -> None:
    """Migrate the database of ``sqlalchemy.url`` or, on the command line, of the environment."""
    configured = context.config.get_main_option("sqlalchemy.url")
    url = configured or with_driver(os.environ.get("OWNER_DATABASE_URL") or os.environ["DATABASE_URL"])
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, include_object=_include)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
