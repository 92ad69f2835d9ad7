"""The fake platform as a program: state survives a restart, its page is for people, bad calls do no harm."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from backend.infra.wechat import DeliveryOutcome, WechatClient, WechatUnavailableError
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.infra.wechat.transport import Address, Transport
from miniprogram_mock.wechat_platform.server import PlatformServer
from tests.integration.wechat.conftest import APP_ID, REMINDER, SECRET, TEMPLATE

ENVIRONMENT = {**os.environ, "WECHAT_APP_ID": APP_ID, "WECHAT_SECRET": SECRET}
COMMAND = [sys.executable, "-m", "miniprogram_mock.wechat_platform", "--port"]


@contextmanager
def program(*arguments: str, port: str = "0") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; gives the process and its base URL."""
    with subprocess.Popen([*COMMAND, port, *arguments], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().split()[-1]
        process.terminate()


def fetch(url: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Fetch a page as text."""
    address = Address(url)
    connection = HTTPConnection(address.host, address.port, timeout=10)
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_a_restart_keeps_people_consents_and_messages(tmp_path: Path) -> None:
    state = ["--state", str(tmp_path / "wechat.sqlite")]
    with program(*state) as (process, url):
        phone = WechatPlatformSimulator(url)
        client = WechatClient(base_url=url, app_id=APP_ID, secret=SECRET)
        openid = client.exchange_code(phone.login_code("resident")).openid
        phone.grant_consent(openid, TEMPLATE, count=2)
        assert (
            client.send_subscribe_message(openid=openid, template_id=TEMPLATE, data=REMINDER).outcome
            is DeliveryOutcome.SENT
        )
        unused = phone.login_code("resident")
        process.kill()
        process.wait()
    with program(*state) as (_, url):
        client = WechatClient(base_url=url, app_id=APP_ID, secret=SECRET)
        assert client.exchange_code(unused).openid == openid
        outcomes = [
            client.send_subscribe_message(openid=openid, template_id=TEMPLATE, data=REMINDER).outcome for _ in range(2)
        ]
        assert outcomes == [DeliveryOutcome.SENT, DeliveryOutcome.NO_CONSENT]
        messages = Transport(Address(url), 5).run(lambda wire: wire.get("/mock/messages", {}))
        assert len(messages["items"]) == 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_asked_even_in_the_middle_of_a_slow_answer(how: signal.Signals) -> None:
    with program() as (process, url):
        quick = Transport(Address(url), 0.3)
        quick.run(lambda wire: wire.post("/mock/faults", {}, {"mode": "slow", "seconds": 60}))
        with pytest.raises(WechatUnavailableError):
            quick.run(lambda wire: wire.get("/sns/jscode2session", {}))
        process.send_signal(how)
        assert process.wait(5) == 0


def test_a_taken_port_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = subprocess.run(
            [*COMMAND, port], env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=30
        )
    assert answer.returncode == 1
    assert answer.stderr == f"Port {port} on 127.0.0.1 cannot be opened: Address already in use.\n"


def test_missing_credentials_and_a_broken_state_are_one_clear_sentence(tmp_path: Path) -> None:
    bare = {key: value for key, value in ENVIRONMENT.items() if not key.startswith("WECHAT_")}
    answer = subprocess.run([*COMMAND, "0"], env=bare, capture_output=True, text=True, check=False, timeout=30)
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    broken = tmp_path / "broken"
    broken.write_text("no database at all, only a sentence that is long enough" * 20)
    command = [*COMMAND, "0", "--state", str(broken)]
    answer = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=30)
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)


def test_the_page_shows_what_was_sent_newest_first(
    platform: PlatformServer, client: WechatClient, phone: WechatPlatformSimulator, openid: str
) -> None:
    phone.login_code("resident", name="周阿姨")
    phone.grant_consent(openid, TEMPLATE, count=3)
    for title in ("先发的", "<b>后发的</b>"):
        client.send_subscribe_message(openid=openid, template_id=TEMPLATE, data={**REMINDER, "thing1": title})
    status, page = fetch(platform.url, "/")
    assert status == 200
    assert page.index("&lt;b&gt;后发的") < page.index("先发的")
    assert "<b>" not in page
    assert "活动开始提醒" in page
    assert "发给周阿姨" in page
    assert "周阿姨 · 活动开始提醒" in page
    assert "1 次" in page


def test_the_empty_page_says_what_will_be_there(platform: PlatformServer) -> None:
    _, page = fetch(platform.url, "/")
    assert "还没有消息" in page
    assert 'lang="zh-CN"' in page


def test_the_page_tells_of_faults_and_works_in_spite_of_them(
    platform: PlatformServer, misbehave: Callable[..., None]
) -> None:
    misbehave("down")
    misbehave("slow", path="/sns/jscode2session", seconds=3)
    _, page = fetch(platform.url, "/")
    assert "所有接口：断开连接" in page
    assert "/sns/jscode2session：很慢" in page
    misbehave("ok")
    assert "正在模拟的故障" not in fetch(platform.url, "/")[1]


def test_sign_in_answers_as_plain_text_like_the_real_one(platform: PlatformServer) -> None:
    address = Address(platform.url)
    connection = HTTPConnection(address.host, address.port, timeout=10)
    code = platform.platform.people.issue_login_code("resident")
    query = f"appid={APP_ID}&secret={SECRET}&js_code={code}&grant_type=authorization_code"
    connection.request("GET", f"/sns/jscode2session?{query}")
    response = connection.getresponse()
    assert response.headers.get_content_type() == "text/plain"
    assert b"session_key" in response.read()
    connection.close()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/mock/login", {}),
        ("/mock/login", {"identity": 7}),
        ("/mock/login", {"identity": "x" * 201}),
        ("/mock/faults", {"mode": "unheard-of"}),
        ("/mock/faults", {"mode": "slow", "seconds": "x"}),
        ("/mock/faults", {"mode": "slow", "times": 0}),
        ("/mock/faults", {"mode": "errcode", "errcode": "x"}),
        ("/mock/tokens", {"how": "burn"}),
        ("/mock/templates", {"template_id": "t", "title": "t", "fields": {"unheard1": "x"}}),
        ("/mock/templates", {"template_id": "t", "title": "t", "fields": []}),
    ],
)
def test_a_senseless_call_under_mock_is_a_400(
    post: Callable[..., dict[str, object]], path: str, body: dict[str, object]
) -> None:
    with pytest.raises(WechatUnavailableError) as caught:
        post(path, body)
    assert caught.value.reason == "status_400"


def test_the_real_paths_want_posted_json(platform: PlatformServer, get: Callable[..., dict[str, object]]) -> None:
    assert get("/cgi-bin/stable_token")["errcode"] == 43002
    address = Address(platform.url)
    for body, errcode in ((b"", b"44002"), (b"{", b"47001"), (b"[]", b"47001")):
        connection = HTTPConnection(address.host, address.port, timeout=10)
        connection.request("POST", "/cgi-bin/stable_token", body=body)
        assert errcode in connection.getresponse().read()
        connection.close()
