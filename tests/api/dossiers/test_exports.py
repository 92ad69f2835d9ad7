"""Dossiers leave as files: what is in them, who may take one, and that it is written down."""

import io
import zipfile
from datetime import timedelta

from tests.client import refused
from tests.factories.dossiers import IDENTITY_NUMBER, add_training, ask_export, entered, read_book
from tests.factories.volunteering import Street
from tests.statements import counted_statements

ASKED = {
    "purpose": "报送区民政局季度汇总",
    "since": "2026-01-01",
    "until": "2026-12-31",
    "parts": ["identity", "skills", "times", "contact", "service", "training", "commendation", "evaluation"],
}


def test_an_export_holds_the_parts_of_the_law_and_the_hours_that_were_entered(street: Street) -> None:
    entered(street)
    with street.work() as uow:
        add_training(uow, street["staff"], street["volunteer"].member_id)
    asked = street.as_("staff").post("…/dossier-exports", ASKED).get_json()
    assert (asked["state"], asked["members_done"]) == ("waiting", 0)
    path = f"…/dossier-exports/{asked['id']}"
    refused(street.as_("staff").get(f"{path}/file"), 409, "export_not_ready")
    street.run_due("dossiers.exports")
    assert street.as_("staff").get(path).get_json()["state"] == "ready"
    sheets = read_book(street.as_("staff").get(f"{path}/file").data)
    assert list(sheets) == [
        "身份信息",
        "服务技能",
        "服务时间",
        "联系方式",
        "志愿服务情况",
        "培训情况",
        "表彰奖励情况",
        "评价情况",
    ]
    service = sheets["志愿服务情况"]
    assert [(row[1], row[3], row[6], row[8]) for row in service] == [("王小明", "陪诊志愿行动", 2, "本社区")]
    assert [row[1:] for row in sheets["培训情况"]] == [("王小明", "急救培训", "区红十字会", "2026-11-02", 1.5)]


def test_numbers_leave_only_with_the_volunteers_consent(street: Street) -> None:
    said = {"contact": "13812345678", "identity_number": IDENTITY_NUMBER}
    street.as_("volunteer").put("…/dossier", said)
    street.as_("peer").put("…/dossier", {**said, "may_report": True})
    with street.work() as uow:
        export_id = ask_export(uow, street["staff"])
    street.run_due("dossiers.exports")
    sheets = read_book(street.as_("staff").get(f"…/dossier-exports/{export_id}/file").data)
    assert {row[1]: row[3] for row in sheets["身份信息"]} == {"王小明": "", "周秀英": IDENTITY_NUMBER}
    assert [row[1] for row in sheets["联系方式"]] == ["周秀英"]


def test_the_log_is_the_supervisors_and_every_volunteers_to_see(street: Street) -> None:
    street.as_("staff").post("…/dossier-exports", ASKED)
    logged = street.as_("supervisor").get("…/dossier-exports").get_json()["items"]
    assert [(each["by_name"], each["purpose"]) for each in logged] == [("赵社工", "报送区民政局季度汇总")]
    seen = street.as_("volunteer").get("…/dossier").get_json()["exports"]
    assert [each["purpose"] for each in seen] == ["报送区民政局季度汇总"]


def test_only_who_asked_takes_the_file_and_only_for_a_day(street: Street) -> None:
    with street.work() as uow:
        export_id = ask_export(uow, street["staff"])
    street.run_due("dossiers.exports")
    path = f"…/dossier-exports/{export_id}/file"
    refused(street.as_("colleague").get(path), 403, "not_your_export")
    assert street.as_("staff").get(path).status_code == 200
    street.clock.advance(timedelta(days=1, minutes=1))
    street.run_due("dossiers.old_exports")
    refused(street.as_("staff").get(path), 409, "export_gone")
    assert street.as_("staff").get(f"…/dossier-exports/{export_id}").get_json()["downloads"] == 1


def test_a_purpose_is_asked_for(street: Street) -> None:
    refused(street.as_("staff").post("…/dossier-exports", {**ASKED, "purpose": ""}), 422, "invalid")


def test_volunteers_take_their_own_away_with_all_its_numbers(street: Street) -> None:
    said = {"skill_words": ["=1+1"], "identity_number": IDENTITY_NUMBER}
    street.as_("volunteer").put("…/dossier", said)
    sheets = read_book(street.as_("volunteer").get("…/dossier/file").data)
    assert [row[3] for row in sheets["身份信息"]] == [IDENTITY_NUMBER]
    # No spreadsheet runs what somebody typed.
    assert [row[3] for row in sheets["服务技能"]] == ["'=1+1"]
    zipped = street.as_("volunteer").get("…/dossier/file", format="csv").data
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.read("身份信息.csv").startswith(b"\xef\xbb\xbf")


def test_an_export_takes_as_many_statements_however_many_members(street: Street) -> None:
    for who in ("volunteer", "peer"):
        street.as_(who).put("…/dossier", {"skills": ["care"]})
    few = _statements(street)
    for who in ("neighbour", "elder", "leader", "lead"):
        street.as_(who).put("…/dossier", {"skills": ["care"], "times": ["mon.am"]})
        with street.work() as uow:
            add_training(uow, street["staff"], street[who].member_id)
    assert _statements(street) == few


def _statements(street: Street) -> int:
    with street.work() as uow:
        ask_export(uow, street["staff"])
    with counted_statements() as seen:
        street.run_due("dossiers.exports")
    return len(seen)
