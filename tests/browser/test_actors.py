"""List 1 in real browsers: a unit shows its card, a resident names a shop, staff list it, and both see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.browser.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_unit_shows_its_card_and_a_neighbour_reads_what_it_is_made_of(
    stack: Stack, phone_of: Callable[[str], Phone]
) -> None:
    contact = phone_of("contact")
    contact.go("/lists/list/index?kind=actor")
    contact.tap("上海染料研究所")
    contact.sees("最突出的是")
    contact.sees("不公开，只有您和社区看得到")
    toggle = contact.page.get_by_role("switch", name="让大家看到四项情况")
    expect(toggle).to_be_checked()
    contact.tap("打电话")
    contact.shoot("card")
    neighbour = phone_of("neighbour")
    neighbour.go("/lists/list/index?kind=actor")
    neighbour.tap("上海染料研究所")
    neighbour.tap("有意愿")
    neighbour.sees("折合")
    neighbour.shoot("made-of")
    toggle.click()
    contact.sees("只有您单位和社区看得到了")
    neighbour.page.reload()
    neighbour.sees("四项情况要单位同意")
    toggle.click()
    contact.sees("大家能看到了")


def test_whom_a_resident_names_staff_list_and_the_resident_hears_of_it(
    stack: Stack, phone_of: Callable[[str], Phone]
) -> None:
    resident, staff = phone_of("resident"), phone_of("staff")
    resident.go("/lists/list/index?kind=actor")
    resident.tap("推荐别人")
    resident.fills("是谁", "巷口修鞋摊")
    resident.fills("为什么推荐", "修鞋从不收老人的钱")
    resident.fills("怎么联系", "13800000008")
    resident.tap("推荐给社区")
    resident.sees("等待社区处理")
    resident.shoot("named")
    staff.go("/desk/staff/index")
    staff.tap("发现行动主体")
    staff.sees("居民说：修鞋从不收老人的钱")
    staff.opens_message("有居民推荐行动主体：巷口修鞋摊")
    staff.sees("居民说：修鞋从不收老人的钱")
    staff.tap("打电话 13800000008")
    staff.shoot("found")
    staff.tap("列入清单，巷口修鞋摊")
    staff.page.get_by_role("dialog").get_by_role("button", name="列入清单", exact=True).click()
    staff.sees("由居民推荐列入")
    staff.shoot("listed")
    resident.opens_message("您推荐的巷口修鞋摊已列入清单")
    resident.sees("由居民推荐列入")
    resident.go("/lists/referrals/index")
    resident.sees("已列入")
    resident.tap("巷口修鞋摊")
    resident.sees("由居民推荐列入")


def test_a_neighbour_joins_and_sees_what_it_comes_to_which_others_do_not(
    stack: Stack, phone_of: Callable[[str], Phone]
) -> None:
    neighbour, staff, resident = phone_of("neighbour"), phone_of("staff"), phone_of("resident")
    neighbour.go("/lists/list/index?kind=actor")
    neighbour.tap("我要加入")
    neighbour.fills("怎么称呼", "5号楼老方")
    neighbour.fills("能做什么", "会修伞，周末有空")
    neighbour.page.get_by_label("哪一类").select_option(label="其他")
    neighbour.fills("联系电话", "13800000009")
    neighbour.shoot("form")
    neighbour.tap("提交")
    neighbour.sees("不公开，只有您和社区看得到")
    neighbour.sees("最突出的是")
    neighbour.shoot("joined")
    staff.go("/lists/list/index?kind=actor")
    staff.tap("5号楼老方")
    staff.sees("13800000009")
    staff.tap("采纳")
    staff.sees("在清单上，大家可以找到")
    resident.go("/lists/list/index?kind=actor")
    resident.tap("5号楼老方")
    resident.sees("四项情况只有本人和社区看得到")
    expect(resident.page.get_by_text("13800000009")).to_have_count(0)
    neighbour.tap("退出")
    neighbour.answers("退出")
    neighbour.sees("已退出")


def test_a_contact_puts_the_unit_on_the_list_by_its_name(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    contact = phone_of("contact")
    contact.go("/lists/propose/index?kind=actor")
    contact.page.get_by_role("radio", name="永乐家电").check(force=True)
    contact.fills("能做什么", "上门给老人修家电")
    contact.page.get_by_label("哪一类").select_option(label="其他")
    contact.tap("提交")
    contact.sees("最突出的是有资源")
    contact.page.get_by_role("switch", name="让大家看到四项情况").click()
    contact.sees("大家能看到了")
    contact.shoot("listed")
    contact.go("/lists/propose/index?kind=actor")
    contact.page.get_by_role("radio", name="永乐家电").check(force=True)
    contact.fills("能做什么", "上门给老人修家电")
    contact.page.get_by_label("哪一类").select_option(label="其他")
    contact.tap("提交")
    contact.sees("这个单位已经在清单上")


def test_whom_the_desk_puts_aside_it_can_take_up_again(stack: Stack, phone_of: Callable[[str], Phone]) -> None:
    staff = phone_of("staff")
    staff.go("/desk/staff-actors/index")
    staff.tap("暂不列入，社区活动中心")
    staff.fills("为什么暂不列入", "是社区自己的")
    staff.page.get_by_role("dialog").get_by_role("button", name="暂不列入：社区活动中心").click()
    staff.sees("记下了，不再提示")
    expect(staff.button("列入清单，社区活动中心")).to_have_count(0)
    staff.page.get_by_role("tab", name="暂不列入").click()
    staff.sees("是社区自己的")
    staff.shoot("aside")
    staff.tap("重新考虑，社区活动中心")
    staff.sees("没有暂不列入的")
    staff.page.get_by_role("tab", name="可以列入").click()
    expect(staff.button("列入清单，社区活动中心")).to_be_visible()
