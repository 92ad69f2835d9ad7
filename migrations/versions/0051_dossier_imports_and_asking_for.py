"""A file is taken over by the worker; the desk asks a certificate for somebody, with their signed form."""

import sqlalchemy as sa
from alembic import op

revision = "0051_asked_for"
down_revision = "0052_agreements"

STATES = "'uploaded', 'checked', {}'applied', 'withdrawn', 'expired'"
CLOSED = (
    "(closed_at IS NULL) = (state IN ('uploaded', 'checked'))"
    " AND (closed_by IS NULL) = (state NOT IN ({}'applied', 'withdrawn'))"
)
APPLYING = "'applying', "


def upgrade() -> None:
    """Allow the state between asking and having taken over; say who asked for a certificate, and on what form."""
    _states(APPLYING, "state IN ('uploaded', 'applying')")
    op.add_column("certificates", sa.Column("asked_by", sa.Uuid))
    op.add_column("certificates", sa.Column("consent_photo_id", sa.Uuid))
    op.create_check_constraint(
        "ck_certificates_asked_for",
        "certificates",
        "(asked_by IS NULL) = (consent_photo_id IS NULL) AND (asked_by <> member_id) IS NOT FALSE",
    )
    op.create_unique_constraint("uq_certificates_consent", "certificates", ["community_id", "consent_photo_id"])
    for name, target, column in (
        ("fk_certificates_asker", "members", "asked_by"),
        ("fk_certificates_consent", "attachments", "consent_photo_id"),
    ):
        op.create_foreign_key(name, "certificates", target, ["community_id", column], ["community_id", "id"])


def downgrade() -> None:
    """Go back to taking over at once, and to one's own certificates alone."""
    for name in ("fk_certificates_consent", "fk_certificates_asker"):
        op.drop_constraint(name, "certificates", type_="foreignkey")
    op.drop_constraint("uq_certificates_consent", "certificates", type_="unique")
    op.drop_constraint("ck_certificates_asked_for", "certificates", type_="check")
    op.drop_column("certificates", "consent_photo_id")
    op.drop_column("certificates", "asked_by")
    _states("", "state = 'uploaded'")


def _states(between: str, waits_for_worker: str) -> None:
    for name, rule in (
        ("ck_dossier_imports_state", f"state IN ({STATES.format(between)})"),
        ("ck_dossier_imports_closed", CLOSED.format(between)),
    ):
        op.drop_constraint(name, "dossier_imports", type_="check")
        op.create_check_constraint(name, "dossier_imports", rule)
    op.drop_index("ix_dossier_imports_unchecked", "dossier_imports")
    op.create_index(
        "ix_dossier_imports_unchecked",
        "dossier_imports",
        ["community_id", "created_at"],
        postgresql_where=waits_for_worker,
    )
