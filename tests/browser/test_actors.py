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
    resident.tap("推荐给社区")
    resident.sees("等待社区处理")
    resident.shoot("named")
    staff.go("/desk/staff/index")
    staff.tap("发现行动主体")
    staff.sees("居民说：修鞋从不收老人的钱")
    staff.shoot("found")
    staff.tap("列入清单，巷口修鞋摊")
    staff.page.get_by_role("dialog").get_by_role("button", name="列入清单", exact=True).click()
    staff.sees("由居民推荐列入")
    staff.shoot("listed")
    resident.go("/lists/referrals/index")
    resident.sees("已列入")
    resident.tap("巷口修鞋摊")
    resident.sees("由居民推荐列入")
