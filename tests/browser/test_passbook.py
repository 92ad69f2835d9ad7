"""The passbook on a phone: stars for hours, a line that the phone itself proves, the rules one's points live by."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_line_is_proved_on_the_phone_and_leads_to_its_trace(phone_of: Callable[[str], Phone]) -> None:
    phone = phone_of("resident")
    phone.go("/pages/passbook/index")
    phone.page.get_by_role("tab", name="服务记录").locator("visible=true").click()
    phone.sees("下一星")
    phone.shoot("stars")
    phone.page.get_by_role("tab", name="积分").locator("visible=true").click()
    phone.page.get_by_role("button", name="周末楼道清洁").locator("visible=true").last.click()  # sealed long ago
    phone.tap("存证的印")
    phone.sees("已存证：这一笔在")
    phone.shoot("proved")
    phone.tap("来龙去脉")
    phone.sees("积分")
    phone.shoot("trace")


def test_the_lead_announces_how_long_points_last_and_everybody_reads_it(phone_of: Callable[[str], Phone]) -> None:
    lead = phone_of("lead")
    lead.go("/redeem/rules/index")
    lead.sees("现在用的是福建（公示与星级）")
    lead.button("公示不少于3个工作日").click()
    lead.sees("这一条的出处")
    lead.shoot("source")
    lead.page.get_by_role("button", name="关闭").locator("visible=true").first.click()
    lead.tap("采用")
    lead.sees("请选一地")
    lead.page.get_by_label("积分多久有效").select_option("24")
    lead.tap("公布有效期")
    lead.sees("已公布")
    lead.sees("积分24个月内有效")
    lead.shoot("announced")

    reader = phone_of("neighbour")
    reader.go("/redeem/rules/index")
    reader.sees("积分24个月内有效")
    expect(reader.page.get_by_role("button", name="公布有效期")).to_have_count(0)
