"""Communities, households, members, units and employments; the directory of who belongs where."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0003_communities"
down_revision = "0002_identity"


def upgrade() -> None:
    """Create the tables; members and units are what later features point at."""
    op.create_table(
        "streets",
        sa.Column("code", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("city", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_streets"),
        sa.CheckConstraint("code BETWEEN 100000000 AND 999999999", name="ck_streets_code"),
    )
    op.create_table(
        "communities",
        sa.Column("community_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("street_code", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("notice_days", sa.BigInteger, nullable=False),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_communities"),
        sa.ForeignKeyConstraint(["street_code"], ["streets.code"], name="fk_communities_street"),
        sa.CheckConstraint("community_id / 1000 = street_code", name="ck_communities_code"),
        # 福建省志愿服务记录办法实施细则: at least 3 working days of public notice.
        sa.CheckConstraint("notice_days BETWEEN 3 AND 60", name="ck_communities_notice_days"),
    )
    op.create_index("ix_communities_street", "communities", ["street_code"])
    op.create_table(
        "households",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("building", sa.Text, nullable=False),
        sa.Column("door_hash", sa.LargeBinary, nullable=False),
        sa.Column("door", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_households"),
        sa.UniqueConstraint("community_id", "building", "door_hash", name="uq_households_door"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_households_community"),
    )
    op.create_table(
        "members",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("birth_date", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tie", sa.Text, nullable=False),
        sa.Column("household_id", sa.Uuid),
        sa.Column("guardian_member_id", sa.Uuid),
        sa.Column("party_member", sa.Boolean, nullable=False),
        sa.Column("roles", JSONB, nullable=False),
        sa.Column("privacy_version", sa.Text, nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guardian_consented_at", sa.DateTime(timezone=True)),
        sa.Column("verified_at", sa.DateTime(timezone=True)),
        sa.Column("verified_by", sa.Uuid),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_members"),
        sa.UniqueConstraint("community_id", "person_id", name="uq_members_person"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_members_community"),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name="fk_members_household",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "guardian_member_id"],
            ["members.community_id", "members.id"],
            name="fk_members_guardian",
        ),
        sa.CheckConstraint(
            "state IN ('awaiting_guardian', 'applied', 'verified', 'rejected', 'left')",
            name="ck_members_state",
        ),
        sa.CheckConstraint("tie IN ('home', 'work')", name="ck_members_tie"),
        sa.CheckConstraint("guardian_member_id <> id", name="ck_members_guardian_other"),
    )
    op.create_index("ix_members_state", "members", ["community_id", "state", "id"])
    op.create_table(
        "member_events",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_member_events"),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_member_events_member",
        ),
    )
    op.create_index("ix_member_events_member", "member_events", ["community_id", "member_id", "id"])
    op.create_table(
        "units",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text),
        sa.Column("industry", sa.Text, nullable=False),
        sa.Column("party_lead", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_units"),
        sa.UniqueConstraint("community_id", "name", name="uq_units_name"),
        sa.UniqueConstraint("community_id", "credit_code", name="uq_units_credit_code"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_units_community"),
        sa.CheckConstraint(
            "kind IN ('agency', 'company', 'school', 'institution', 'social_group', 'merchant')",
            name="ck_units_kind",
        ),
    )
    op.create_index("ix_units_kind", "units", ["community_id", "kind", "id"])
    op.create_table(
        "employments",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_employments"),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_employments_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_employments_member",
        ),
        sa.CheckConstraint("role IN ('contact', 'employee', 'clerk')", name="ck_employments_role"),
        sa.CheckConstraint("state IN ('applied', 'confirmed', 'declined', 'ended')", name="ck_employments_state"),
    )
    op.create_index(
        "uq_employments_live",
        "employments",
        ["community_id", "unit_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('applied', 'confirmed')"),
    )
    op.create_index("ix_employments_member", "employments", ["community_id", "member_id"])
    op.create_table(
        "person_communities",
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("tie", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "community_id", name="pk_person_communities"),
        sa.CheckConstraint("tie IN ('home', 'work')", name="ck_person_communities_tie"),
    )
    op.create_index(
        "uq_person_communities_home",
        "person_communities",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("tie = 'home'"),
    )
    append_only("member_events")


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "person_communities",
        "employments",
        "units",
        "member_events",
        "members",
        "households",
        "communities",
        "streets",
    ):
        op.drop_table(table)
