"""create_app: one Flask application from settings. Importing this module does nothing."""

from typing import Any

import flask
import orjson
from flask.json.provider import JSONProvider
from redis import Redis
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.app.client import register_client
from backend.app.demo.clock import DemoClock
from backend.app.features import collect, collect_mapping
from backend.app.health import register_health
from backend.app.override import PatchOverride
from backend.communities import service as communities
from backend.core.clock import Clock, SystemClock
from backend.identity.tokens import Tokens
from backend.infra import outbox
from backend.infra.crypto import Cipher
from backend.infra.db import db, engine_options, watch_connections
from backend.infra.http import Api, idempotency
from backend.infra.http.converters import guard_paths
from backend.infra.http.problem import register_problems
from backend.infra.runtime import EXTENSION, Runtime
from backend.infra.settings import Settings
from backend.infra.stops import TraceRegistry
from backend.infra.wechat import WechatClient
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.lists.types import KindRegistry
from backend.moderation.types import Moderated

# Texts and lists are small; photos have routes of their own.
BODY_BYTES_MAX = 256 * 1024


class OrjsonProvider(JSONProvider):
    """JSON by orjson: faster, strict, UTF-8 as it is."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Serialise for a response, or with ``sort_keys`` for an ETag: equal things in equal words."""
        order = orjson.OPT_SORT_KEYS if kwargs.get("sort_keys") else 0
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS | order).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read a request; NaN and infinities are refused."""
        return orjson.loads(s)


def create_app(settings: Settings, *, clock: Clock | None = None, serves: bool = True) -> flask.Flask:
    """Build the application; ``clock`` replaces the product's time in tests.

    A process that answers no HTTP (``serves`` False: worker, scheduler, commands) starts half a second sooner.
    """
    app = flask.Flask("sangong", static_folder=None)
    app.json = OrjsonProvider(app)
    guard_paths(app)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings),
        MAX_CONTENT_LENGTH=BODY_BYTES_MAX,
        API_TITLE="Sangong 三共",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}},
    )
    db.init_app(app)
    watch_connections(app)
    app.extensions[EXTENSION] = _make_runtime(app, settings, clock)
    if serves:
        _register_http(app, settings)
    return app


def _register_http(app: flask.Flask, settings: Settings) -> None:
    register_problems(app)
    register_health(app)
    _register_features(app, settings)
    register_client(app, settings)
    app.wsgi_app = PatchOverride(ProxyFix(app.wsgi_app))  # type: ignore[method-assign]  # Flask's documented way


def _make_runtime(app: flask.Flask, settings: Settings, clock: Clock | None) -> Runtime:
    redis = Redis.from_url(settings.redis_url, socket_timeout=5, socket_connect_timeout=2)
    tokens = Tokens(settings, SystemClock())
    runtime = Runtime(
        settings=settings,
        clock=clock or _product_clock(app, settings),
        cipher=Cipher.from_settings(settings),
        redis=redis,
        read_access_token=tokens.read_access,
        load_actor=communities.load_actor,
        due_sources=_by("name", [outbox.DUE_SOURCE, idempotency.DUE_SOURCE, *collect("DUE_SOURCES")]),
        subscriptions=_by("topic", collect("SUBSCRIPTIONS")),
    )
    wechat = WechatClient(
        base_url=settings.wechat_base_url,
        app_id=settings.wechat_app_id,
        secret=settings.wechat_secret,
        redis_url=settings.redis_url,
        timeout_seconds=settings.wechat_timeout_seconds,
    )
    runtime.ports = {
        Tokens: tokens,
        WechatClient: wechat,
        KindRegistry: KindRegistry(collect("LIST_KINDS"), collect_mapping("LIST_FIGURES")),
        TraceRegistry: TraceRegistry(collect_mapping("TRACE_STOPS"), collect("TRACE_EDGES")),
        Moderated: Moderated(collect_mapping("MODERATED")),
        **collect_mapping("PORTS"),
    }
    if settings.is_demo:
        runtime.ports[WechatPlatformSimulator] = WechatPlatformSimulator(settings.wechat_base_url)
    return runtime


def _by(attribute: str, things: list[Any]) -> dict[str, Any]:
    """Return things by an attribute; two that share it would silently push each other out."""
    found = {getattr(thing, attribute): thing for thing in things}
    if len(found) != len(things):
        raise ValueError(f"two features claim the same {attribute}: {sorted(getattr(t, attribute) for t in things)}")
    return found


def _product_clock(app: flask.Flask, settings: Settings) -> Clock:
    if not settings.is_demo:
        return SystemClock()
    with app.app_context():
        return DemoClock(db.engine)


def _register_features(app: flask.Flask, settings: Settings) -> None:
    api = Api(app)
    for blueprint in collect("BLUEPRINTS"):
        api.register_blueprint(blueprint)
    if settings.is_demo:
        from backend.app.demo.routes import blp as demo_blueprint

        api.register_blueprint(demo_blueprint)
