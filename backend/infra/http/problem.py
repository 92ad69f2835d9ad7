"""Refusals as problem+json (RFC 9457), every one with a stable code; what nobody foresaw is logged and told as 500."""

from collections.abc import Mapping
from typing import Any

import flask
import structlog
from psycopg import errors as pg
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from backend.core.errors import Kind, SangongError

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"

STATUS = {
    Kind.BAD_REQUEST: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.PRECONDITION_FAILED: 412,
    Kind.TOO_LARGE: 413,
    Kind.INVALID: 422,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}

# What the framework itself refuses: status -> (code, title).
FRAMEWORK = {
    400: ("bad_request", "请求格式不对"),
    401: ("not_signed_in", "请先登录"),
    403: ("forbidden", "您没有办理这件事的权限"),
    404: ("not_found", "没有找到"),
    405: ("method_not_allowed", "不支持这种操作"),
    406: ("not_acceptable", "无法提供这种格式"),
    412: ("version_conflict", "内容已被别人更新，请刷新后再改"),
    413: ("body_too_large", "提交的内容太大"),
    414: ("address_too_long", "地址太长"),
    415: ("not_json", "请以 JSON 格式提交"),
    422: ("invalid", "填写的内容有误"),
    428: ("version_required", "请先刷新再修改"),
    431: ("headers_too_large", "请求格式不对"),
}

# Nothing was written: the same request may simply be sent again.
RETRYABLE = (
    pg.SerializationFailure,
    pg.DeadlockDetected,
    pg.LockNotAvailable,
    pg.QueryCanceled,
    pg.OperationalError,
    pg.IdleInTransactionSessionTimeout,
    pg.InternalError_,  # XX000 at COMMIT on a distributed database: the outcome is unknown, the key settles it
)
RETRY_AFTER_SECONDS = 1


def problem(status: int, code: str, title: str, **extras: Any) -> flask.Response:
    """Return the answer; ``extras`` that are None are left out."""
    body = {"type": f"/problems/{code}", "title": title, "status": status, "code": code}
    body.update({name: value for name, value in extras.items() if value is not None})
    response = flask.jsonify(body)
    response.status_code = status
    response.content_type = CONTENT_TYPE
    return response


def on_refusal(error: SangongError) -> flask.Response:
    """Answer a refusal of ours."""
    response = problem(STATUS[error.kind], error.code, error.title, detail=error.detail, **error.extras)
    if error.kind is Kind.UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def on_http_exception(error: HTTPException) -> flask.Response:
    """Answer what Flask, webargs or flask-smorest refused."""
    status = error.code or 500
    code, title = FRAMEWORK.get(status, ("error", "没有办成"))
    response = problem(status, code, title, errors=_field_errors(error))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _field_errors(error: HTTPException) -> Mapping[str, Any] | None:
    """Return webargs' messages without the location level (json, query …)."""
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    messages = data.get("errors") or data.get("messages")
    if not isinstance(messages, Mapping):
        return None
    flat: dict[str, Any] = {}
    for location, found in messages.items():
        flat.update(found if isinstance(found, Mapping) else {str(location): found})
    return {str(name): _in_chinese(found) for name, found in flat.items()}


def _in_chinese(found: Any) -> Any:
    """Replace what a library said in English; its wording is for programmers."""
    if isinstance(found, Mapping):
        return {str(name): _in_chinese(part) for name, part in found.items()}
    if isinstance(found, list):
        return [_in_chinese(part) for part in found]
    return "格式不对" if str(found).isascii() else found


def on_database_error(error: SQLAlchemyError) -> flask.Response:
    """Answer a lost or busy database as 503; a data error of ours is a bug and is told as one."""
    origin = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(error, PoolTimeout) or isinstance(origin, RETRYABLE):
        log.warning("database_unavailable", error=type(origin or error).__name__)
        return _try_again()
    return on_bug(error)


def on_redis_error(error: RedisError) -> flask.Response:
    """Answer a lost Redis as 503."""
    log.warning("redis_unavailable", error=type(error).__name__)
    return _try_again()


def _try_again() -> flask.Response:
    response = problem(503, "try_again", "系统正忙，请稍后再试")
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def on_bug(error: Exception) -> flask.Response:
    """Log what nobody foresaw and tell no details."""
    log.error("unexpected_error", path=flask.request.path, exc_info=error)
    return problem(500, "unexpected_error", "系统出了差错，已经记录")


def register_problems(app: flask.Flask) -> None:
    """Let every failure of ``app`` speak problem+json."""
    app.register_error_handler(SangongError, on_refusal)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(SQLAlchemyError, on_database_error)
    app.register_error_handler(RedisError, on_redis_error)
    app.register_error_handler(Exception, on_bug)
