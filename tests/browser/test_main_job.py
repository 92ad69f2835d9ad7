"""The main job in a real browser: a resident, a leader, a unit, staff and a merchant, on real servers."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from backend.app.demo.identities import DEMO_COMMUNITY
from tests.browser.phone import Phone
from tests.browser.stack import Stack

C = f"/communities/{DEMO_COMMUNITY}"
SHIFT, RICE = "周末楼道清洁", "大米一袋"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_sign_up_to_a_bag_of_rice(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    resident, leader = phone_of("resident"), phone_of("leader")
    shift = first_shift(stack)

    sign_up(resident, shift, remind="允许", has_ward=True)
    sign_up(phone_of("neighbour"), shift, remind="不用了")

    advance_to(stack, shift["starts_at"], minutes=-5)
    wait_for_the_reminder(stack)
    check(resident, leader, shift, out=False)
    check(phone_of("neighbour"), leader, shift, out=False)
    advance_to(stack, shift["ends_at"], minutes=1)
    check(resident, leader, shift, out=True)
    check(phone_of("neighbour"), leader, shift, out=True)

    witness_and_confirm(phone_of("neighbour"), leader)
    let_notice_pass(phone_of("staff"))
    record = wait_until_settled(stack)
    assert record["earned"] == [{"book": "point", "amount": 2}]  # two hours at a point an hour
    passbook(resident, stack)

    voucher = exchange(resident)
    redeem(phone_of("merchant"), voucher)
    resident.sees("已领取")
    resident.shoot("used")
    statement(phone_of("merchant"))


def first_shift(stack: Stack) -> dict[str, Any]:
    items: list[dict[str, Any]] = stack.call(f"{C}/shifts", identity="resident")["items"]
    return next(item for item in items if item["title"] == SHIFT)


def sign_up(phone: Phone, shift: dict[str, Any], *, remind: str, has_ward: bool = False) -> None:
    """Accept the risks and sign up; whoever has a ward is asked on a sheet whom it is for."""
    phone.go("/pages/act/index")
    phone.sees(SHIFT)
    phone.shoot("near-me")
    phone.go(f"/volunteering/shift/index?id={shift['id']}")
    if has_ward:
        phone.tap("报名")
    phone.page.get_by_role("checkbox").first.check()
    phone.shoot("shift")
    if has_ward:
        phone.answers("报名")
    else:
        phone.tap("报名")
    phone.tap(remind)
    phone.sees("您已经报名")
    phone.shoot("signed-up")


def advance_to(stack: Stack, moment: str, *, minutes: int) -> None:
    now = datetime.fromisoformat(stack.call("/demo/clock")["now"])
    wanted = datetime.fromisoformat(moment)
    stack.advance(int((wanted - now).total_seconds()) + minutes * 60)


def wait_for_the_reminder(stack: Stack) -> None:
    """The one who allowed it is reminded in WeChat, once; the other is not."""
    for _ in range(60):
        if sent := stack.sent_by_wechat():
            assert [message["name"] for message in sent] == ["周阿姨"]
            return
        time.sleep(0.5)
    raise AssertionError("no reminder was sent")


def check(phone: Phone, leader: Phone, shift: dict[str, Any], *, out: bool) -> None:
    leader.go(f"/volunteering/shift-code/index?id={shift['id']}")
    digits = leader.page.locator(".v-digits").inner_text().replace(" ", "")
    leader.shoot("code")
    phone.go(f"/volunteering/check-in/index?id={shift['id']}")
    phone.sees("用这六位数签退" if out else "用这六位数签到")
    phone.fills("六位签到码", digits)
    phone.shoot("check-out" if out else "check-in")
    phone.tap("用这六位数签退" if out else "用这六位数签到")
    phone.sees("签退好了" if out else "签到好了")
    phone.shoot("checked-out" if out else "checked-in")


def witness_and_confirm(neighbour: Phone, leader: Phone) -> None:
    neighbour.go("/volunteering/to-do/index")
    neighbour.sees("周阿姨")
    neighbour.shoot("to-do")
    neighbour.tap("见证，周阿姨")
    neighbour.answers("是的，我作证")
    neighbour.sees("作证了")
    leader.go("/volunteering/to-do/index")
    leader.shoot("to-do")
    leader.tap("确认时长，周阿姨")
    leader.answers("确认时长")
    leader.sees("开始公示")
    leader.shoot("confirmed")


def points(stack: Stack) -> int:
    books = stack.call(f"{C}/passbook", identity="resident")["books"]
    balance: int = next(book["balance"] for book in books if book["book"] == "point")
    return balance


def let_notice_pass(staff: Phone) -> None:
    staff.go("/desk/staff/index")
    staff.sees("演示时钟")
    staff.shoot("desk")
    staff.tap("拨快 6 天")
    staff.sees("时钟已拨到")


def wait_until_settled(stack: Stack) -> dict[str, Any]:
    """Scheduler and worker enter and settle the resident's newest record by themselves."""
    record: dict[str, Any] = {}
    for _ in range(60):
        record = stack.call(f"{C}/records?mine=true", identity="resident")["items"][0]
        if record["settlement"] == "settled":
            return record
        time.sleep(0.5)
    raise AssertionError(f"the record was never settled: {record}")


def passbook(resident: Phone, stack: Stack) -> None:
    resident.go("/pages/passbook/index")
    resident.sees(f"{points(stack)} 积分")
    resident.shoot("passbook")


def exchange(resident: Phone) -> tuple[str, str]:
    """Return the voucher's number and PIN."""
    resident.tap("去兑换")
    resident.sees(RICE)
    resident.shoot("offers")
    resident.tap(RICE)
    resident.shoot("offer")
    resident.tap("用 44 积分兑换")
    resident.answers("兑换")
    resident.sees("到店给店员看这个码")
    resident.shoot("voucher")
    number, pin = resident.page.locator(".rd-big").all_inner_texts()
    return number, pin.replace(" ", "")


def redeem(merchant: Phone, voucher: tuple[str, str]) -> None:
    merchant.tap("我的")
    merchant.tap("商户工作台")
    merchant.sees("今天已核销")
    merchant.tap("扫码核销")
    enter(merchant, voucher)
    merchant.sees("收下了")
    merchant.shoot("redeemed")
    merchant.go(merchant.page.url.split("#")[1])
    enter(merchant, voucher)
    merchant.sees("这张兑换券已经用过")


def enter(merchant: Phone, voucher: tuple[str, str]) -> None:
    for label, value in zip(("券号", "六位密码"), voucher, strict=True):
        merchant.fills(label, value)
    merchant.shoot("scan")
    merchant.page.get_by_role("button", name="用券号核销", exact=True).click()


def statement(merchant: Phone) -> None:
    merchant.go("/pages/me/index")
    merchant.tap("商户工作台")
    merchant.tap("日结单")
    merchant.sees("大米一袋")
    merchant.sees("44 积分")
    merchant.shoot("statement")


def test_a_unit_claims_a_project_and_staff_accept(phone_of: Callable[[str], Phone]) -> None:
    contact, staff = phone_of("contact"), phone_of("staff")
    contact.go("/lists/list/index?kind=service_project")
    contact.tap("关爱特殊人群")
    contact.shoot("project")
    contact.tap("我来认领")
    contact.fills("打算怎么做", "先认领一户试试")
    contact.shoot("claim")
    contact.tap("认领 1")
    contact.sees("已提交")
    staff.go("/desk/staff-claims/index")
    staff.sees("先认领一户试试")
    staff.shoot("claims")
    staff.tap("同意认领")
    staff.answers("同意认领")
    staff.sees("现在是：")
    contact.go("/lists/list/index?kind=service_project")
    contact.tap("关爱特殊人群")
    contact.sees("部分认领")
    contact.shoot("accepted")


def test_a_newcomer_joins_and_staff_verify(phone_of: Callable[[str], Phone]) -> None:
    newcomer, staff = phone_of("newcomer"), phone_of("staff")
    newcomer.page.get_by_label("您要加入哪个社区").select_option(str(DEMO_COMMUNITY))
    newcomer.fills("姓名", "沈新邻")
    newcomer.fills("出生日期", "1990-05-04")
    newcomer.page.get_by_role("radio", name="住在这里").check()
    newcomer.fills("楼栋", "7号楼")
    newcomer.fills("门牌", "301")
    newcomer.tap("提交加入申请")
    newcomer.sees("要同意隐私说明才能加入")
    newcomer.shoot("join")
    newcomer.page.get_by_role("checkbox").last.check()
    newcomer.tap("提交加入申请")
    newcomer.sees("资料已收到，社区正在核实")
    newcomer.shoot("applied")
    staff.go("/desk/staff-members/index")
    staff.sees("沈新邻")
    staff.sees("7号楼")
    staff.shoot("members")
    staff.tap("核实通过，沈新邻")
    staff.sees("沈新邻：已核实")
    newcomer.go("/pages/home/index")
    newcomer.sees("今天的一件事")
    newcomer.shoot("home")
