"""Routes that exist in demo mode alone: choose an identity, move the clock on."""

from typing import Any

from backend.app.demo.clock import DemoClock, advance
from backend.app.demo.identities import IDENTITIES
from backend.app.demo.schemas import AdvanceSchema, ClockSchema, IdentitiesSchema, IdentitySchema, LoginCodeSchema
from backend.core.errors import NotFoundError
from backend.infra.http import Blueprint, public
from backend.infra.runtime import port, runtime
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.infra.wechat.simulator import WechatPlatformSimulator

blp = Blueprint("demo", __name__, url_prefix="/api/v1/demo", description="Demo mode only")


@blp.route("/identities")
@public
@blp.response(200, IdentitiesSchema)
def list_identities() -> dict[str, Any]:
    """List the people one can be in the demo."""
    return {"items": IDENTITIES}


@blp.route("/codes", methods=["POST"])
@public
@blp.arguments(IdentitySchema)
@blp.response(200, LoginCodeSchema)
def make_code(body: dict[str, str]) -> dict[str, str]:
    """Get a one-time sign-in code of the fake WeChat platform, as wx.login gives on a phone."""
    identity = next((known for known in IDENTITIES if known.id == body["identity"]), None)
    if identity is None:
        raise NotFoundError()
    return {"code": port(WechatPlatformSimulator).login_code(identity.id, name=identity.name)}


@blp.route("/clock")
@public
@blp.response(200, ClockSchema)
def read_clock() -> dict[str, Any]:
    """Tell the product's time."""
    with unit_of_work() as uow:
        return _clock(uow, advance(uow, 0))


@blp.route("/clock", methods=["POST"])
@public
@blp.arguments(AdvanceSchema)
@blp.response(200, ClockSchema)
def advance_clock(body: dict[str, int]) -> dict[str, Any]:
    """Move the product's time on."""
    with unit_of_work() as uow:
        offset = advance(uow, body["advance"])
    clock = runtime().clock
    if isinstance(clock, DemoClock):
        clock.forget()
    with unit_of_work() as uow:
        return _clock(uow, offset)


def _clock(uow: UnitOfWork, offset: int) -> dict[str, Any]:
    return {"now": uow.now, "offset_seconds": offset}
