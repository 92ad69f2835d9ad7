"""Subscribe messages: a consent is spent once, and each refusal says whether to try again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from backend.infra.wechat import (
    Delivery,
    DeliveryOutcome,
    WechatClient,
    WechatUnavailableError,
    fit_moment,
    fit_phrase,
    fit_thing,
)
from backend.infra.wechat.simulator import WechatPlatformSimulator
from tests.integration.wechat.conftest import REMINDER, TEMPLATE

Send = Callable[..., Delivery]
Get = Callable[..., dict[str, list[dict[str, object]]]]


@pytest.fixture
def send(client: WechatClient, openid: str) -> Send:
    """Send the reminder, changed where the test says so."""

    def sent(**changed: object) -> Delivery:
        message = {
            "openid": openid,
            "template_id": TEMPLATE,
            "data": REMINDER,
            "page": "pages/shift/index?id=1",
        }
        return client.send_subscribe_message(**{**message, **changed})

    return sent


def test_a_consent_is_spent_once(send: Send, phone: WechatPlatformSimulator, openid: str, get: Get) -> None:
    assert phone.grant_consent(openid, TEMPLATE) == 1
    assert send().outcome is DeliveryOutcome.SENT
    refused = send()
    assert refused == Delivery(DeliveryOutcome.NO_CONSENT, "errcode_43101")
    assert refused.is_final
    (message,) = get("/mock/messages")["items"]
    assert message["touser"] == openid
    assert message["identity"] == "resident"
    assert message["page"] == "pages/shift/index?id=1"
    assert message["data"] == {key: {"value": value} for key, value in REMINDER.items()}


def test_consents_add_up_and_belong_to_one_template(send: Send, phone: WechatPlatformSimulator, openid: str) -> None:
    assert phone.grant_consent(openid, TEMPLATE) == 1
    assert phone.grant_consent_as("resident", TEMPLATE, count=2) == 3
    assert phone.grant_consent(openid, "points-settled") == 1
    outcomes = [send().outcome for _ in range(4)]
    assert outcomes == [DeliveryOutcome.SENT] * 3 + [DeliveryOutcome.NO_CONSENT]


def test_of_many_sent_at_once_as_many_arrive_as_consents_were_given(
    send: Send, phone: WechatPlatformSimulator, openid: str
) -> None:
    phone.grant_consent(openid, TEMPLATE, count=3)
    start = Barrier(8)

    def one(_: int) -> DeliveryOutcome:
        start.wait()
        return send().outcome

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(8)))
    assert outcomes.count(DeliveryOutcome.SENT) == 3
    assert outcomes.count(DeliveryOutcome.NO_CONSENT) == 5


def test_an_unknown_recipient_is_final(send: Send) -> None:
    assert send(openid="o" + "1" * 27) == Delivery(DeliveryOutcome.BAD_RECIPIENT, "errcode_40003")


def test_an_unknown_template_is_final(send: Send) -> None:
    assert send(template_id="another") == Delivery(DeliveryOutcome.BAD_MESSAGE, "errcode_40037")


@pytest.mark.parametrize("page", ["/pages/shift/index", "https://a.b/c", "pages/班次"])
def test_a_page_that_does_not_exist_is_final(send: Send, page: str) -> None:
    refused = send(page=page)
    assert refused.outcome is (DeliveryOutcome.NO_CONSENT if page == "pages/班次" else DeliveryOutcome.BAD_MESSAGE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"thing1": "一" * 21},
        {"thing1": ""},
        {"thing1": "两\n行"},
        {"time2": "明天上午"},
        {"time2": "25:00"},
        {"time2": "2026-11-28T09:00"},
        {"thing9": "没有这一项"},
    ],
)
def test_data_that_breaks_the_templates_rules_spends_nothing(
    send: Send, phone: WechatPlatformSimulator, openid: str, wrong: dict[str, str]
) -> None:
    phone.grant_consent(openid, TEMPLATE)
    assert send(data={**REMINDER, **wrong}) == Delivery(DeliveryOutcome.BAD_MESSAGE, "errcode_47003")
    assert send().outcome is DeliveryOutcome.SENT


def test_a_missing_field_is_refused(send: Send) -> None:
    assert send(data={"thing1": "只有一项"}).outcome is DeliveryOutcome.BAD_MESSAGE


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("number1", "12.5", "十二"),
        ("letter1", "ABC", "A1"),
        ("symbol1", "★", "星"),
        ("character_string1", "V-0012", "券0012"),
        ("time1", "09:00~11:30", "9点"),
        ("date1", "2026年11月28日", "28日"),
        ("date1", "2026-11-28 09:00", "2026-11-28T09:00"),
        ("amount1", "¥12.50", "12元5角"),
        ("phone_number1", "+86-021-62345678", "电话"),
        ("car_number1", "沪A12345", "沪A1234567890"),
        ("name1", "王小明", "王小明明明明明明明明明明"),
        ("phrase1", "已确认", "OK"),
    ],
)
def test_each_kind_of_field_has_its_limit(
    send: Send,
    phone: WechatPlatformSimulator,
    post: Callable[..., dict[str, object]],
    openid: str,
    field: str,
    good: str,
    bad: str,
) -> None:
    post("/mock/templates", {"template_id": "one-field", "title": "一项", "fields": {field: "内容"}})
    phone.grant_consent(openid, "one-field")
    assert send(template_id="one-field", data={field: bad}).reason == "errcode_47003"
    assert send(template_id="one-field", data={field: good}).outcome is DeliveryOutcome.SENT


def test_what_our_own_cutters_make_is_accepted(
    send: Send, phone: WechatPlatformSimulator, post: Callable[..., dict[str, object]], openid: str
) -> None:
    fields = {"thing1": "名称", "time2": "时间", "date3": "日期", "phrase4": "进度"}
    post("/mock/templates", {"template_id": "cut", "title": "裁剪", "fields": fields})
    phone.grant_consent(openid, "cut")
    moment = fit_moment(datetime(2026, 11, 27, 16, 5, tzinfo=UTC))
    data = {
        "thing1": fit_thing("很长的名称\n" * 9),
        "time2": moment,
        "date3": moment,
        "phrase4": fit_phrase("OK"),
    }
    assert send(template_id="cut", data=data).outcome is DeliveryOutcome.SENT


@pytest.mark.parametrize("errcode", [-1, 45009, 45011, 40013, 99999])
def test_what_may_pass_is_tried_later(
    send: Send, phone: WechatPlatformSimulator, misbehave: Callable[..., None], openid: str, errcode: int
) -> None:
    phone.grant_consent(openid, TEMPLATE)
    misbehave("errcode", errcode=errcode, times=1, path="/cgi-bin/message/subscribe/send")
    refused = send()
    assert refused == Delivery(DeliveryOutcome.TRY_LATER, f"errcode_{errcode}")
    assert not refused.is_final
    assert send().outcome is DeliveryOutcome.SENT


def test_a_token_that_cannot_be_had_is_tried_later(send: Send, misbehave: Callable[..., None]) -> None:
    misbehave("errcode", errcode=40164, path="/cgi-bin/stable_token")
    assert send() == Delivery(DeliveryOutcome.TRY_LATER, "token_errcode_40164")


def test_a_consent_for_nobody_or_nothing_is_refused(phone: WechatPlatformSimulator, openid: str) -> None:
    with pytest.raises(WechatUnavailableError):
        phone.grant_consent("o" + "1" * 27, TEMPLATE)
    with pytest.raises(WechatUnavailableError):
        phone.grant_consent(openid, "another")
    with pytest.raises(WechatUnavailableError):
        phone.grant_consent(openid, TEMPLATE, count=0)
