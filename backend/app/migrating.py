"""Runs Alembic with the operator's settings and says what is wrong in one sentence."""

import sys
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import OperationalError

from backend.infra.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def alembic_config(url: str) -> Config:
    """Return Alembic's configuration for one database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(settings: Settings) -> None:
    """Upgrade to the newest schema; exits with 1 when the database can't be reached."""
    try:
        command.upgrade(alembic_config(settings.migration_url), "head")
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        click.echo(f"The database cannot be reached: {reason}", err=True)
        sys.exit(1)
