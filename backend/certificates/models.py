"""Tables of certificates; all are append-only. What became of a certificate is a row beside it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedJson, EncryptedText
from backend.infra.db import Base


class Certificate(Base):
    """What was certified, for ever as it was issued.

    ``content`` is canonical JSON without a word on any person, ``seal`` its SHA-256. ``private`` (the holder's name and
    document, the purpose, who issued, the check code) is encrypted; the sealed content holds its salted hash.
    ``asked_by`` is who of the desk asked for it with the holder's signed form (``consent_photo_id``), or None.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_certificates"),
        UniqueConstraint("community_id", "number", name="uq_certificates_number"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_certificates_member"
        ),
        # One signed form is for one certificate.
        UniqueConstraint("community_id", "consent_photo_id", name="uq_certificates_consent"),
        ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_certificates_asker"
        ),
        ForeignKeyConstraint(
            ["community_id", "consent_photo_id"],
            ["attachments.community_id", "attachments.id"],
            name="fk_certificates_consent",
        ),
        CheckConstraint(
            "(asked_by IS NULL) = (consent_photo_id IS NULL) AND (asked_by <> member_id) IS NOT FALSE",
            name="ck_certificates_asked_for",
        ),
        CheckConstraint("minutes > 0 AND records_count > 0", name="ck_certificates_amounts"),
        CheckConstraint("first_day <= last_day", name="ck_certificates_period"),
        CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_certificates_seal"),
        Index("ix_certificates_member", "community_id", "member_id", "id"),
        Index("ix_certificates_issued", "community_id", "issued_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID]
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int]
    records_count: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    private: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, deferred=True)
    seal: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    consent_photo_id: Mapped[UUID | None]


class CertificateRecord(Base):
    """A record that a certificate names; the foreign key holds that it was entered."""

    __tablename__ = "certificate_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "certificate_id", "record_id", name="pk_certificate_records"),
        ForeignKeyConstraint(
            ["community_id", "certificate_id"],
            ["certificates.community_id", "certificates.id"],
            name="fk_certificate_records_certificate",
        ),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_certificate_records_record",
        ),
        Index("ix_certificate_records_record", "community_id", "record_id"),
    )

    community_id: Mapped[int]
    certificate_id: Mapped[UUID]
    record_id: Mapped[UUID]


class CertificateVoid(Base):
    """That a certificate holds no longer, why and by whom."""

    __tablename__ = "certificate_voids"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "certificate_id", name="pk_certificate_voids"),
        ForeignKeyConstraint(
            ["community_id", "certificate_id"],
            ["certificates.community_id", "certificates.id"],
            name="fk_certificate_voids_certificate",
        ),
        ForeignKeyConstraint(
            ["community_id", "voided_by"], ["members.community_id", "members.id"], name="fk_certificate_voids_member"
        ),
    )

    community_id: Mapped[int]
    certificate_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    voided_by: Mapped[UUID]
    voided_at: Mapped[datetime]


class CertificateIssuer(Base):
    """Who issues, from a moment on; the newest is in force."""

    __tablename__ = "certificate_issuers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_certificate_issuers"),
        ForeignKeyConstraint(
            ["community_id", "seal_photo_id"],
            ["attachments.community_id", "attachments.id"],
            name="fk_certificate_issuers_photo",
        ),
        ForeignKeyConstraint(
            ["community_id", "set_by"], ["members.community_id", "members.id"], name="fk_certificate_issuers_member"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    head: Mapped[str] = mapped_column(EncryptedText)
    handler: Mapped[str] = mapped_column(EncryptedText)
    contact: Mapped[str] = mapped_column(EncryptedText)
    seal_photo_id: Mapped[UUID | None]
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]
