"""Routes of sign-in. The call to WeChat is made before the transaction is opened."""

from typing import Any

from backend.identity import service
from backend.identity.errors import RefreshReusedError
from backend.identity.schemas import (
    PersonOnlySchema,
    RefreshSchema,
    SignedInSchema,
    TokenPairSchema,
    WechatCodeSchema,
    WhoSchema,
)
from backend.identity.types import TokenPair
from backend.infra.http import Blueprint, current_person_id, public, signed_in
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.infra.wechat import WechatClient

blp = Blueprint("auth", __name__, url_prefix="/api/v1/auth", description="Sign-in")


@blp.route("/wechat", methods=["POST"])
@public
@blp.arguments(WechatCodeSchema)
@blp.response(200, SignedInSchema)
def sign_in(body: dict[str, str]) -> dict[str, Any]:
    """Sign in with the one-time code of wx.login; the first sign-in creates the person."""
    session = port(WechatClient).exchange_code(body["code"])
    with unit_of_work() as uow:
        person_id = service.sign_in(uow, session.openid)
        pair = service.start_session(uow, person_id)
        return {
            "access_token": pair.access_token,
            "refresh_token": pair.refresh_token,
            "expires_in": pair.expires_in,
            "person": service.get_person(uow, person_id),
            "memberships": service.list_memberships(uow, person_id),
        }


@blp.route("/refresh", methods=["POST"])
@public
@blp.arguments(RefreshSchema)
@blp.response(200, TokenPairSchema)
def refresh(body: dict[str, str]) -> TokenPair:
    """Exchange a refresh token for the next pair; a spent one ends its family."""
    with unit_of_work() as uow:
        pair = service.refresh_session(uow, body["refresh_token"])
    if pair is None:
        raise RefreshReusedError()
    return pair


@blp.route("/logout", methods=["POST"])
@public
@blp.arguments(RefreshSchema)
@blp.response(204)
def logout(body: dict[str, str]) -> None:
    """Sign out on this phone."""
    with unit_of_work() as uow:
        service.end_session(uow, body["refresh_token"])


@blp.route("/me")
@signed_in
@blp.response(200, WhoSchema)
def me() -> dict[str, Any]:
    """Tell who is signed in and where they belong."""
    with unit_of_work() as uow:
        return _who(uow)


@blp.route("/phone", methods=["POST"])
@signed_in
@blp.arguments(WechatCodeSchema)
@blp.response(200, PersonOnlySchema)
def bind_phone(body: dict[str, str]) -> dict[str, Any]:
    """Bind the phone that WeChat vouches for (getPhoneNumber button)."""
    person_id = current_person_id()
    phone = port(WechatClient).phone_number(body["code"]).number
    with unit_of_work() as uow:
        return {"person": service.bind_phone(uow, person_id, phone)}


def _who(uow: UnitOfWork) -> dict[str, Any]:
    person_id = current_person_id()
    return {
        "person": service.get_person(uow, person_id),
        "memberships": service.list_memberships(uow, person_id),
    }
