"""Identifiers: UUIDv7, so that a later row sorts after an earlier one."""

from typing import NewType
from uuid import UUID

import uuid_utils

# A community's 12 digits: its street's 9 (statistical division code) and three of our own. Never changes.
CommunityId = NewType("CommunityId", int)


def new_id() -> UUID:
    """Return a new UUIDv7 (RFC 9562) as the standard library's type."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
