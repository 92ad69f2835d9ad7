"""Access tokens (JWT, HS256) and refresh secrets. Their time is the machine's, never the demo clock's."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import jwt

from backend.core.clock import Clock
from backend.identity.errors import RefreshInvalidError, TokenExpiredError, TokenInvalidError
from backend.infra.settings import Settings

ALGORITHM = "HS256"
ISSUER = "sangong"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and reads tokens."""

    settings: Settings
    clock: Clock

    def now(self) -> datetime:
        """Return the machine's time."""
        return self.clock.now()

    def issue_access(self, person_id: UUID) -> tuple[str, int]:
        """Return an access token and its life in seconds."""
        life = timedelta(minutes=self.settings.access_token_minutes)
        now = self.clock.now()
        claims = {"iss": ISSUER, "sub": str(person_id), "iat": now, "exp": now + life}
        return jwt.encode(claims, self.settings.secret_key, ALGORITHM), int(life.total_seconds())

    def read_access(self, token: str) -> UUID:
        """Return the person; raises TokenExpiredError or TokenInvalidError."""
        try:
            claims = jwt.decode(
                token,
                self.settings.secret_key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub"]},
            )
            return UUID(claims["sub"])
        except jwt.ExpiredSignatureError as error:
            raise TokenExpiredError() from error
        except (jwt.InvalidTokenError, ValueError) as error:
            raise TokenInvalidError() from error

    def refresh_expiry(self) -> datetime:
        """Return when a refresh token given now ends."""
        return self.clock.now() + timedelta(days=self.settings.refresh_token_days)


def make_refresh(family_id: UUID) -> tuple[str, bytes]:
    """Return a refresh token of the family and the hash to keep."""
    secret = secrets.token_urlsafe(32)
    return f"{family_id}.{secret}", _digest(secret)


def split_refresh(token: str) -> tuple[UUID, bytes]:
    """Return the family and the hash of a token; raises RefreshInvalidError."""
    family, _, secret = token.partition(".")
    try:
        return UUID(family), _digest(secret)
    except ValueError as error:
        raise RefreshInvalidError() from error


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
