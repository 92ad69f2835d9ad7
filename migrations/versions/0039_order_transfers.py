"""The order of a transfer is found by an index: the passbook and the trace ask for it."""

from alembic import op

revision = "0039_order_transfers"
down_revision = "0038_objections"

NAMES = {"end_id": "ix_service_orders_end", "return_id": "ix_service_orders_return"}


def upgrade() -> None:
    """Create the two indexes."""
    for column, name in NAMES.items():
        op.create_index(name, "service_orders", ["community_id", column], postgresql_where=f"{column} IS NOT NULL")


def downgrade() -> None:
    """Drop them again."""
    for name in NAMES.values():
        op.drop_index(name, table_name="service_orders")
