"""Categories (reference data), entries, their history, the tariff."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from migrations.helpers import append_only, read_only

revision = "0005_lists"
down_revision = "0004_books"

# Two levels: (code, name, [(code, name), …]). The second level's full code is parent.code.
# Drawn from lists that neighbourhoods have published (宜川路, 中山社区, 澄城, 登州路) and the statutory fields of
# 志愿服务条例 (扶贫济困, 扶弱助残, 敬老爱幼, 环境保护, 法律服务, 文化体育, 治安防范, 应急).
CATEGORIES = [
    (
        "elder",
        "助老服务",
        [
            ("companion", "上门陪护"),
            ("meals", "助餐送餐"),
            ("errands", "代买代办"),
            ("outing", "陪同就医"),
            ("digital", "智能手机教学"),
        ],
    ),
    (
        "repair",
        "便民维修",
        [("appliance", "家电维修"), ("home", "水电维修"), ("haircut", "理发"), ("mending", "缝补磨刀")],
    ),
    (
        "environment",
        "环境治理",
        [("cleaning", "楼道清洁"), ("greening", "绿化养护"), ("sorting", "垃圾分类"), ("pets", "文明养宠")],
    ),
    (
        "culture",
        "文体活动",
        [
            ("performance", "文艺演出"),
            ("sports", "体育健身"),
            ("reading", "阅读讲座"),
            ("festival", "节庆活动"),
            ("venue", "场地开放"),
        ],
    ),
    (
        "children",
        "儿童青少年",
        [
            ("tutoring", "课业辅导"),
            ("after_school", "课后托管"),
            ("science", "科普实践"),
            ("protection", "关爱保护"),
        ],
    ),
    ("legal", "法律咨询", [("advice", "法律咨询"), ("mediation", "矛盾调解"), ("policy", "政策解释")]),
    ("disability", "助残", [("visit", "上门探访"), ("access", "无障碍改造"), ("rehabilitation", "康复就业")]),
    (
        "safety",
        "应急平安",
        [
            ("patrol", "平安巡逻"),
            ("fire", "消防安全"),
            ("emergency", "应急救助"),
            ("hygiene", "公共卫生"),
            ("traffic", "文明交通"),
        ],
    ),
    ("health", "健康服务", [("clinic", "义诊体检"), ("mental", "心理关怀"), ("lecture", "健康讲座")]),
    ("hardship", "帮困救助", [("goods", "物资帮扶"), ("wish", "微心愿"), ("job", "就业帮扶")]),
    (
        "facility",
        "公共设施",
        [("charging", "充电设施"), ("ageing", "适老改造"), ("lighting", "道路照明"), ("parking", "停车")],
    ),
    (
        "party",
        "党建共建",
        [("education", "党员教育"), ("organisation", "组织建设"), ("alliance", "区域共建")],
    ),
    ("other", "其他", []),
]


def _category_rows() -> Iterator[dict[str, Any]]:
    for position, (code, name, children) in enumerate(CATEGORIES, start=1):
        yield {"code": code, "parent": None, "name": name, "position": position * 100}
        for place, (child, child_name) in enumerate(children, start=1):
            yield {
                "code": f"{code}.{child}",
                "parent": code,
                "name": child_name,
                "position": position * 100 + place,
            }


def upgrade() -> None:
    """Create the tables and type in the taxonomy."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _create_categories()
    _create_entries()
    _create_entry_moves()
    _create_tariff_lines()
    append_only("entry_moves")
    read_only("categories")


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("tariff_lines")
    op.drop_table("entry_moves")
    op.drop_table("entries")
    op.drop_table("categories")
    op.execute("DROP EXTENSION btree_gist")


def _create_categories() -> None:
    categories = op.create_table(
        "categories",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_categories"),
        sa.ForeignKeyConstraint(["parent"], ["categories.code"], name="fk_categories_parent"),
        sa.CheckConstraint(
            "(parent IS NULL AND code NOT LIKE '%.%') OR code LIKE parent || '.%'",
            name="ck_categories_levels",
        ),
    )
    op.create_index("ix_categories_parent", "categories", ["parent"])
    op.bulk_insert(categories, list(_category_rows()))


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("proposer_member_id", sa.Uuid),
        sa.Column("proposer_unit_id", sa.Uuid),
        sa.Column("created_by_member_id", sa.Uuid, nullable=False),
        sa.Column("quantity", sa.BigInteger),
        sa.Column("quantity_unit", sa.Text),
        sa.Column("claimed_quantity", sa.BigInteger, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("details", JSONB, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_entries"),
        sa.UniqueConstraint("community_id", "number", name="uq_entries_number"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_entries_community"),
        sa.ForeignKeyConstraint(
            ["community_id", "proposer_member_id"],
            ["members.community_id", "members.id"],
            name="fk_entries_member",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposer_unit_id"], ["units.community_id", "units.id"], name="fk_entries_unit"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "created_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_entries_created_by",
        ),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name="fk_entries_category"),
        # Kinds are declarations in code, so that a new list needs no migration; only the form is held here.
        sa.CheckConstraint("kind ~ '^[a-z][a-z_]{1,31}$'", name="ck_entries_kind"),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'on_notice', 'adopted', 'open', 'partly_claimed', 'claimed', 'in_progress',"
            " 'delivered', 'accepted', 'closed', 'rejected', 'merged', 'withdrawn', 'expired', 'reopened')",
            name="ck_entries_state",
        ),
        sa.CheckConstraint("num_nonnulls(proposer_member_id, proposer_unit_id) = 1", name="ck_entries_one_proposer"),
        sa.CheckConstraint("quantity > 0", name="ck_entries_quantity"),
        sa.CheckConstraint("claimed_quantity BETWEEN 0 AND coalesce(quantity, 0)", name="ck_entries_claimed"),
        sa.CheckConstraint("ends_at >= starts_at", name="ck_entries_times"),
        sa.CheckConstraint("version > 0", name="ck_entries_version"),
    )
    op.create_index("ix_entries_list", "entries", ["community_id", "kind", "created_at", "id"])
    op.create_index("ix_entries_state", "entries", ["community_id", "kind", "state", "created_at", "id"])
    op.create_index("ix_entries_category", "entries", ["community_id", "kind", "category", "created_at", "id"])
    op.create_index("ix_entries_member", "entries", ["community_id", "proposer_member_id", "created_at"])
    op.create_index("ix_entries_unit", "entries", ["community_id", "proposer_unit_id", "created_at"])
    op.create_index(
        "ix_entries_claimable",
        "entries",
        ["community_id", "kind"],
        postgresql_where=sa.text("state IN ('open', 'partly_claimed')"),
    )


def _create_entry_moves() -> None:
    op.create_table(
        "entry_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_entry_moves"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_moves_entry"
        ),
    )
    op.create_index("ix_entry_moves_entry", "entry_moves", ["community_id", "entry_id", "id"])


def _create_tariff_lines() -> None:
    op.create_table(
        "tariff_lines",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("category", sa.Text),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("cap_per_day", sa.BigInteger),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("community_id", "entry_id", name="pk_tariff_lines"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_tariff_lines_entry"
        ),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name="fk_tariff_lines_category"),
        sa.CheckConstraint("measure IN ('hour', 'slot', 'item', 'hundred_yuan')", name="ck_tariff_lines_measure"),
        sa.CheckConstraint("book IN ('time', 'point')", name="ck_tariff_lines_book"),
        sa.CheckConstraint("amount > 0 AND cap_per_day > 0", name="ck_tariff_lines_amount"),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_tariff_lines_dates"),
        ExcludeConstraint(
            ("community_id", "="),
            (sa.text("coalesce(category, '')"), "="),
            ("measure", "="),
            ("book", "="),
            (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_tariff_lines_overlap",
            using="gist",
        ),
    )
