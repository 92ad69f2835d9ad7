"""Certificates over HTTP: preview, issue, print, check, void, lists."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pypdfium2
from sqlalchemy import update

from backend.communities.models import Member
from backend.infra.runtime import runtime
from tests.client import Caller, refused
from tests.factories.certificates import ASKED, IDENTITY
from tests.factories.corrections import corrected, entered
from tests.factories.photos import draw
from tests.factories.volunteering import Street


def ask(street: Street, who: str = "volunteer", **changes: Any) -> dict[str, Any]:
    """Ask for a certificate and return it."""
    response = street.as_(who).post("…/certificates", {**ASKED, **changes})
    assert response.status_code == 201, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


def text_of(street: Street, certificate_id: str) -> list[str]:
    """Return the text of every page of a certificate, as its holder prints it."""
    response = street.as_("volunteer").get(f"…/certificates/{certificate_id}/document.pdf")
    assert response.status_code == 200, response.get_data(as_text=True)
    document = pypdfium2.PdfDocument(response.get_data())
    return [page.get_textpage().get_text_bounded() for page in document]


def code_of(street: Street, certificate_id: str) -> str:
    """Return the check code that is printed."""
    lines = "".join(text_of(street, certificate_id)).splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("核验码"))
    found = " ".join(lines[place : place + 2]).split()
    return next(word for word in found if word.count("-") == 3)


def check(street: Street, number: str, code: str, **changes: Any) -> Any:
    """Check a certificate as anybody may, from an address of its own."""
    body = {"community_id": street.community_id, "number": number, "code": code, **changes}
    place = {"REMOTE_ADDR": f"fd00:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"}
    return Caller(street.app).call("POST", "/certificates/check", json=body, environ_overrides=place)


def test_the_preview_lists_what_is_entered_and_no_more(street: Street, record_id: UUID) -> None:
    street.served()  # not confirmed, let alone entered
    shown = street.as_("volunteer").get("…/certificates/preview").get_json()
    assert [record["id"] for record in shown["records"]] == [str(record_id)]
    assert shown["minutes"] == 120


def test_the_period_narrows_it(street: Street, record_id: UUID) -> None:
    shown = street.as_("volunteer").get("…/certificates/preview", to="2026-11-01").get_json()
    assert shown["records"] == []
    refused(
        street.as_("volunteer").get("…/certificates/preview", **{"from": "2026-11-02", "to": "2026-11-01"}),
        422,
        "invalid",
    )


def test_it_is_issued_at_once_with_a_number_of_the_year(street: Street, record_id: UUID) -> None:
    first, second = ask(street), ask(street, record_ids=[str(record_id)])
    assert (first["number"], second["number"]) == ("证-2026-000001", "证-2026-000002")
    assert (first["minutes"], first["records_count"], first["state"]) == (120, 1, "valid")


def test_the_same_request_issues_once(street: Street, record_id: UUID) -> None:
    answers = [street.as_("volunteer").post("…/certificates", ASKED, key="the-same-request").get_json() for _ in "ab"]
    assert answers[0] == answers[1]
    assert len(street.as_("volunteer").get("…/certificates/mine").get_json()["items"]) == 1


def test_without_an_entered_record_there_is_nothing_to_certify(street: Street) -> None:
    refused(street.as_("neighbour").post("…/certificates", ASKED), 409, "nothing_to_certify")


def test_nobody_is_certified_somebody_elses_record(street: Street, record_id: UUID) -> None:
    entered(street, "neighbour")
    asked = {**ASKED, "record_ids": [str(record_id)]}
    refused(street.as_("neighbour").post("…/certificates", asked), 422, "records_chosen")


def test_a_wrong_identity_number_is_told(street: Street, record_id: UUID) -> None:
    asked = {**ASKED, "identity_number": IDENTITY[:-1] + "1"}
    assert "identity_number" in refused(street.as_("volunteer").post("…/certificates", asked), 422, "invalid")["errors"]


def test_the_paper_has_the_four_parts(street: Street, record_id: UUID) -> None:
    street.as_("lead").post("…/certificate-issuer", {"name": "和平里居民委员会", "head": "钱某", "handler": "赵某"})
    issued = ask(street, purpose="入党申请")
    (page,) = text_of(street, issued["id"])
    for said in ("志愿者信息", "王小明", IDENTITY, "志愿服务信息", "陪诊志愿行动", "2小时", "出具单位信息"):
        assert said in page
    for said in ("和平里居民委员会", "钱某", "赵某", "证明信息", issued["number"], "入党申请", issued["seal"]):
        assert said in page


def test_it_is_printed_again_byte_for_byte_whatever_changed_since(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    path = f"…/certificates/{issued['id']}/document.pdf"
    before = street.as_("volunteer").get(path).get_data()
    photo = street.as_("lead").upload("…/photos", "章.png", draw(60, 60)).get_json()
    new = {"name": "另一个单位", "seal_photo_id": photo["id"]}
    assert street.as_("lead").post("…/certificate-issuer", new).status_code == 200
    entered(street)
    assert street.as_("volunteer").get(path).get_data() == before


def test_a_seal_of_the_community_is_printed(street: Street, record_id: UUID) -> None:
    photo = street.as_("lead").upload("…/photos", "章.png", draw(60, 60)).get_json()
    street.as_("lead").post("…/certificate-issuer", {"name": "和平里居民委员会", "seal_photo_id": photo["id"]})
    assert "盖章处" not in text_of(street, ask(street)["id"])[0]


def test_nobody_but_the_holder_prints_it(street: Street, record_id: UUID) -> None:
    path = f"…/certificates/{ask(street)['id']}/document.pdf"
    for who in ("staff", "lead", "supervisor", "neighbour"):
        refused(street.as_(who).get(path), 403, "forbidden")


def test_the_identity_number_stands_in_no_answer_and_in_no_row_in_clear(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    for who, path in (("volunteer", "…/certificates/mine"), ("staff", "…/certificates")):
        assert IDENTITY not in street.as_(who).get(path).get_data(as_text=True)
    assert IDENTITY not in street.as_("staff").get(f"…/certificates/{issued['id']}").get_data(as_text=True)
    with street.work() as uow:
        rows = uow.session.connection().exec_driver_sql("SELECT content, private FROM certificates").all()
        assert not any(IDENTITY.encode() in bytes(cell) for row in rows for cell in row)


def test_the_check_tells_four_things(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    answer = check(street, issued["number"], code_of(street, issued["id"]))
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.get_json() == {
        "number": issued["number"],
        "name": "王*",
        "minutes": 120,
        "issued_on": "2026-12-04",
        "state": "valid",
        "state_name": "有效",
        "since": None,
    }


def test_a_wrong_code_and_a_wrong_number_are_answered_alike(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    code = code_of(street, issued["id"])
    answers = [
        check(street, issued["number"], "AAAA-AAAA-AAAA-AAAA"),
        check(street, "证-2026-000009", code),
        check(street, issued["number"], code, community_id=street.community_id + 1),
    ]
    assert len({refused(answer, 404, "certificate_not_found")["title"] for answer in answers}) == 1


def test_whoever_checks_too_often_is_asked_to_wait(street: Street) -> None:
    body = {"community_id": street.community_id, "number": "证-2026-000001", "code": "AAAA"}
    place = {"REMOTE_ADDR": f"10.{uuid4().int % 250}.{uuid4().int % 250}.{uuid4().int % 250}"}
    caller = Caller(street.app)
    answers = [caller.call("POST", "/certificates/check", json=body, environ_overrides=place) for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {404}
    assert 0 < refused(answers[30], 429, "too_often")["seconds"] <= 60
    with street.app.app_context():
        assert 0 < runtime().redis.ttl(f"rate:certificates:{place['REMOTE_ADDR']}") <= 60


def test_a_void_certificate_is_neither_printed_nor_voided_again_and_says_so(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    code = code_of(street, issued["id"])
    voided = street.as_("staff").post(f"…/certificates/{issued['id']}/void", {"reason": "姓名写错"}).get_json()
    assert (voided["state"], voided["reason"]) == ("void", "姓名写错")
    refused(street.as_("volunteer").get(f"…/certificates/{issued['id']}/document.pdf"), 409, "certificate_void")
    again = street.as_("lead").post(f"…/certificates/{issued['id']}/void", {"reason": "再作废"})
    refused(again, 409, "certificate_void")
    shown = check(street, issued["number"], code).get_json()
    assert shown["state"] == "void"
    assert shown["since"] is not None
    assert [said["reason"] for said in street.events("certificates.voided")] == ["姓名写错"]


def test_a_neighbour_voids_nothing_and_the_supervisor_only_reads(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    for who in ("neighbour", "supervisor"):
        path = f"…/certificates/{issued['id']}/void"
        refused(street.as_(who).post(path, {"reason": "没有理由"}), 403, "forbidden")
    assert street.as_("supervisor").get("…/certificates").get_json()["items"][0]["id"] == issued["id"]


def test_a_certificate_with_a_corrected_record_says_so_and_is_printed_no_more(street: Street, record_id: UUID) -> None:
    issued = ask(street)
    code = code_of(street, issued["id"])
    corrected(street, record_id, 60)
    assert check(street, issued["number"], code).get_json()["state"] == "outdated"
    refused(street.as_("volunteer").get(f"…/certificates/{issued['id']}/document.pdf"), 409, "certificate_outdated")
    assert ask(street)["minutes"] == 60


def test_the_holder_is_told_which_record_was_corrected_and_the_check_says_since_when(
    street: Street, record_id: UUID
) -> None:
    kept, void = ask(street), ask(street)
    street.as_("staff").post(f"…/certificates/{void['id']}/void", {"reason": "开重了"})
    number = street.as_("staff").get(f"…/records/{record_id}").get_json()["number"]
    code = code_of(street, kept["id"])
    corrected(street, record_id, 60)
    street.run_due("outbox", "outbox")
    inbox = street.as_("volunteer").get("…/inbox").get_json()["items"]
    (told,) = [message for message in inbox if message["title"].startswith("证明上的记录已更正")]
    assert (told["title"], told["target"]) == (
        f"证明上的记录已更正：{kept['number']}",
        {"type": "certificate", "id": kept["id"]},
    )
    assert told["text"].startswith(f"{number} 陪诊志愿行动。")
    since = check(street, kept["number"], code).get_json()["since"]
    assert since == street.clock.at.isoformat(timespec="seconds").replace("+00:00", "Z")


def test_a_record_taken_back_whole_is_certified_no_more(street: Street, record_id: UUID) -> None:
    corrected(street, record_id, 0)
    refused(street.as_("volunteer").post("…/certificates", ASKED), 409, "nothing_to_certify")


def test_the_desk_filters_and_takes_the_list_away(street: Street, record_id: UUID) -> None:
    first, second = ask(street), ask(street)
    street.as_("staff").post(f"…/certificates/{first['id']}/void", {"reason": "开重了"})
    held = street.as_("staff").get("…/certificates", void="false").get_json()["items"]
    assert [item["id"] for item in held] == [second["id"]]
    found = street.as_("staff").get("…/certificates", number="2026-000001").get_json()["items"]
    assert [item["state"] for item in found] == ["void"]
    table = street.as_("supervisor").get("…/certificates.xlsx").get_data()
    rows = list(openpyxl.load_workbook(io.BytesIO(table)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [second["number"], first["number"]]


def test_what_was_issued_is_shown_to_members_for_seven_days_with_masked_names(street: Street, record_id: UUID) -> None:
    ask(street)
    shown = street.as_("neighbour").get("…/certificates/shown").get_json()["items"]
    assert [(item["number"], item["name"]) for item in shown] == [("证-2026-000001", "王*")]
    entered(street, "neighbour")  # more than a week later
    assert street.as_("neighbour").get("…/certificates/shown").get_json()["items"] == []


def behalf(street: Street, who: str = "staff", whose: str = "volunteer", seed: int = 60) -> dict[str, Any]:
    """Return what the desk sends for somebody whose signed form it has just photographed."""
    photo = street.as_(who).upload("…/photos", "申请表.png", draw(seed, 60)).get_json()
    return {"member_id": str(street[whose].member_id), "consent_photo_id": photo["id"]}


def test_the_desk_asks_for_who_signed_a_form_and_the_list_says_who_asked(street: Street, record_id: UUID) -> None:
    issued = ask(street, "staff", on_behalf_of=behalf(street))
    assert issued["member"]["id"] == str(street["volunteer"].member_id)
    (line,) = street.as_("supervisor").get("…/certificates").get_json()["items"]
    assert (line["asked_by"]["name"], line["consent_photo"]["width"]) == ("赵社工", 60)
    assert IDENTITY not in street.as_("staff").get("…/certificates").get_data(as_text=True)
    table = openpyxl.load_workbook(io.BytesIO(street.as_("supervisor").get("…/certificates.xlsx").get_data())).active
    assert [row[-1] for row in table.iter_rows(values_only=True)] == ["代为申请", "赵社工"]
    assert "王小明" in "".join(text_of(street, issued["id"]))


def test_the_desk_sees_what_it_would_say_and_nobody_else_does(street: Street, record_id: UUID) -> None:
    whose = str(street["volunteer"].member_id)
    shown = street.as_("staff").get("…/certificates/preview", member_id=whose).get_json()
    assert (shown["name"], shown["minutes"]) == ("王小明", 120)
    for who in ("neighbour", "supervisor", "volunteer"):
        refused(street.as_(who).get("…/certificates/preview", member_id=whose), 403, "forbidden")


def test_only_the_desk_asks_for_others_and_never_so_for_itself(street: Street, record_id: UUID) -> None:
    for who in ("neighbour", "supervisor"):
        asked = {**ASKED, "on_behalf_of": behalf(street, who)}
        refused(street.as_(who).post("…/certificates", asked), 403, "forbidden")
    own = {**ASKED, "on_behalf_of": behalf(street, whose="staff")}
    refused(street.as_("staff").post("…/certificates", own), 422, "invalid")


def test_one_form_is_for_one_certificate_also_photographed_twice(street: Street, record_id: UUID) -> None:
    ask(street, "staff", on_behalf_of=behalf(street))
    copy = {**ASKED, "on_behalf_of": behalf(street)}
    refused(street.as_("staff").post("…/certificates", copy), 409, "consent_used")
    ask(street, "staff", on_behalf_of=behalf(street, seed=61))


def test_who_asked_prints_it_that_day_and_nobody_but_the_holder_later(street: Street, record_id: UUID) -> None:
    path = f"…/certificates/{ask(street, 'staff', on_behalf_of=behalf(street))['id']}/document.pdf"
    assert street.as_("staff").get(path).status_code == 200
    refused(street.as_("colleague").get(path), 403, "forbidden")
    street.clock.advance(timedelta(days=1))
    refused(street.as_("staff").get(path), 403, "forbidden")
    assert street.as_("volunteer").get(path).status_code == 200


def test_the_holder_and_a_minors_guardian_are_told(street: Street, record_id: UUID) -> None:
    with street.work() as uow:
        birth, guardian = date(2010, 5, 1), street["neighbour"].member_id
        chosen = update(Member).where(
            Member.community_id == street.community_id, Member.id == street["volunteer"].member_id
        )
        uow.session.execute(chosen.values(birth_date=birth, guardian_member_id=guardian))
    issued = ask(street, "staff", on_behalf_of=behalf(street))
    street.run_due("outbox")
    for who in ("volunteer", "neighbour"):
        titles = [each["title"] for each in street.as_(who).get("…/inbox").get_json()["items"]]
        assert any(issued["number"] in title and "代办" in title for title in titles), (who, titles)
