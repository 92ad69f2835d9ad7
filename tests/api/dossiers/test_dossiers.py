"""A dossier over HTTP: what volunteers say of themselves, what the desk enters, how a service was found."""

from typing import Any

from sqlalchemy import text

from backend.dossiers import service
from backend.dossiers.types import Skill
from tests.client import refused
from tests.factories.dossiers import IDENTITY_NUMBER, entered
from tests.factories.volunteering import Street

TRAINING = {
    "kind": "training",
    "title": "急救培训",
    "by_whom": "区红十字会",
    "happened_on": "2026-11-02",
    "minutes": 90,
}


def entries_of(street: Street, who: str) -> str:
    return f"…/members/{street[who].member_id}/dossier-entries"


def test_volunteers_say_what_they_can_do_and_matching_reads_it(street: Street) -> None:
    said = {"skills": ["repair", "care"], "skill_words": ["修表"], "times": ["sat.pm", "mon.am"]}
    shown = street.as_("volunteer").put("…/dossier", said).get_json()
    assert [skill["name"] for skill in shown["skills"]] == ["陪伴照料", "水电维修"]
    assert [time["name"] for time in shown["times"]] == ["周一上午", "周六下午"]
    with street.work() as uow:
        ids = [street["volunteer"].member_id, street["peer"].member_id]
        found = service.skills_of(uow, street.community_id, ids)
    assert list(found) == ids[:1]
    assert (set(found[ids[0]].skills), found[ids[0]].words) == ({Skill.CARE, Skill.REPAIR}, ["修表"])


def test_numbers_are_stored_encrypted_shown_masked_and_taken_away_again(street: Street) -> None:
    by = street.as_("volunteer")
    shown = by.put("…/dossier", {"contact": "13812345678", "identity_number": IDENTITY_NUMBER}).get_json()
    assert (shown["contact_masked"], shown["identity_masked"]) == ("138****5678", "110*************13")
    with street.work() as uow:
        row = uow.session.execute(
            text("SELECT contact, identity_number FROM dossiers WHERE community_id = :cid AND id = :id"),
            {"cid": street.community_id, "id": street["volunteer"].member_id},
        ).one()
    assert b"13812345678" not in bytes(row[0])
    assert IDENTITY_NUMBER.encode() not in bytes(row[1])
    cleared = by.put("…/dossier", {"identity_number": ""}).get_json()
    assert (cleared["contact_masked"], cleared["identity_masked"]) == ("138****5678", None)


def test_an_identity_number_with_a_slip_is_refused(street: Street) -> None:
    wrong = street.as_("volunteer").put("…/dossier", {"identity_number": IDENTITY_NUMBER[:-1] + "4"})
    assert refused(wrong, 422, "invalid")["errors"] == {"identity_number": ["身份证号不对，请再核对一遍"]}


def test_the_desk_enters_a_training_and_the_volunteer_sees_and_is_told(street: Street) -> None:
    added = street.as_("staff").post(entries_of(street, "volunteer"), TRAINING)
    assert added.status_code == 201, added.text
    seen = street.as_("volunteer").get("…/dossier").get_json()["trainings"]
    assert [(each["title"], each["minutes"], each["recorded_by_name"]) for each in seen] == [("急救培训", 90, "赵社工")]
    told = street.events("dossiers.entries_kept")
    assert [item["member_id"] for item in told[0]["items"]] == [str(street["volunteer"].member_id)]


def test_what_is_voided_stays_to_be_read_and_is_voided_once(street: Street) -> None:
    shown = street.as_("staff").post(entries_of(street, "volunteer"), TRAINING).get_json()
    path = f"…/dossier-entries/{shown['trainings'][0]['id']}/void"
    voided = street.as_("colleague").post(path, {"reason": "登记错了人"}).get_json()
    assert voided["trainings"][0]["void"]["reason"] == "登记错了人"
    refused(street.as_("staff").post(path, {"reason": "再作废一次"}), 409, "dossier_entry_void")


def test_nobody_of_the_desk_keeps_their_own(street: Street) -> None:
    refused(street.as_("staff").post(entries_of(street, "staff"), TRAINING), 403, "own_dossier_entry")


def test_what_is_yet_to_come_is_not_kept(street: Street) -> None:
    ahead = {**TRAINING, "happened_on": "2027-01-01"}
    refused(street.as_("staff").post(entries_of(street, "volunteer"), ahead), 422, "dossier_entry_day")


def evaluate(street: Street, who: str, record_id: Any, score: int = 5) -> Any:
    return street.as_(who).post(f"…/records/{record_id}/evaluations", {"score": score, "words": "很细心"})


def test_a_service_is_evaluated_once_by_its_leader_and_answered_once(street: Street) -> None:
    record_id = entered(street)
    first = evaluate(street, "leader", record_id).get_json()
    assert (first["items"][0]["score"], first["may_evaluate"]) == (5, False)
    refused(evaluate(street, "leader", record_id), 409, "already_evaluated")
    seen = street.as_("volunteer").get("…/dossier").get_json()["evaluations"]
    answer = f"…/evaluations/{seen[0]['id']}/answer"
    assert street.as_("volunteer").post(answer, {"text": "谢谢"}).get_json()["items"][0]["answer"] == "谢谢"
    refused(street.as_("volunteer").post(answer, {"text": "再谢"}), 409, "evaluation_answered")


def test_only_what_was_entered_is_evaluated(street: Street) -> None:
    refused(evaluate(street, "leader", street.served()), 409, "record_not_entered")


def test_neither_who_served_nor_a_bystander_evaluates(street: Street) -> None:
    record_id = entered(street)
    refused(evaluate(street, "volunteer", record_id), 403, "forbidden")
    refused(evaluate(street, "neighbour", record_id), 403, "forbidden")


def test_evaluations_are_the_volunteers_and_the_desks_to_see(street: Street) -> None:
    record_id = entered(street)
    evaluate(street, "leader", record_id, 3)
    path = f"…/records/{record_id}/evaluations"
    readers = ("volunteer", "staff", "leader", "peer", "supervisor")
    assert [len(street.as_(who).get(path).get_json()["items"]) for who in readers] == [1, 1, 1, 0, 0]
