"""Directory tables: keyed by their own id or hash, joined by no foreign key, personal fields encrypted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Person(Base):
    """A human being with an account."""

    __tablename__ = "people"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="pk_people"),
        UniqueConstraint("phone_hash", name="uq_people_phone"),
    )

    id: Mapped[UUID]
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    phone_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class WechatIdentity(Base):
    """The openid under which WeChat knows a person in our mini-program."""

    __tablename__ = "wechat_identities"
    __table_args__ = (
        PrimaryKeyConstraint("openid_hash", name="pk_wechat_identities"),
        Index("ix_wechat_identities_person", "person_id"),
    )

    openid_hash: Mapped[bytes] = mapped_column(LargeBinary)
    openid: Mapped[str] = mapped_column(EncryptedText)
    person_id: Mapped[UUID]
    created_at: Mapped[datetime]


class RefreshFamily(Base):
    """One sign-in on one phone: the chain of refresh tokens, of which only the newest is good."""

    __tablename__ = "refresh_families"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="pk_refresh_families"),
        Index("ix_refresh_families_person", "person_id"),
    )

    id: Mapped[UUID]
    person_id: Mapped[UUID]
    current_hash: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
