"""A platform that is slow, gone or mad: one clear error within five seconds, and nothing is left behind."""

import logging
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from structlog.testing import capture_logs

from backend.infra.wechat import DeliveryOutcome, TextScene, WechatClient, WechatUnavailableError
from backend.infra.wechat.simulator import WechatPlatformSimulator
from backend.infra.wechat.transport import Address, Transport
from miniprogram_mock.wechat_platform.faults import MODES, Fault
from miniprogram_mock.wechat_platform.server import PlatformServer, running_platform
from tests.integration.wechat.conftest import APP_ID, REMINDER, SECRET, TEMPLATE

SIGN_IN_SECONDS_MAX = 5.0
BAD_MODES = [mode for mode in MODES if mode != "ok"]
REASONS = {
    "slow": "deadline",
    "down": "connection",
    "garbage": "not_json",
    "http500": "status_500",
    "empty": "not_json",
    "drip": "deadline",
    "drip_head": "deadline",
    "huge": "too_large",
    "html": "not_json",
    "wrong_types": "malformed",
    "missing_fields": "malformed",
    "redirect": "status_302",
    "errcode": "errcode_-1",
}


@pytest.fixture(scope="module")
def sign_ins() -> dict[str, tuple[Exception | None, float]]:
    """Sign in with the default deadline against every fault at once: error and seconds, by fault."""

    def sign_in(mode: str) -> tuple[Exception | None, float]:
        with running_platform(APP_ID, SECRET) as platform:
            client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET)
            code = platform.platform.people.issue_login_code("resident")
            platform.platform.faults.put("", Fault(mode, {"slow": 20.0}.get(mode, 0.5)))
            start = time.monotonic()
            try:
                client.exchange_code(code)
            except WechatUnavailableError as error:
                return error, time.monotonic() - start
            return None, time.monotonic() - start

    with ThreadPoolExecutor(len(BAD_MODES)) as pool:
        return dict(zip(BAD_MODES, pool.map(sign_in, BAD_MODES), strict=True))


@pytest.mark.parametrize("mode", BAD_MODES)
def test_sign_in_says_within_five_seconds_that_wechat_does_not_answer(
    sign_ins: dict[str, tuple[Exception | None, float]], mode: str
) -> None:
    error, seconds = sign_ins[mode]
    assert isinstance(error, WechatUnavailableError)
    assert (error.code, error.kind) == ("wechat_unavailable", "unavailable")
    assert error.reason == REASONS[mode]
    assert seconds < SIGN_IN_SECONDS_MAX


@pytest.mark.parametrize("mode", BAD_MODES)
def test_a_message_that_met_a_fault_may_be_tried_again_and_then_arrives(
    platform: PlatformServer, phone: WechatPlatformSimulator, misbehave: Callable[..., None], mode: str
) -> None:
    client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET, timeout_seconds=0.5)
    openid = client.exchange_code(phone.login_code("resident")).openid
    phone.grant_consent(openid, TEMPLATE)
    misbehave(mode, seconds=2)

    def send() -> DeliveryOutcome:
        return client.send_subscribe_message(openid=openid, template_id=TEMPLATE, data=REMINDER).outcome

    assert send() is DeliveryOutcome.TRY_LATER
    misbehave("ok")
    assert send() is DeliveryOutcome.SENT


@pytest.mark.parametrize("mode", ["garbage", "empty", "wrong_types", "missing_fields", "huge", "http500"])
def test_the_other_calls_say_so_too(client: WechatClient, misbehave: Callable[..., None], mode: str) -> None:
    for path in ("/wxa/msg_sec_check", "/wxa/business/getuserphonenumber"):
        misbehave(mode, path=path)
    with pytest.raises(WechatUnavailableError):
        client.phone_number("0code")
    with pytest.raises(WechatUnavailableError):
        client.check_text("o" * 28, "你好", TextScene.FORUM)


def test_a_port_where_nobody_listens(client: WechatClient) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = WechatClient(base_url=f"http://127.0.0.1:{taken.getsockname()[1]}", app_id=APP_ID, secret=SECRET)
        with pytest.raises(WechatUnavailableError) as caught:
            nobody.exchange_code("0code")
    assert caught.value.reason == "refused"


def test_a_peer_that_never_says_a_word() -> None:
    for scheme in ("http", "https"):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            base_url = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}"
            client = WechatClient(base_url=base_url, app_id=APP_ID, secret=SECRET, timeout_seconds=0.4)
            start = time.monotonic()
            with pytest.raises(WechatUnavailableError):
                client.exchange_code("0code")
            assert time.monotonic() - start < 1.4


def test_a_name_that_does_not_exist() -> None:
    client = WechatClient(base_url="http://wechat.invalid", app_id=APP_ID, secret=SECRET)
    start = time.monotonic()
    with pytest.raises(WechatUnavailableError):
        client.exchange_code("0code")
    assert time.monotonic() - start < SIGN_IN_SECONDS_MAX


def test_the_deadline_holds_for_whatever_blocks(platform: PlatformServer) -> None:
    release, start = threading.Event(), time.monotonic()
    with pytest.raises(WechatUnavailableError):
        Transport(Address(platform.url), 0.3).run(lambda wire: release.wait(30))
    assert time.monotonic() - start < 1.3
    release.set()


def test_beyond_its_places_a_call_waits_no_longer_than_its_deadline(platform: PlatformServer) -> None:
    transport, release = Transport(Address(platform.url), 0.3, calls_at_once=1), threading.Event()
    with pytest.raises(WechatUnavailableError):
        transport.run(lambda wire: release.wait(30))
    with pytest.raises(WechatUnavailableError) as caught:
        transport.run(lambda wire: wire.get("/mock/health", {}))
    assert caught.value.reason == "too_many_at_once"
    release.set()
    time.sleep(0.05)
    assert transport.run(lambda wire: wire.get("/mock/health", {}))["status"] == "ok"


@pytest.mark.parametrize("mode", ["drip", "drip_head", "slow"])
def test_at_the_deadline_the_line_is_cut_and_the_thread_ends(
    platform: PlatformServer, misbehave: Callable[..., None], mode: str
) -> None:
    client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET, timeout_seconds=0.3)
    misbehave(mode, seconds=0.1 if mode != "slow" else 5)
    with pytest.raises(WechatUnavailableError):
        client.exchange_code("0code")
    end = time.monotonic() + 2
    while any(thread.name == "wechat" for thread in threading.enumerate()):
        assert time.monotonic() < end, "the conversation goes on behind our back"
        time.sleep(0.02)


def test_plain_http_where_tls_was_expected(platform: PlatformServer) -> None:
    base_url = platform.url.replace("http://", "https://")
    with pytest.raises(WechatUnavailableError) as caught:
        WechatClient(base_url=base_url, app_id=APP_ID, secret=SECRET).exchange_code("0code")
    assert caught.value.reason == "tls"


def test_a_certificate_nobody_vouches_for_is_refused_and_a_known_one_is_not(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path)
    with _tls_answerer(certificate, b'{"openid":"o0000000000000000000000000000","session_key":"x"}') as port:
        address = {"base_url": f"https://localhost:{port}", "app_id": APP_ID, "secret": SECRET}
        with pytest.raises(WechatUnavailableError) as caught:
            WechatClient(**address).exchange_code("0code")
        assert caught.value.reason == "tls"
        trusting = WechatClient(**address, ca_file=str(certificate))
        assert trusting.exchange_code("0code").openid == "o" + "0" * 28


@pytest.mark.parametrize(("spaces", "reason"), [(60_000, None), (70_000, "too_large")])
def test_a_body_that_does_not_say_its_length_is_read_no_further_than_64_kib(spaces: int, reason: str | None) -> None:
    body = b'{"openid":"o0000000000000000000000000000"' + b" " * spaces + b"}"
    with _answerer(body) as port:
        client = WechatClient(base_url=f"http://localhost:{port}", app_id=APP_ID, secret=SECRET)
        if reason is None:
            assert client.exchange_code("0code").openid
            return
        with pytest.raises(WechatUnavailableError) as caught:
            client.exchange_code("0code")
    assert caught.value.reason == reason


def test_a_body_without_an_end_is_given_up_at_once() -> None:
    with _answerer(b" " * 1024 * 1024, times=1_000_000) as port:
        client = WechatClient(base_url=f"http://localhost:{port}", app_id=APP_ID, secret=SECRET)
        start = time.monotonic()
        with pytest.raises(WechatUnavailableError) as caught:
            client.exchange_code("0code")
    assert caught.value.reason == "too_large"
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("base_url", ["", "api.weixin.qq.com", "ftp://host", "https://", "https://host/?a=b"])
def test_a_base_url_that_cannot_work_is_refused_at_the_start(base_url: str) -> None:
    with pytest.raises(ValueError, match="must look like"):
        WechatClient(base_url=base_url, app_id=APP_ID, secret=SECRET)


def test_no_log_and_no_traceback_knows_a_secret(
    client: WechatClient, misbehave: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code, told = "0" + "secret-code", []  # in two parts: a traceback quotes the test's own lines
    with capture_logs() as events:
        for mode in ("garbage", "errcode", "http500", "down"):
            misbehave(mode, errcode=40125, path="/sns/jscode2session")
            with pytest.raises(WechatUnavailableError) as caught:
                client.exchange_code(code)
            told += traceback.format_exception(caught.value)
    everything = "".join([*told, repr(events), caplog.text])
    assert len(events) == 4
    assert SECRET not in everything
    assert code not in everything


def _certificate(folder: Path) -> Path:
    """Write a certificate for localhost that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return file


@contextmanager
def _answerer(body: bytes, times: int = 1) -> Iterator[int]:
    """Answer one connection with a body, so many times over, that ends where the connection does."""
    with socket.create_server(("localhost", 0)) as listener:

        def serve() -> None:
            line, _address = listener.accept()
            with line, suppress(OSError):
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                for _ in range(times):
                    line.sendall(body)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


@contextmanager
def _tls_answerer(certificate: Path, body: bytes) -> Iterator[int]:
    """Answer two TLS connections with one body; a handshake that fails is an answer too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("localhost", 0)) as listener:

        def serve() -> None:
            for _ in range(2):
                line, _address = listener.accept()
                with line:
                    try:
                        with context.wrap_socket(line, server_side=True) as secured:
                            secured.recv(65536)
                            secured.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
                    except ssl.SSLError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)
