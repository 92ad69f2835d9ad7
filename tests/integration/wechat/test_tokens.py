"""The access token: one for all processes, renewed when refused, fetched anew when Redis is gone."""

import socket
import subprocess
import sys
from collections.abc import Callable

import pytest
from redis import Redis

from backend.infra.wechat import TextScene, WechatClient, WechatUnavailableError
from miniprogram_mock.wechat_platform.server import PlatformServer
from tests.integration.wechat.conftest import APP_ID, SECRET, HandClock

KEY = f"wechat:access_token:{APP_ID}"


@pytest.fixture
def sharing(platform: PlatformServer, redis: Redis, redis_url: str) -> WechatClient:
    """A client that shares its token over Redis."""
    return WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET, redis_url=redis_url)


def check(client: WechatClient, openid: str) -> int:
    """Make any call that needs a token."""
    return client.check_text(openid, "你好", TextScene.FORUM).label


def test_a_token_is_stable_while_it_is_good(
    platform: PlatformServer, post: Callable[..., dict[str, object]], clock: HandClock
) -> None:
    asked = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET}
    first = post("/cgi-bin/stable_token", asked)
    clock.at += 60
    again = post("/cgi-bin/stable_token", asked)
    assert (first["expires_in"], again["expires_in"]) == (7200, 7140)
    assert first["access_token"] == again["access_token"]
    clock.at += 7200 - 60 - 300
    assert post("/cgi-bin/stable_token", asked)["access_token"] != first["access_token"]


@pytest.mark.parametrize(
    ("changed", "errcode"),
    [
        ({"grant_type": "password"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wx-another"}, 40013),
        ({"secret": "another"}, 40125),
    ],
)
def test_the_platform_gives_no_token_to_strangers(
    post: Callable[..., dict[str, object]], changed: dict[str, object], errcode: int
) -> None:
    asked = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET, **changed}
    assert post("/cgi-bin/stable_token", asked)["errcode"] == errcode


def test_the_platform_wants_a_token_it_knows(
    post: Callable[..., dict[str, object]], platform: PlatformServer, openid: str
) -> None:
    path, body = "/wxa/msg_sec_check", {"version": 2, "openid": openid, "scene": 1, "content": "你好"}
    assert post(path, body)["errcode"] == 41001
    assert post(path, body, access_token="made-up")["errcode"] == 40001
    token = str(platform.platform.tokens.issue(force_refresh=False)["access_token"])
    assert post(path, body, access_token=token)["errcode"] == 0
    platform.platform.tokens.expire()
    assert post(path, body, access_token=token)["errcode"] == 42001


def test_the_token_is_shared_and_ends_before_wechats_does(sharing: WechatClient, redis: Redis, openid: str) -> None:
    check(sharing, openid)
    token, seconds = redis.get(KEY), redis.ttl(KEY)
    check(sharing, openid)
    assert token is not None
    assert redis.get(KEY) == token
    assert 6800 < seconds <= 6900


def test_a_token_in_redis_is_used_without_asking(
    sharing: WechatClient, openid: str, misbehave: Callable[..., None]
) -> None:
    check(sharing, openid)
    misbehave("down", path="/cgi-bin/stable_token")
    assert check(sharing, openid) == 100


@pytest.mark.parametrize("how", ["revoke", "expire"])
def test_a_refused_token_is_renewed_once_and_the_call_succeeds(
    sharing: WechatClient, redis: Redis, post: Callable[..., dict[str, object]], openid: str, how: str
) -> None:
    check(sharing, openid)
    old = redis.get(KEY)
    post("/mock/tokens", {"how": how})
    assert check(sharing, openid) == 100
    assert redis.get(KEY) != old


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_token_refused_though_wechat_still_gives_it_out_is_forced_anew(
    sharing: WechatClient,
    redis: Redis,
    clock: HandClock,
    misbehave: Callable[..., None],
    openid: str,
    errcode: int,
) -> None:
    check(sharing, openid)
    old = redis.get(KEY)
    clock.at += 31
    misbehave("errcode", errcode=errcode, path="/wxa/msg_sec_check", times=1)
    assert check(sharing, openid) == 100
    assert redis.get(KEY) != old


def test_a_token_refused_twice_is_an_error_not_a_loop(
    sharing: WechatClient, misbehave: Callable[..., None], openid: str
) -> None:
    misbehave("errcode", errcode=40001, path="/wxa/msg_sec_check")
    with pytest.raises(WechatUnavailableError):
        check(sharing, openid)


def test_without_redis_every_call_fetches(platform: PlatformServer, openid: str) -> None:
    gone = "redis://127.0.0.1:1/0"
    client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET, redis_url=gone)
    assert check(client, openid) == 100


def test_a_redis_that_hangs_leaves_time_to_fetch(platform: PlatformServer, openid: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hung = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET, redis_url=hung)
        assert check(client, openid) == 100


def test_rubbish_in_redis_is_replaced(sharing: WechatClient, redis: Redis, openid: str) -> None:
    redis.set(KEY, "rubbish")
    assert check(sharing, openid) == 100
    assert redis.get(KEY) != b"rubbish"


def test_a_client_made_before_a_fork_works_after_it(platform: PlatformServer, openid: str) -> None:
    program = f"""
import os
from backend.infra.wechat import TextScene, WechatClient
client = WechatClient(base_url={platform.url!r}, app_id={APP_ID!r}, secret={SECRET!r})
def check():
    return client.check_text({openid!r}, "你好", TextScene.FORUM).label
assert check() == 100
child = os.fork()
if child == 0:
    os._exit(0 if check() == 100 else 1)
assert os.waitpid(child, 0)[1] == 0
assert check() == 100
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)
