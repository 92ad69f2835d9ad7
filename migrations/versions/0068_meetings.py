"""Meetings with rolls, agenda, attendance and actions; resident groups; demands with signatures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0068_meetings"
down_revision = "0064_claim_ends"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "meetings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("audience_of", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("seats", sa.BigInteger, nullable=False),
        sa.Column("outside_seats", sa.BigInteger, nullable=False),
        sa.Column("outside_taken", sa.BigInteger, nullable=False),
        sa.Column("code_secret", sa.LargeBinary, nullable=False),
        sa.Column("follows_id", UUID),
        sa.Column("called_by", UUID, nullable=False),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("present", sa.BigInteger),
        sa.Column("is_quorate", sa.Boolean),
        sa.Column("minutes", sa.Text),
        sa.Column("minutes_hash", sa.Text),
        sa.Column("published_at", MOMENT),
        sa.Column("published_by", UUID),
        sa.Column("next_at", MOMENT),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meetings"),
        sa.UniqueConstraint("community_id", "follows_id", name="uq_meetings_follows"),
        sa.UniqueConstraint("community_id", "number", name="uq_meetings_number"),
        sa.CheckConstraint("state <> 'adjourned' OR NOT is_quorate", name="ck_meetings_adjourned"),
        sa.CheckConstraint("audience IN ('all', 'buildings', 'groups', 'members')", name="ck_meetings_audience"),
        sa.CheckConstraint("basis IN ('adults', 'households', 'representatives', 'invited')", name="ck_meetings_basis"),
        sa.CheckConstraint(
            "num_nonnulls(ended_at, present, is_quorate)"
            " = CASE WHEN state IN ('held', 'published', 'adjourned') THEN 3 ELSE 0 END",
            name="ck_meetings_ended",
        ),
        sa.CheckConstraint(
            "kind IN ('frank_talk', 'council', 'dialogue', 'alliance', 'residents')", name="ck_meetings_kind"
        ),
        sa.CheckConstraint("(kind = 'residents') = (basis <> 'invited')", name="ck_meetings_lawful"),
        sa.CheckConstraint("called_at < starts_at", name="ck_meetings_notice"),
        sa.CheckConstraint(
            "(opened_at IS NOT NULL) = (state IN ('open', 'held', 'published'))"
            " OR (state = 'adjourned' AND opened_at IS NOT NULL)",
            name="ck_meetings_opened",
        ),
        sa.CheckConstraint("present BETWEEN 0 AND seats", name="ck_meetings_present"),
        sa.CheckConstraint(
            "num_nonnulls(minutes_hash, published_at, published_by)"
            " = CASE WHEN state = 'published' THEN 3 ELSE 0 END"
            " AND (minutes_hash IS NULL OR minutes IS NOT NULL)",
            name="ck_meetings_published",
        ),
        sa.CheckConstraint(
            "seats > 0 AND outside_seats BETWEEN 0 AND seats AND outside_taken BETWEEN 0 AND outside_seats",
            name="ck_meetings_seats",
        ),
        sa.CheckConstraint(
            "state IN ('called', 'open', 'held', 'published', 'adjourned', 'called_off')", name="ck_meetings_state"
        ),
    )
    op.create_table(
        "resident_groups",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("leader_id", UUID),
        sa.Column("elected_on", sa.Date),
        sa.Column("dissolved_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_resident_groups"),
    )
    op.create_table(
        "resident_registers",
        sa.Column("community_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("adults", sa.BigInteger, nullable=False),
        sa.Column("households", sa.BigInteger, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("set_by", UUID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_resident_registers"),
        sa.CheckConstraint("adults > 0 AND households > 0", name="ck_resident_registers_counts"),
    )
    op.create_table(
        "meeting_code_tries",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("tries", sa.BigInteger, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "member_id", name="pk_meeting_code_tries"),
        sa.CheckConstraint("tries > 0", name="ck_meeting_code_tries_tries"),
    )
    op.create_table(
        "meeting_demands",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("adults", sa.BigInteger, nullable=False),
        sa.Column("households", sa.BigInteger, nullable=False),
        sa.Column("groups", sa.BigInteger, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("reached_at", MOMENT),
        sa.Column("ground", sa.Text),
        sa.Column("call_by", sa.Date),
        sa.Column("meeting_id", UUID),
        sa.Column("next_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_demands"),
        sa.UniqueConstraint("community_id", "number", name="uq_meeting_demands_number"),
        sa.CheckConstraint("(meeting_id IS NOT NULL) = (state = 'answered')", name="ck_meeting_demands_answered"),
        sa.CheckConstraint("adults > 0 AND households >= 0 AND groups >= 0", name="ck_meeting_demands_counts"),
        sa.CheckConstraint("ground IN ('adults', 'households', 'groups')", name="ck_meeting_demands_ground"),
        sa.CheckConstraint("next_at IS NULL OR state IN ('collecting', 'reached')", name="ck_meeting_demands_next"),
        sa.CheckConstraint(
            "num_nonnulls(reached_at, ground, call_by) = CASE WHEN state IN ('reached', 'answered') THEN 3 ELSE 0 END",
            name="ck_meeting_demands_reached",
        ),
        sa.CheckConstraint(
            "state IN ('checking', 'collecting', 'reached', 'answered', 'lapsed', 'withdrawn', 'refused')",
            name="ck_meeting_demands_state",
        ),
    )
    op.create_table(
        "meeting_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_moves"),
        sa.CheckConstraint(
            "to_state IN ('called', 'open', 'held', 'published', 'adjourned', 'called_off')",
            name="ck_meeting_moves_state",
        ),
    )
    op.create_table(
        "meeting_seats",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("member_id", UUID),
        sa.Column("household_id", UUID),
        sa.Column("group_id", UUID),
        sa.Column("paper_hash", sa.LargeBinary),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_seats"),
        sa.UniqueConstraint("community_id", "meeting_id", "household_id", name="uq_meeting_seats_household"),
        sa.UniqueConstraint("community_id", "meeting_id", "id", name="uq_meeting_seats_meeting"),
        sa.UniqueConstraint("community_id", "meeting_id", "member_id", name="uq_meeting_seats_member"),
        sa.UniqueConstraint("community_id", "meeting_id", "paper_hash", name="uq_meeting_seats_paper"),
        sa.CheckConstraint("group_id IS NULL OR member_id IS NOT NULL", name="ck_meeting_seats_group"),
        sa.CheckConstraint("num_nonnulls(member_id, household_id, paper_hash) = 1", name="ck_meeting_seats_whose"),
    )
    op.create_table(
        "meeting_units",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("delegate", sa.LargeBinary),
        sa.Column("said", sa.Text),
        sa.Column("came_at", MOMENT),
        sa.Column("noted_by", UUID),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "unit_id", name="pk_meeting_units"),
        sa.CheckConstraint("num_nonnulls(delegate, came_at, noted_by) IN (0, 3)", name="ck_meeting_units_came"),
        sa.CheckConstraint("said IS NULL OR came_at IS NOT NULL", name="ck_meeting_units_said"),
    )
    op.create_table(
        "resident_group_buildings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("building", sa.Text, nullable=False),
        sa.Column("group_id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "building", name="pk_resident_group_buildings"),
    )
    op.create_table(
        "resident_representatives",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("group_id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", name="pk_resident_representatives"),
    )
    op.create_table(
        "meeting_agenda",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("no", sa.BigInteger, nullable=False),
        sa.Column("topic_id", UUID),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("notes", sa.Text),
        sa.Column("decision", sa.Text),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_agenda"),
        sa.UniqueConstraint("community_id", "meeting_id", "no", name="uq_meeting_agenda_no"),
        sa.UniqueConstraint("community_id", "meeting_id", "topic_id", name="uq_meeting_agenda_topic"),
        sa.CheckConstraint("no > 0", name="ck_meeting_agenda_no"),
    )
    op.create_table(
        "meeting_attendances",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("seat_id", UUID, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("member_id", UUID),
        sa.Column("name", sa.LargeBinary),
        sa.Column("by_member_id", UUID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", "seat_id", name="pk_meeting_attendances"),
        sa.UniqueConstraint("community_id", "meeting_id", "member_id", name="uq_meeting_attendances_member"),
        sa.CheckConstraint("(way = 'code') = (by_member_id IS NULL)", name="ck_meeting_attendances_by"),
        sa.CheckConstraint("way IN ('code', 'paper', 'proxy')", name="ck_meeting_attendances_way"),
        sa.CheckConstraint("num_nonnulls(member_id, name) = 1", name="ck_meeting_attendances_who"),
    )
    op.create_table(
        "meeting_signatures",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("demand_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("household_id", UUID),
        sa.Column("group_id", UUID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "demand_id", "member_id", name="pk_meeting_signatures"),
    )
    op.create_table(
        "meeting_actions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("item_id", UUID, nullable=False),
        sa.Column("no", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("details", JSONB, nullable=False),
        sa.Column("owner_unit_id", UUID),
        sa.Column("owner_member_id", UUID),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("entry_id", UUID),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_actions"),
        sa.UniqueConstraint("community_id", "item_id", "no", name="uq_meeting_actions_no"),
        sa.CheckConstraint("no > 0", name="ck_meeting_actions_no"),
        sa.CheckConstraint("num_nonnulls(owner_unit_id, owner_member_id) = 1", name="ck_meeting_actions_one_owner"),
        sa.CheckConstraint("review_on >= due_on", name="ck_meeting_actions_review"),
    )
    op.create_index("ix_meetings_all", "meetings", ["community_id", "starts_at", "id"])
    op.create_index(
        "ix_meetings_due", "meetings", ["next_at", "community_id"], postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.create_index("ix_meetings_state", "meetings", ["community_id", "state", "starts_at", "id"])
    op.create_index(
        "ux_resident_groups_leader",
        "resident_groups",
        ["community_id", "leader_id"],
        unique=True,
        postgresql_where=sa.text("leader_id IS NOT NULL AND dissolved_at IS NULL"),
    )
    op.create_index(
        "ux_resident_groups_name",
        "resident_groups",
        ["community_id", "name"],
        unique=True,
        postgresql_where=sa.text("dissolved_at IS NULL"),
    )
    op.create_index("ix_meeting_demands_all", "meeting_demands", ["community_id", "created_at", "id"])
    op.create_index(
        "ix_meeting_demands_due",
        "meeting_demands",
        ["next_at", "community_id"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_meeting_demands_state", "meeting_demands", ["community_id", "state", "created_at", "id"])
    op.create_index(
        "ux_meeting_demands_live",
        "meeting_demands",
        ["community_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('checking', 'collecting')"),
    )
    op.create_index("ix_meeting_moves_meeting", "meeting_moves", ["community_id", "meeting_id", "at", "id"])
    op.create_index(
        "ix_meeting_seats_member",
        "meeting_seats",
        ["community_id", "member_id", "meeting_id"],
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index("ix_meeting_units_unit", "meeting_units", ["community_id", "unit_id", "meeting_id"])
    op.create_index("ix_resident_group_buildings_group", "resident_group_buildings", ["community_id", "group_id"])
    op.create_index("ix_resident_representatives_group", "resident_representatives", ["community_id", "group_id"])
    op.create_index(
        "ix_meeting_agenda_topic",
        "meeting_agenda",
        ["community_id", "topic_id", "meeting_id"],
        postgresql_where=sa.text("topic_id IS NOT NULL"),
    )
    for name, table, to, here, there in (
        ("fk_meetings_called_by", "meetings", "members", "community_id called_by", "community_id id"),
        ("fk_meetings_follows", "meetings", "meetings", "community_id follows_id", "community_id id"),
        ("fk_meetings_published_by", "meetings", "members", "community_id published_by", "community_id id"),
        ("fk_resident_groups_community", "resident_groups", "communities", "community_id", "community_id"),
        ("fk_resident_groups_leader", "resident_groups", "members", "community_id leader_id", "community_id id"),
        ("fk_resident_registers_community", "resident_registers", "communities", "community_id", "community_id"),
        ("fk_resident_registers_set_by", "resident_registers", "members", "community_id set_by", "community_id id"),
        (
            "fk_meeting_code_tries_meeting",
            "meeting_code_tries",
            "meetings",
            "community_id meeting_id",
            "community_id id",
        ),
        ("fk_meeting_code_tries_member", "meeting_code_tries", "members", "community_id member_id", "community_id id"),
        ("fk_meeting_demands_meeting", "meeting_demands", "meetings", "community_id meeting_id", "community_id id"),
        ("fk_meeting_demands_member", "meeting_demands", "members", "community_id member_id", "community_id id"),
        ("fk_meeting_moves_meeting", "meeting_moves", "meetings", "community_id meeting_id", "community_id id"),
        ("fk_meeting_seats_group", "meeting_seats", "resident_groups", "community_id group_id", "community_id id"),
        ("fk_meeting_seats_household", "meeting_seats", "households", "community_id household_id", "community_id id"),
        ("fk_meeting_seats_meeting", "meeting_seats", "meetings", "community_id meeting_id", "community_id id"),
        ("fk_meeting_seats_member", "meeting_seats", "members", "community_id member_id", "community_id id"),
        ("fk_meeting_units_meeting", "meeting_units", "meetings", "community_id meeting_id", "community_id id"),
        ("fk_meeting_units_noted_by", "meeting_units", "members", "community_id noted_by", "community_id id"),
        ("fk_meeting_units_unit", "meeting_units", "units", "community_id unit_id", "community_id id"),
        (
            "fk_resident_group_buildings_group",
            "resident_group_buildings",
            "resident_groups",
            "community_id group_id",
            "community_id id",
        ),
        (
            "fk_resident_representatives_group",
            "resident_representatives",
            "resident_groups",
            "community_id group_id",
            "community_id id",
        ),
        (
            "fk_resident_representatives_member",
            "resident_representatives",
            "members",
            "community_id member_id",
            "community_id id",
        ),
        ("fk_meeting_agenda_meeting", "meeting_agenda", "meetings", "community_id meeting_id", "community_id id"),
        ("fk_meeting_agenda_topic", "meeting_agenda", "topics", "community_id topic_id", "community_id id"),
        ("fk_meeting_attendances_by", "meeting_attendances", "members", "community_id by_member_id", "community_id id"),
        (
            "fk_meeting_attendances_member",
            "meeting_attendances",
            "members",
            "community_id member_id",
            "community_id id",
        ),
        (
            "fk_meeting_attendances_seat",
            "meeting_attendances",
            "meeting_seats",
            "community_id meeting_id seat_id",
            "community_id meeting_id id",
        ),
        (
            "fk_meeting_signatures_demand",
            "meeting_signatures",
            "meeting_demands",
            "community_id demand_id",
            "community_id id",
        ),
        (
            "fk_meeting_signatures_group",
            "meeting_signatures",
            "resident_groups",
            "community_id group_id",
            "community_id id",
        ),
        (
            "fk_meeting_signatures_household",
            "meeting_signatures",
            "households",
            "community_id household_id",
            "community_id id",
        ),
        ("fk_meeting_signatures_member", "meeting_signatures", "members", "community_id member_id", "community_id id"),
        ("fk_meeting_actions_entry", "meeting_actions", "entries", "community_id entry_id", "community_id id"),
        ("fk_meeting_actions_item", "meeting_actions", "meeting_agenda", "community_id item_id", "community_id id"),
        (
            "fk_meeting_actions_owner_member",
            "meeting_actions",
            "members",
            "community_id owner_member_id",
            "community_id id",
        ),
        ("fk_meeting_actions_owner_unit", "meeting_actions", "units", "community_id owner_unit_id", "community_id id"),
    ):
        op.create_foreign_key(name, table, to, here.split(), there.split())
    append_only("meeting_seats", "meeting_attendances", "meeting_moves", "meeting_signatures")


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "meeting_actions",
        "meeting_signatures",
        "meeting_attendances",
        "meeting_agenda",
        "resident_representatives",
        "resident_group_buildings",
        "meeting_units",
        "meeting_seats",
        "meeting_moves",
        "meeting_demands",
        "meeting_code_tries",
        "resident_registers",
        "resident_groups",
        "meetings",
    ):
        op.drop_table(table)
