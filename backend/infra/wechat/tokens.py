"""The access token of getStableAccessToken, shared over Redis; losing Redis costs a fetch, nothing else."""

from contextlib import suppress

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from backend.infra.wechat.answers import WechatRefusal, accepted, read_token
from backend.infra.wechat.errors import WechatUnavailableError
from backend.infra.wechat.transport import Wire

# WeChat replaces a token in its last 5 minutes and keeps both good: by then we ask again.
MARGIN_SECONDS = 300
CACHE_SECONDS_MIN = 30
REDIS_SECONDS = 0.3


class AccessTokens:
    """The token in force for one app."""

    def __init__(self, app_id: str, secret: str, redis_url: str | None) -> None:
        """`redis_url` None shares nothing and fetches each time."""
        self._app_id = app_id
        self._secret = secret
        self._redis = _impatient(redis_url) if redis_url else None
        self._key = f"wechat:access_token:{app_id}"

    def current(self, wire: Wire) -> str:
        """Return the token, from Redis or fresh."""
        return self._cached() or self._fetch(wire, force_refresh=False)

    def renewed(self, wire: Wire, refused: str) -> str:
        """Return another token than the one WeChat refused.

        Mostly another process renewed it already, so a plain fetch comes first; a forced one, which WeChat
        allows 20 times a day and ends everybody's token, only if the same one comes again.
        """
        token = self._fetch(wire, force_refresh=False)
        return token if token != refused else self._fetch(wire, force_refresh=True)

    def _fetch(self, wire: Wire, *, force_refresh: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force_refresh,
        }
        try:
            token, seconds = read_token(accepted(wire.post("/cgi-bin/stable_token", {}, body)))
        except WechatRefusal as refusal:
            raise WechatUnavailableError(f"token_errcode_{refusal.errcode}") from None
        self._remember(token, max(seconds - MARGIN_SECONDS, CACHE_SECONDS_MIN))
        return token

    def _cached(self) -> str | None:
        if self._redis is None:
            return None
        try:
            value = self._redis.get(self._key)
        except RedisError:
            return None
        return value.decode() if isinstance(value, bytes) else value

    def _remember(self, token: str, seconds: int) -> None:
        if self._redis is None:
            return
        with suppress(RedisError):  # the next call fetches again
            self._redis.set(self._key, token, ex=seconds)


def _impatient(redis_url: str) -> Redis:
    """Return a connection that gives up at once: the default retries would eat the deadline."""
    return Redis.from_url(
        redis_url,
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
