"""Actors: private own fields of entries, consents to show figures, referrals, dismissed units."""

import sqlalchemy as sa
from alembic import op

revision = "0022_actors"
down_revision = "0021_photo_sweeps"


def upgrade() -> None:
    """Add the column, create the tables, index what is asked for."""
    op.add_column("entries", sa.Column("private_details", sa.LargeBinary))
    op.create_index(
        "ix_shifts_unit", "shifts", ["community_id", "unit_id"], postgresql_where=sa.text("unit_id IS NOT NULL")
    )
    _create_consents()
    _create_referrals()
    _create_dismissals()


def _create_consents() -> None:
    op.create_table(
        "actor_figures_consents",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("given_by_member_id", sa.Uuid, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "unit_id", name="pk_actor_figures_consents"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_actor_figures_consents_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "given_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_figures_consents_member",
        ),
    )


def _create_referrals() -> None:
    op.create_table(
        "actor_referrals",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("actor_kind", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("entry_id", sa.Uuid),
        sa.Column("referred_by_member_id", sa.Uuid, nullable=False),
        sa.Column("decided_by_member_id", sa.Uuid),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_actor_referrals"),
        sa.ForeignKeyConstraint(
            ["community_id", "referred_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_referrals_member",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_actor_referrals_entry"
        ),
        sa.CheckConstraint("state IN ('open', 'listed', 'dismissed')", name="ck_actor_referrals_state"),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="ck_actor_referrals_decided"),
        sa.CheckConstraint("(state = 'listed') = (entry_id IS NOT NULL)", name="ck_actor_referrals_listed"),
    )
    op.create_index(
        "uq_actor_referrals_open",
        "actor_referrals",
        ["community_id", "referred_by_member_id", "name"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_actor_referrals_state", "actor_referrals", ["community_id", "state", "id"])
    op.create_index("ix_actor_referrals_member", "actor_referrals", ["community_id", "referred_by_member_id", "id"])


def _create_dismissals() -> None:
    op.create_table(
        "actor_unit_dismissals",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("dismissed_by_member_id", sa.Uuid, nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "unit_id", name="pk_actor_unit_dismissals"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_actor_unit_dismissals_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "dismissed_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_unit_dismissals_member",
        ),
    )


def downgrade() -> None:
    """Drop it all again."""
    op.drop_table("actor_unit_dismissals")
    op.drop_table("actor_referrals")
    op.drop_table("actor_figures_consents")
    op.drop_index("ix_shifts_unit", table_name="shifts")
    op.drop_column("entries", "private_details")
