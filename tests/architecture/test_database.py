"""The schema as a whole: one head, models and migrations agree, down and up again, fit to be distributed."""

from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.postgresql import DOMAIN

from backend.app.migrating import alembic_config
from backend.app.models import metadata
from backend.infra.distribution import DIRECTORY_TABLES, REFERENCE_TABLES
from backend.infra.settings import with_driver
from tests.architecture.catalogue import ForeignKey, Table, findings, read_tables
from tests.servers import create_database, drop_database, with_database

# All about the schema that a migration can change, in a form that can be compared.
SCHEMA = """
    SELECT 'column', table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'grant', table_name, grantee, string_agg(privilege_type, ' ' ORDER BY privilege_type)
      FROM information_schema.role_table_grants WHERE table_schema = 'public' GROUP BY table_name, grantee
    UNION ALL SELECT 'function', proname, pg_get_function_identity_arguments(p.oid), md5(prosrc)
      FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ORDER BY 1, 2, 3, 4"""


def schema_of(url: str) -> list[tuple[str, ...]]:
    """Return all that ``SCHEMA`` lists, alembic's own table aside."""
    with psycopg.connect(url) as connection:
        return [row for row in connection.execute(SCHEMA).fetchall() if "alembic_version" not in row[1]]


@pytest.fixture
def empty_url(server_url: str, worker_name: str, template_database: str) -> Iterator[str]:
    """The address of an empty database of this test alone."""
    name = f"{template_database}_walk_{worker_name}"
    create_database(server_url, name)
    yield with_database(server_url, name)
    drop_database(server_url, name)


def test_there_is_one_head() -> None:
    scripts = ScriptDirectory.from_config(alembic_config("postgresql://"))
    assert len(scripts.get_heads()) == 1


def unlike_type(
    _context: object, _inspected: object, _column: object, there: sa.types.TypeEngine[object], wanted: object
) -> bool | None:
    """Compare what a domain is made of: to a model it is that type, what it refuses is the database's."""
    return type(there.data_type).__base__ not in type(wanted).__mro__ if isinstance(there, DOMAIN) else None


def test_models_and_migrations_agree(owner_url: str) -> None:
    engine = sa.create_engine(with_driver(owner_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": unlike_type})
        assert compare_metadata(context, metadata) == []


def test_up_down_and_up_again_gives_the_same_schema(empty_url: str) -> None:
    config = alembic_config(with_driver(empty_url))
    command.upgrade(config, "head")
    first = schema_of(empty_url)
    command.downgrade(config, "base")
    left = [row for row in schema_of(empty_url) if row[0] != "grant"]
    command.upgrade(config, "head")
    assert left == []
    assert schema_of(empty_url) == first


def test_every_table_is_fit_to_be_distributed(owner_url: str) -> None:
    with psycopg.connect(owner_url) as connection:
        assert findings(read_tables(connection)) == []


def test_distribution_names_no_table_that_is_not_there(owner_url: str) -> None:
    with psycopg.connect(owner_url) as connection:
        there = {table.name for table in read_tables(connection)}
    assert (REFERENCE_TABLES | DIRECTORY_TABLES) - there == set()


def tenant(name: str = "shifts", **changes: object) -> Table:
    """Return a tenant table without a fault, but for the changes."""
    columns = {"community_id": ("bigint", True, "", None), "id": ("uuid", True, "", None)}
    primary = [("pk", True, ["community_id", "id"])]
    return Table(**{"name": name, "columns": columns, "unique": primary, **changes})  # type: ignore[arg-type] # test


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (Table("stray", {"id": ("uuid", True, "", None)}), "no community_id"),
        (tenant(unique=[("pk", True, ["id", "community_id"])]), "does not begin with community_id"),
        (tenant(unique=[]), "no primary key"),
        (tenant(triggers=["audit"]), "triggers"),
        (tenant(constraints=["c" * 46]), "longer than 45"),
        (tenant(exclusions=[("ex", "EXCLUDE USING gist (span WITH &&)")]), "lacks community_id"),
        (tenant(columns={"community_id": ("integer", True, "", None)}), "required bigint"),
        (tenant(foreign=[ForeignKey("fk", "shifts", "a", "a", ["id"], ["id"])]), "crosses communities"),
        (tenant(foreign=[ForeignKey("fk", "people", "a", "a", ["id"], ["id"])]), "directory"),
        (
            tenant(foreign=[ForeignKey("fk", "shifts", "n", "a", ["community_id"], ["community_id"])]),
            "otherwise than NO ACTION",
        ),
    ],
)
def test_a_breach_of_distribution_is_seen(table: Table, says: str) -> None:
    others = [] if table.name == "shifts" else [tenant()]
    people = Table("people", {"id": ("uuid", True, "", None)})
    assert any(says in finding for finding in findings([table, people, *others]))


def test_a_table_without_a_fault_has_no_finding() -> None:
    assert findings([tenant()]) == []
