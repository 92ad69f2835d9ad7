"""The platform's HTTP face: real paths, and the phone's part under /mock/; the rules are elsewhere."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from miniprogram_mock.wechat_platform.answers import PlatformRefusal
from miniprogram_mock.wechat_platform.faults import DEFAULT_SECONDS, MODES, Fault, Faults
from miniprogram_mock.wechat_platform.messages import Messages
from miniprogram_mock.wechat_platform.page import render_page
from miniprogram_mock.wechat_platform.people import App, People
from miniprogram_mock.wechat_platform.store import Store
from miniprogram_mock.wechat_platform.templates import Template
from miniprogram_mock.wechat_platform.texts import check_text
from miniprogram_mock.wechat_platform.tokens import Tokens

BODY_MAX_BYTES = 256 * 1024
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"


class MockRequestError(Exception):
    """A call under /mock/ that makes no sense; the sentence names the field."""


class Platform:
    """All the routes need; `visit_window_seconds` is msgSecCheck's two hours, None to accept any user."""

    def __init__(
        self,
        app: App,
        state_file: Path | None = None,
        clock: Callable[[], float] = time.time,
        visit_window_seconds: float | None = None,
    ) -> None:
        self.store = Store(state_file)
        self.app = app
        self.clock = clock
        self.visit_window_seconds = visit_window_seconds
        self.people = People(self.store, app, clock)
        self.tokens = Tokens(self.store, clock)
        self.messages = Messages(self.store, clock)
        self.faults = Faults()


def create_app(platform: Platform) -> Flask:
    """Return the Flask application that speaks for `platform`."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_MAX_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, its base class not
    app.register_blueprint(_session_routes(platform))
    app.register_blueprint(_token_routes(platform))
    app.register_blueprint(_phone_side_routes(platform))
    app.register_blueprint(_control_routes(platform))
    app.register_error_handler(PlatformRefusal, lambda refusal: jsonify(refusal.body()))
    app.register_error_handler(MockRequestError, lambda error: (jsonify(error=str(error)), 400))
    app.after_request(_keep_to_itself)
    return app


def _session_routes(platform: Platform) -> Blueprint:
    routes = Blueprint("session", __name__)

    @routes.get("/sns/jscode2session")
    def exchange_code() -> Response:
        """Answer code2Session; like the real one as text/plain."""
        asked = request.args
        platform.app.check(asked.get("appid"), asked.get("secret"))
        if asked.get("grant_type") != "authorization_code":
            raise PlatformRefusal(40002)
        if not asked.get("js_code"):
            raise PlatformRefusal(41008)
        answer = jsonify(platform.people.exchange(asked["js_code"]))
        answer.mimetype = "text/plain"
        return answer

    @routes.route("/cgi-bin/stable_token", methods=["GET", "POST"])
    def issue_token() -> Response:
        """Answer getStableAccessToken."""
        body = _posted()
        if body.get("grant_type") != "client_credential":
            raise PlatformRefusal(40002)
        platform.app.check(body.get("appid"), body.get("secret"))
        return jsonify(platform.tokens.issue(force_refresh=body.get("force_refresh") is True))

    return routes


def _token_routes(platform: Platform) -> Blueprint:
    routes = Blueprint("token", __name__)

    @routes.before_request
    def check_token() -> None:
        """Every call here carries an access token in its address."""
        platform.tokens.check(request.args.get("access_token"))

    @routes.route("/cgi-bin/message/subscribe/send", methods=["GET", "POST"])
    def send_message() -> Response:
        """Answer sendMessage."""
        platform.messages.send(_posted())
        return jsonify(errcode=0, errmsg="ok")

    @routes.route("/wxa/msg_sec_check", methods=["GET", "POST"])
    def check_content() -> Response:
        """Answer msgSecCheck 2.0."""
        body = _posted()
        seen_at = platform.people.seen_at(str(body.get("openid", "")))
        window = platform.visit_window_seconds
        if window is not None and platform.clock() - seen_at > window:
            raise PlatformRefusal(61010)
        return jsonify(check_text(body.get("content"), body.get("scene"), body.get("version")))

    @routes.route("/wxa/business/getuserphonenumber", methods=["GET", "POST"])
    def phone_number() -> Response:
        """Answer getPhoneNumber."""
        code = _posted().get("code")
        if not isinstance(code, str) or not code:
            raise PlatformRefusal(41008)
        return jsonify(errcode=0, errmsg="ok", phone_info=platform.people.phone_info(code))

    return routes


def _phone_side_routes(platform: Platform) -> Blueprint:
    routes = Blueprint("phone_side", __name__, url_prefix="/mock")

    @routes.post("/login")
    def login() -> Response:
        """Play wx.login; `name` is for the page alone."""
        name = _word("name", required=False)
        if name:
            platform.people.call(_word("identity"), name)
        return jsonify(code=platform.people.issue_login_code(_word("identity")))

    @routes.post("/phone")
    def phone() -> Response:
        """Play the button getPhoneNumber."""
        number = _word("phone", required=False) or None
        return jsonify(code=platform.people.issue_phone_code(_word("identity"), number))

    @routes.post("/consents")
    def grant() -> Response:
        """Play the accepted dialog of requestSubscribeMessage."""
        openid = _word("openid", required=False) or platform.people.openid_of(_word("identity"))
        platform.people.seen_at(openid)
        unspent = platform.messages.grant(openid, _word("template_id"), _count())
        return jsonify(openid=openid, unspent=unspent)

    @routes.get("/consents")
    def consents() -> Response:
        """Show the unspent consents."""
        return jsonify(items=platform.messages.consents())

    @routes.get("/messages")
    def messages() -> Response:
        """Show what reached the phones, newest first."""
        return jsonify(items=platform.messages.sent())

    return routes


def _control_routes(platform: Platform) -> Blueprint:
    routes = Blueprint("control", __name__)

    @routes.get("/")
    def page() -> str:
        """Show a person what was sent."""
        messages, consents = platform.messages.sent(), platform.messages.consents()
        return render_page(messages, consents, platform.faults.listed())

    @routes.get("/mock/health")
    def health() -> Response:
        """Say that the platform is up."""
        return jsonify(status="ok", app_id=platform.app.app_id)

    @routes.post("/mock/faults")
    def put_fault() -> Response:
        """Make the platform misbehave, or behave again."""
        platform.faults.put(_word("path", required=False), _fault())
        return jsonify(items=platform.faults.listed())

    @routes.post("/mock/tokens")
    def end_tokens() -> Response:
        """End every access token: `revoke` (then 40001) or `expire` (then 42001)."""
        how = _word("how")
        if how not in ("revoke", "expire"):
            raise MockRequestError("how must be revoke or expire")
        (platform.tokens.revoke if how == "revoke" else platform.tokens.expire)()
        return jsonify(status="ok")

    @routes.route("/mock/templates", methods=["GET", "POST"])
    def templates() -> Response:
        """List the message templates, or add one."""
        if request.method == "POST":
            _put_template(platform.messages)
        return jsonify(items=[vars(template) for template in platform.messages.templates()])

    return routes


def _put_template(messages: Messages) -> None:
    fields = _json().get("fields")
    if not isinstance(fields, dict) or not all(isinstance(label, str) for label in fields.values()):
        raise MockRequestError("fields must map keys such as thing1 to labels")
    try:
        messages.put_template(Template(_word("template_id"), _word("title"), fields))
    except ValueError as error:
        raise MockRequestError(f"fields: {error} is no kind of field") from error


def _fault() -> Fault:
    mode, body = _word("mode"), _json()
    if mode not in MODES:
        raise MockRequestError("mode must be one of " + ", ".join(MODES))
    seconds, times = body.get("seconds", DEFAULT_SECONDS.get(mode, 0.0)), body.get("times")
    errcode = body.get("errcode", -1)
    if not isinstance(seconds, int | float) or not 0 <= seconds <= 600:
        raise MockRequestError("seconds must be 0 to 600")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise MockRequestError("times must be 1 or more")
    if not isinstance(errcode, int):
        raise MockRequestError("errcode must be a number")
    return Fault(mode=mode, seconds=float(seconds), errcode=errcode, times=times)


def _posted() -> dict[str, Any]:
    """Return the body of a real interface's call (43002, 44002, 47001)."""
    if request.method != "POST":
        raise PlatformRefusal(43002)
    if not request.get_data():
        raise PlatformRefusal(44002)
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise PlatformRefusal(47001)
    return body


def _json() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise MockRequestError("a JSON object is needed")
    return body


def _word(key: str, *, required: bool = True) -> str:
    value = _json().get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise MockRequestError(f"{key} must be a text of 1 to 200 characters")
    return value


def _count() -> int:
    count = _json().get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 1000:
        raise MockRequestError("count must be 1 to 1000")
    return count


def _keep_to_itself(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
