"""Matching: profiles, the index of offers, runs, suggestions, unmet needs, requests for a person's word."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, INT4MULTIRANGE, JSONB

from migrations.helpers import append_only

revision = "0065_matching"
down_revision = "0062_decided_terms"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "match_profiles",
    "match_profile_words",
    "match_offers",
    "match_clocks",
    "match_runs",
    "match_suggestions",
    "match_suggestion_moves",
    "match_unmet",
    "match_reviews",
)

FOREIGN_KEYS = (
    ("fk_match_profiles_member", "match_profiles", "members", ["community_id", "member_id"], ["community_id", "id"]),
    (
        "fk_match_profiles_resource",
        "match_profiles",
        "entries",
        ["community_id", "resource_id"],
        ["community_id", "id"],
    ),
    ("fk_match_profiles_stated_by", "match_profiles", "members", ["community_id", "stated_by"], ["community_id", "id"]),
    ("fk_match_profiles_unit", "match_profiles", "units", ["community_id", "unit_id"], ["community_id", "id"]),
    (
        "fk_match_profile_words_profile",
        "match_profile_words",
        "match_profiles",
        ["community_id", "profile_id"],
        ["community_id", "id"],
    ),
    ("fk_match_clocks_community", "match_clocks", "communities", ["community_id"], ["community_id"]),
    ("fk_match_runs_community", "match_runs", "communities", ["community_id"], ["community_id"]),
    (
        "fk_match_suggestions_decided_by",
        "match_suggestions",
        "members",
        ["community_id", "decided_by"],
        ["community_id", "id"],
    ),
    (
        "fk_match_suggestions_entry",
        "match_suggestions",
        "entries",
        ["community_id", "entry_id"],
        ["community_id", "id"],
    ),
    (
        "fk_match_suggestions_made_by",
        "match_suggestions",
        "members",
        ["community_id", "made_by"],
        ["community_id", "id"],
    ),
    (
        "fk_match_suggestions_member",
        "match_suggestions",
        "members",
        ["community_id", "member_id"],
        ["community_id", "id"],
    ),
    (
        "fk_match_suggestions_resource",
        "match_suggestions",
        "entries",
        ["community_id", "resource_id"],
        ["community_id", "id"],
    ),
    (
        "fk_match_suggestions_role",
        "match_suggestions",
        "shift_roles",
        ["community_id", "shift_id", "role_id"],
        ["community_id", "shift_id", "id"],
    ),
    ("fk_match_suggestions_run", "match_suggestions", "match_runs", ["community_id", "run_id"], ["community_id", "id"]),
    ("fk_match_suggestions_shift", "match_suggestions", "shifts", ["community_id", "shift_id"], ["community_id", "id"]),
    ("fk_match_suggestions_unit", "match_suggestions", "units", ["community_id", "unit_id"], ["community_id", "id"]),
    (
        "fk_match_suggestion_moves_suggestion",
        "match_suggestion_moves",
        "match_suggestions",
        ["community_id", "suggestion_id"],
        ["community_id", "id"],
    ),
    ("fk_match_unmet_became", "match_unmet", "entries", ["community_id", "became_id"], ["community_id", "id"]),
    ("fk_match_unmet_entry", "match_unmet", "entries", ["community_id", "entry_id"], ["community_id", "id"]),
    (
        "fk_match_unmet_role",
        "match_unmet",
        "shift_roles",
        ["community_id", "shift_id", "role_id"],
        ["community_id", "shift_id", "id"],
    ),
    ("fk_match_unmet_run", "match_unmet", "match_runs", ["community_id", "run_id"], ["community_id", "id"]),
    ("fk_match_unmet_shift", "match_unmet", "shifts", ["community_id", "shift_id"], ["community_id", "id"]),
    (
        "fk_match_reviews_answered_by",
        "match_reviews",
        "members",
        ["community_id", "answered_by"],
        ["community_id", "id"],
    ),
    ("fk_match_reviews_asked_by", "match_reviews", "members", ["community_id", "asked_by"], ["community_id", "id"]),
    ("fk_match_reviews_entry", "match_reviews", "entries", ["community_id", "entry_id"], ["community_id", "id"]),
    (
        "fk_match_reviews_made",
        "match_reviews",
        "match_suggestions",
        ["community_id", "made_id"],
        ["community_id", "id"],
    ),
    ("fk_match_reviews_shift", "match_reviews", "shifts", ["community_id", "shift_id"], ["community_id", "id"]),
    (
        "fk_match_reviews_suggestion",
        "match_reviews",
        "match_suggestions",
        ["community_id", "suggestion_id"],
        ["community_id", "id"],
    ),
    ("fk_match_reviews_unit", "match_reviews", "units", ["community_id", "unit_id"], ["community_id", "id"]),
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "match_profiles",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("member_id", UUID),
        sa.Column("unit_id", UUID),
        sa.Column("resource_id", UUID),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("skills", ARRAY(sa.Text), nullable=False),
        sa.Column("categories", ARRAY(sa.Text), nullable=False),
        sa.Column("qualifications", ARRAY(sa.Text), nullable=False),
        sa.Column("minutes", INT4MULTIRANGE, nullable=False),
        sa.Column("hours_a_week", sa.BigInteger, nullable=False),
        sa.Column("things_a_week", sa.BigInteger, nullable=False),
        sa.Column("people", sa.BigInteger, nullable=False),
        sa.Column("reach", sa.Text, nullable=False),
        sa.Column("consent_version", sa.Text, nullable=False),
        sa.Column("stated_by", UUID, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_profiles"),
        sa.CheckConstraint(
            "hours_a_week BETWEEN 1 AND 168 AND things_a_week BETWEEN 1 AND 50 AND people BETWEEN 1 AND 1000",
            name="ck_match_profiles_amounts",
        ),
        sa.CheckConstraint(
            "cardinality(skills) <= 20 AND cardinality(categories) <= 50 AND cardinality(qualifications) <= 20",
            name="ck_match_profiles_lists",
        ),
        sa.CheckConstraint("minutes <@ int4multirange(int4range(0, 10080))", name="ck_match_profiles_minutes"),
        sa.CheckConstraint("num_nonnulls(member_id, unit_id, resource_id) = 1", name="ck_match_profiles_one_owner"),
        sa.CheckConstraint("member_id IS NULL OR people = 1", name="ck_match_profiles_one_person"),
        sa.CheckConstraint("member_id IS NULL OR member_id = stated_by", name="ck_match_profiles_own_word"),
        sa.CheckConstraint("reach IN ('building', 'community')", name="ck_match_profiles_reach"),
        sa.CheckConstraint("version > 0", name="ck_match_profiles_version"),
    )
    op.create_table(
        "match_profile_words",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("consent_version", sa.Text, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("by_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_profile_words"),
    )
    op.create_table(
        "match_offers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("help", sa.Text, nullable=False),
        sa.Column("categories", ARRAY(sa.Text), nullable=False),
        sa.Column("skills", ARRAY(sa.Text), nullable=False),
        sa.Column("minutes", INT4MULTIRANGE, nullable=False),
        sa.Column("building", sa.Text),
        sa.Column("reach", sa.Text, nullable=False),
        sa.Column("spread", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_offers"),
        sa.CheckConstraint(
            "help IN ('work', 'time', 'goods', 'skill', 'space', 'fund', 'data')", name="ck_match_offers_help"
        ),
        sa.CheckConstraint("kind IN ('member', 'unit', 'resource')", name="ck_match_offers_kind"),
    )
    op.create_table(
        "match_clocks",
        sa.Column("community_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("full_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("tries", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_match_clocks"),
        sa.CheckConstraint("tries >= 0", name="ck_match_clocks_tries"),
    )
    op.create_table(
        "match_runs",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("model_version", sa.BigInteger),
        sa.Column("input_hash", sa.Text),
        sa.Column("needs", sa.BigInteger),
        sa.Column("offers", sa.BigInteger),
        sa.Column("pairs", sa.BigInteger),
        sa.Column("served", sa.BigInteger),
        sa.Column("places", sa.BigInteger),
        sa.Column("value", sa.BigInteger),
        sa.Column("bound", sa.BigInteger),
        sa.Column("millis", sa.BigInteger),
        sa.Column("stopped", sa.Text),
        sa.Column("figures", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_runs"),
        sa.CheckConstraint("value <= bound", name="ck_match_runs_bound"),
        sa.CheckConstraint("(state = 'running') = (ended_at IS NULL)", name="ck_match_runs_ended"),
        sa.CheckConstraint(
            "state <> 'done' OR num_nulls(input_hash, needs, offers, pairs, served, places, value, bound, millis,"
            " stopped, model_version) = 0",
            name="ck_match_runs_figures",
        ),
        sa.CheckConstraint("input_hash ~ '^[0-9a-f]{64}$'", name="ck_match_runs_hash"),
        sa.CheckConstraint("kind IN ('full', 'incremental')", name="ck_match_runs_kind"),
        sa.CheckConstraint("served BETWEEN 0 AND needs AND places >= served", name="ck_match_runs_served"),
        sa.CheckConstraint("state IN ('running', 'done', 'died')", name="ck_match_runs_state"),
    )
    op.create_table(
        "match_suggestions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("run_id", UUID),
        sa.Column("made_by", UUID),
        sa.Column("entry_id", UUID),
        sa.Column("shift_id", UUID),
        sa.Column("role_id", UUID),
        sa.Column("member_id", UUID),
        sa.Column("unit_id", UUID),
        sa.Column("resource_id", UUID),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("starts_at", MOMENT),
        sa.Column("ends_at", MOMENT),
        sa.Column("weight", sa.BigInteger, nullable=False),
        sa.Column("parts", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("became", sa.Text),
        sa.Column("became_id", UUID),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.Column("words", sa.LargeBinary),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_suggestions"),
        sa.CheckConstraint("amount > 0", name="ck_match_suggestions_amount"),
        sa.CheckConstraint(
            "(became IS NOT NULL) = (state = 'accepted') AND (became_id IS NULL) = (became IS NULL)"
            " AND became IN ('sign_up', 'claim', 'booking')",
            name="ck_match_suggestions_became",
        ),
        sa.CheckConstraint("(state = 'offered') = (decided_at IS NULL)", name="ck_match_suggestions_decided"),
        sa.CheckConstraint(
            "(decided_by IS NOT NULL) = (state IN ('accepted', 'declined'))", name="ck_match_suggestions_decided_by"
        ),
        sa.CheckConstraint("(state = 'offered') = (next_at IS NOT NULL)", name="ck_match_suggestions_next"),
        sa.CheckConstraint("num_nonnulls(run_id, made_by) = 1", name="ck_match_suggestions_one_maker"),
        sa.CheckConstraint(
            "num_nonnulls(entry_id, shift_id) = 1 AND (role_id IS NULL OR shift_id IS NOT NULL)",
            name="ck_match_suggestions_one_need",
        ),
        sa.CheckConstraint("num_nonnulls(member_id, unit_id, resource_id) = 1", name="ck_match_suggestions_one_offer"),
        sa.CheckConstraint(
            "(reason IS NOT NULL) = (state IN ('declined', 'withdrawn')) AND reason ~ '^[a-z][a-z_]{1,31}$'",
            name="ck_match_suggestions_reason",
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'lapsed', 'withdrawn')", name="ck_match_suggestions_state"
        ),
        sa.CheckConstraint(
            "(starts_at IS NULL) = (ends_at IS NULL) AND ends_at > starts_at", name="ck_match_suggestions_times"
        ),
        sa.CheckConstraint("entry_id <> resource_id", name="ck_match_suggestions_two_sides"),
        sa.CheckConstraint("words IS NULL OR state = 'declined'", name="ck_match_suggestions_words"),
    )
    op.create_table(
        "match_suggestion_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("suggestion_id", UUID, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("by_id", UUID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_suggestion_moves"),
    )
    op.create_table(
        "match_unmet",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("run_id", UUID, nullable=False),
        sa.Column("entry_id", UUID),
        sa.Column("shift_id", UUID),
        sa.Column("role_id", UUID),
        sa.Column("is_public", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("missing", sa.BigInteger, nullable=False),
        sa.Column("candidates", sa.BigInteger, nullable=False),
        sa.Column("failed", JSONB, nullable=False),
        sa.Column("change", JSONB),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("becomes_at", MOMENT),
        sa.Column("became_id", UUID),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_unmet"),
        sa.CheckConstraint("missing > 0 AND candidates >= 0", name="ck_match_unmet_amounts"),
        sa.CheckConstraint("(state = 'open') = (becomes_at IS NOT NULL)", name="ck_match_unmet_becomes"),
        sa.CheckConstraint("(state IN ('met', 'gone')) = (ended_at IS NOT NULL)", name="ck_match_unmet_ended"),
        sa.CheckConstraint(
            "num_nonnulls(entry_id, shift_id) = 1 AND (role_id IS NULL OR shift_id IS NOT NULL)",
            name="ck_match_unmet_one_need",
        ),
        sa.CheckConstraint("became_id IS NULL OR is_public", name="ck_match_unmet_private"),
        sa.CheckConstraint("state <> 'raised' OR became_id IS NOT NULL", name="ck_match_unmet_raised"),
        sa.CheckConstraint("state IN ('open', 'raised', 'handed', 'met', 'gone')", name="ck_match_unmet_state"),
    )
    op.create_table(
        "match_reviews",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("asked_by", UUID, nullable=False),
        sa.Column("unit_id", UUID),
        sa.Column("suggestion_id", UUID),
        sa.Column("entry_id", UUID),
        sa.Column("shift_id", UUID),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer_by", MOMENT, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by", UUID),
        sa.Column("answered_at", MOMENT),
        sa.Column("made_id", UUID),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_match_reviews"),
        sa.CheckConstraint("num_nonnulls(suggestion_id, entry_id, shift_id) <= 1", name="ck_match_reviews_about"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)"
            " AND num_nulls(answer, answered_by, answered_at) IN (0, 3)",
            name="ck_match_reviews_answered",
        ),
        sa.CheckConstraint("made_id IS NULL OR state = 'answered'", name="ck_match_reviews_made"),
        sa.CheckConstraint("state IN ('asked', 'answered', 'withdrawn')", name="ck_match_reviews_state"),
        sa.CheckConstraint("answered_by <> asked_by", name="ck_match_reviews_two_hands"),
    )
    op.create_index("ix_match_profiles_on", "match_profiles", ["community_id", "is_on", "id"])
    op.create_index(
        "ux_match_profiles_member",
        "match_profiles",
        ["community_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ux_match_profiles_resource",
        "match_profiles",
        ["community_id", "resource_id"],
        unique=True,
        postgresql_where=sa.text("resource_id IS NOT NULL"),
    )
    op.create_index(
        "ux_match_profiles_unit",
        "match_profiles",
        ["community_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "ux_match_profile_words_version", "match_profile_words", ["community_id", "profile_id", "version"], unique=True
    )
    op.create_index(
        "ix_match_offers_categories", "match_offers", ["community_id", "categories"], postgresql_using="gin"
    )
    op.create_index(
        "ix_match_offers_minutes", "match_offers", ["community_id", "help", "minutes"], postgresql_using="gist"
    )
    op.create_index(
        "ix_match_clocks_asked",
        "match_clocks",
        ["asked_at", "community_id"],
        postgresql_where=sa.text("asked_at IS NOT NULL"),
    )
    op.create_index("ix_match_clocks_full", "match_clocks", ["full_at", "community_id"])
    op.create_index("ix_match_runs_begun", "match_runs", ["community_id", "begun_at", "id"])
    op.create_index(
        "ux_match_runs_running",
        "match_runs",
        ["community_id"],
        unique=True,
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "ix_match_suggestions_declined",
        "match_suggestions",
        ["community_id", "decided_at"],
        postgresql_where=sa.text("state = 'declined'"),
    )
    op.create_index(
        "ix_match_suggestions_due",
        "match_suggestions",
        ["next_at", "community_id"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "ix_match_suggestions_entry",
        "match_suggestions",
        ["community_id", "entry_id", "created_at", "id"],
        postgresql_where=sa.text("entry_id IS NOT NULL"),
    )
    op.create_index(
        "ix_match_suggestions_member",
        "match_suggestions",
        ["community_id", "member_id", "created_at", "id"],
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_match_suggestions_resource",
        "match_suggestions",
        ["community_id", "resource_id", "created_at", "id"],
        postgresql_where=sa.text("resource_id IS NOT NULL"),
    )
    op.create_index(
        "ix_match_suggestions_run",
        "match_suggestions",
        ["community_id", "run_id", "id"],
        postgresql_where=sa.text("run_id IS NOT NULL"),
    )
    op.create_index(
        "ix_match_suggestions_shift",
        "match_suggestions",
        ["community_id", "shift_id", "created_at", "id"],
        postgresql_where=sa.text("shift_id IS NOT NULL"),
    )
    op.create_index("ix_match_suggestions_state", "match_suggestions", ["community_id", "state", "created_at", "id"])
    op.create_index(
        "ix_match_suggestions_unit",
        "match_suggestions",
        ["community_id", "unit_id", "created_at", "id"],
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "ux_match_suggestions_live",
        "match_suggestions",
        ["community_id", "entry_id", "shift_id", "role_id", "member_id", "unit_id", "resource_id"],
        unique=True,
        postgresql_where=sa.text("state = 'offered'"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_match_suggestion_moves_suggestion", "match_suggestion_moves", ["community_id", "suggestion_id", "id"]
    )
    op.create_index(
        "ix_match_unmet_due",
        "match_unmet",
        ["becomes_at", "community_id"],
        postgresql_where=sa.text("becomes_at IS NOT NULL"),
    )
    op.create_index("ix_match_unmet_state", "match_unmet", ["community_id", "state", "since", "id"])
    op.create_index(
        "ux_match_unmet_live",
        "match_unmet",
        ["community_id", "entry_id", "shift_id", "role_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('open', 'raised', 'handed')"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_match_reviews_asked_by", "match_reviews", ["community_id", "asked_by", "asked_at", "id"])
    op.create_index("ix_match_reviews_state", "match_reviews", ["community_id", "state", "answer_by", "id"])
    op.create_index(
        "ux_match_reviews_suggestion",
        "match_reviews",
        ["community_id", "suggestion_id", "asked_by"],
        unique=True,
        postgresql_where=sa.text("suggestion_id IS NOT NULL AND state = 'asked'"),
    )
    for name, table, to, here, there in FOREIGN_KEYS:
        op.create_foreign_key(name, table, to, here, there)
    append_only("match_profile_words", "match_suggestion_moves")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
