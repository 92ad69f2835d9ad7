"""Certificates of service records: what was certified, of which records, what was voided, who issues."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0047_certificates"
down_revision = "0042_presence"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
TABLES = ("certificates", "certificate_records", "certificate_voids", "certificate_issuers")
# Constraint, table, where it points, by which column beside community_id.
FOREIGN_KEYS = (
    ("fk_certificates_member", "certificates", "members", "member_id"),
    ("fk_certificate_records_certificate", "certificate_records", "certificates", "certificate_id"),
    ("fk_certificate_records_record", "certificate_records", "entered_records", "record_id"),
    ("fk_certificate_voids_certificate", "certificate_voids", "certificates", "certificate_id"),
    ("fk_certificate_voids_member", "certificate_voids", "members", "voided_by"),
    ("fk_certificate_issuers_photo", "certificate_issuers", "attachments", "seal_photo_id"),
    ("fk_certificate_issuers_member", "certificate_issuers", "members", "set_by"),
)


def upgrade() -> None:
    """Create the tables, then their foreign keys; what was certified stays as it was written."""
    op.create_table(
        "certificates",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("records_count", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("private", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_certificates"),
        sa.UniqueConstraint("community_id", "number", name="uq_certificates_number"),
        sa.CheckConstraint("minutes > 0 AND records_count > 0", name="ck_certificates_amounts"),
        sa.CheckConstraint("first_day <= last_day", name="ck_certificates_period"),
        sa.CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_certificates_seal"),
    )
    op.create_index("ix_certificates_member", "certificates", ["community_id", "member_id", "id"])
    op.create_index("ix_certificates_issued", "certificates", ["community_id", "issued_at", "id"])
    op.create_table(
        "certificate_records",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("certificate_id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "certificate_id", "record_id", name="pk_certificate_records"),
    )
    op.create_index("ix_certificate_records_record", "certificate_records", ["community_id", "record_id"])
    op.create_table(
        "certificate_voids",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("certificate_id", UUID, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("voided_by", UUID, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "certificate_id", name="pk_certificate_voids"),
    )
    op.create_table(
        "certificate_issuers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("handler", sa.LargeBinary, nullable=False),
        sa.Column("contact", sa.LargeBinary, nullable=False),
        sa.Column("seal_photo_id", UUID),
        sa.Column("set_by", UUID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_certificate_issuers"),
    )
    for name, table, target, column in FOREIGN_KEYS:
        op.create_foreign_key(name, table, target, ["community_id", column], ["community_id", "id"])
    append_only(*TABLES)


def downgrade() -> None:
    """Drop the tables again."""
    for name in reversed(TABLES):
        op.drop_table(name)
