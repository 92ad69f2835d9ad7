"""A team's work over HTTP: tasks, log with photos, shifts with their hours, reminders, report; and every refusal."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import local_date
from backend.teams import rules
from tests.client import refused
from tests.factories.photos import add_photo, draw
from tests.factories.teams import Squad, add_task, finish, form_team, make_squad
from tests.factories.volunteering import make_shift, sign_up


def task_move(squad: Squad, who: str, task_id: Any, move: str, **more: Any) -> Any:
    return squad.as_(who).post(f"…/team-tasks/{task_id}/moves", {"move": move, **more})


def day(squad: Squad, days: int) -> str:
    return (local_date(squad.clock.now()) + timedelta(days=days)).isoformat()


def lines(squad: Squad) -> list[tuple[str, str, str | None]]:
    items = squad.as_("leader").get(f"…/teams/{squad.team_id}/log").get_json()["items"]
    return [(line["kind"], line["by_name"], line["text"]) for line in items]


def inbox(squad: Squad, who: str) -> list[str]:
    squad.run_due("outbox")
    return [item["title"] for item in squad.as_(who).get("…/inbox").get_json()["items"]]


def test_the_whole_way_of_a_task(squad: Squad) -> None:
    new = {"title": "借两把轮椅", "due_on": day(squad, 3)}
    path = f"…/teams/{squad.team_id}/tasks"
    refused(squad.as_("mate").post(path, new), 403, "forbidden")
    task = squad.as_("deputy").post(path, new).get_json()
    assert (task["state_name"], task["assignee"], task["is_overdue"]) == ("待办", None, False)
    taken = task_move(squad, "mate", task["id"], "take").get_json()
    assert (taken["assignee"]["name"], taken["is_mine"]) == ("周秀英", True)
    assert [move["move"] for move in taken["moves"]] == ["finish"]
    given = task_move(squad, "leader", task["id"], "give", assignee_id=str(squad["deputy"].member_id)).get_json()
    assert given["assignee"]["name"] == "孙邻居"
    later = task_move(squad, "leader", task["id"], "postpone", due_on=day(squad, 9), text="等轮椅").get_json()
    assert later["due_on"] == day(squad, 9)
    with squad.work() as uow:
        photo = str(add_photo(uow, squad["mate"]))
    done = task_move(squad, "mate", task["id"], "finish", text="借到了", photos=[photo]).get_json()
    assert (done["state"], done["done_by_name"], done["moves"]) == ("done", "周秀英", [])
    assert squad.team()["tasks"] == {"open": 0, "overdue": 0, "done": 1}
    assert [line["id"] for line in squad.as_("mate").get(path, state="done").get_json()["items"]] == [task["id"]]
    (told, *_) = squad.as_("mate").get(f"…/teams/{squad.team_id}/log").get_json()["items"]
    assert (told["kind_name"], told["task"]["name"], told["photos"][0]["id"]) == ("任务完成", "借两把轮椅", photo)
    reopened = task_move(squad, "leader", task["id"], "reopen").get_json()
    assert (reopened["state"], reopened["done_at"], reopened["done_by_name"]) == ("open", None, None)
    assert task_move(squad, "leader", task["id"], "drop", text="不需要了").get_json()["state"] == "dropped"
    refused(task_move(squad, "mate", task["id"], "take"), 409, "move_not_allowed")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"due_on": -1}, 422, "task_day"),
        ({"due_on": 400}, 422, "task_day"),
        ({"due_on": "2026-13-01"}, 422, "invalid"),
        ({"title": ""}, 422, "invalid"),
        ({"title": "长" * 61}, 422, "invalid"),
        ({"title": "借\u202e轮椅"}, 422, "invalid"),
        ({"assignee_id": "neighbour"}, 409, "not_on_team"),
        ({"assignee_id": str(uuid4())}, 409, "not_on_team"),
    ],
)
def test_a_task_that_is_not_added(standing: Squad, changes: dict[str, Any], status: int, code: str) -> None:
    squad = standing
    body = {"title": "借轮椅", "due_on": 1, **changes}
    if isinstance(body["due_on"], int):
        body["due_on"] = day(squad, body["due_on"])
    if body.get("assignee_id") == "neighbour":
        body["assignee_id"] = str(squad["neighbour"].member_id)
    refused(squad.as_("leader").post(f"…/teams/{squad.team_id}/tasks", body), status, code)
    assert squad.team()["tasks"]["open"] == 0


def test_moves_of_tasks_that_lack_something(squad: Squad) -> None:
    with squad.work() as uow:
        task_id = add_task(uow, squad["leader"], squad.team_id)
    refused(task_move(squad, "leader", task_id, "give"), 422, "invalid")
    refused(task_move(squad, "leader", task_id, "postpone"), 422, "invalid")
    refused(task_move(squad, "leader", task_id, "postpone", due_on=day(squad, -1)), 422, "task_day")
    outsider = str(squad["neighbour"].member_id)
    refused(task_move(squad, "leader", task_id, "give", assignee_id=outsider), 409, "not_on_team")
    refused(task_move(squad, "neighbour", task_id, "take"), 403, "forbidden")
    refused(task_move(squad, "mate", task_id, "drop"), 403, "forbidden")
    refused(task_move(squad, "mate", uuid4(), "take"), 404, "not_found")
    refused(task_move(squad, "mate", task_id, "fly"), 422, "invalid")


def test_no_more_open_tasks_than_anybody_can_follow(squad: Squad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "TASKS_OPEN_MAX", 1)
    with squad.work() as uow:
        add_task(uow, squad["leader"], squad.team_id)
    body = {"title": "借轮椅", "due_on": day(squad, 1)}
    assert refused(squad.as_("leader").post(f"…/teams/{squad.team_id}/tasks", body), 409, "tasks_full")["most"] == 1


def test_progress_with_photos_is_told_by_those_on_the_team(squad: Squad) -> None:
    path = f"…/teams/{squad.team_id}/log"
    with squad.work() as uow:
        photo, others = str(add_photo(uow, squad["mate"])), str(add_photo(uow, squad["neighbour"]))
        task_id = add_task(uow, squad["leader"], squad.team_id)
    refused(squad.as_("neighbour").post(path, {"text": "我也来说"}), 403, "forbidden")
    refused(squad.as_("staff").post(path, {"text": "我也来说"}), 403, "forbidden")
    refused(squad.as_("mate").post(path, {"text": ""}), 422, "invalid")
    refused(squad.as_("mate").post(path, {"text": "看", "photos": [others]}), 422, "invalid")
    refused(squad.as_("mate").post(path, {"text": "看", "photos": [photo] * 10}), 422, "invalid")
    refused(squad.as_("mate").post(path, {"text": "看", "task_id": str(uuid4())}), 404, "not_found")
    body = {"text": "今天走访了三户", "photos": [photo], "task_id": str(task_id)}
    line = squad.as_("mate").post(path, body).get_json()
    assert (line["kind"], line["by_name"], line["task"]["id"]) == ("progress", "周秀英", str(task_id))
    assert [shown["id"] for shown in line["photos"]] == [photo]
    assert lines(squad)[0] == ("progress", "周秀英", "今天走访了三户")


def test_a_task_of_another_team_is_no_subject(squad: Squad) -> None:
    with squad.work() as uow:
        other = form_team(uow, squad["staff"], entry_id=squad.entry_id)
        task_id = add_task(uow, squad["staff"], other)
    body = {"text": "看", "task_id": str(task_id)}
    refused(squad.as_("mate").post(f"…/teams/{squad.team_id}/log", body), 404, "not_found")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(draw() + b"\0" * (12 * 1024 * 1024), 413, "photo_too_large"), (b"%PDF-1.7 no photo", 422, "photo_renamed")],
)
def test_photos_that_are_none(standing: Squad, content: bytes, status: int, code: str) -> None:
    refused(standing.as_("mate").upload("…/photos", "a.jpg", content), status, code)


def test_the_log_tells_of_everything(squad: Squad) -> None:
    assert [(kind, by) for kind, by, _ in lines(squad)] == [
        ("role", "冯联络"),
        ("joined", "孙邻居"),
        ("joined", "周秀英"),
        ("formed", "冯联络"),
    ]


def test_time_reminds_of_tasks_the_day_before_and_when_they_are_overdue(squad: Squad) -> None:
    with squad.work() as uow:
        add_task(uow, squad["leader"], squad.team_id, title="借轮椅", assignee_id=squad["mate"].member_id)
        add_task(uow, squad["leader"], squad.team_id, title="贴通知")
        finished = add_task(uow, squad["leader"], squad.team_id, title="写名单", assignee_id=squad["mate"].member_id)
        finish(uow, squad["mate"], finished)
    squad.clock.advance(timedelta(days=1, hours=23))
    squad.run_due("teams.tasks")
    assert not any("明天到期" in title for title in inbox(squad, "mate"))
    squad.clock.advance(timedelta(hours=1))
    squad.run_due("teams.tasks", "teams.tasks")
    assert inbox(squad, "mate").count("明天到期：借轮椅") == 1
    assert inbox(squad, "leader").count("明天到期：贴通知") == 1
    squad.clock.advance(timedelta(days=3))
    squad.run_due("teams.tasks")
    for who in ("mate", "leader"):
        assert inbox(squad, who).count("任务过期了：借轮椅") == 1
    squad.clock.advance(timedelta(days=30))
    squad.run_due("teams.tasks")
    assert inbox(squad, "mate").count("任务过期了：借轮椅") == 1
    assert not any("写名单" in title and "期" in title for title in inbox(squad, "mate"))
    assert squad.team()["tasks"] == {"open": 2, "overdue": 2, "done": 1}


def test_a_team_closes_with_a_report_once_nothing_is_open(squad: Squad) -> None:
    with squad.work() as uow:
        photo = str(add_photo(uow, squad["leader"]))
        task_id = add_task(uow, squad["leader"], squad.team_id)
    squad.as_("neighbour").post(f"…/teams/{squad.team_id}/applications", {})
    path, report = f"…/teams/{squad.team_id}/moves", {"move": "close", "text": "陪护十次，老人满意", "photos": [photo]}
    refused(squad.as_("deputy").post(path, report), 403, "forbidden")
    refused(squad.as_("leader").post(path, {"move": "close"}), 422, "invalid")
    assert refused(squad.as_("leader").post(path, report), 409, "tasks_open")["open"] == 1
    with squad.work() as uow:
        finish(uow, squad["mate"], task_id)
    closed = squad.as_("leader").post(path, report).get_json()
    assert (closed["state"], closed["report"], closed["moves"]) == ("closed", "陪护十次，老人满意", [])
    assert [shown["id"] for shown in closed["photos"]] == [photo]
    assert squad.team("neighbour")["my_state"] is None
    for path, body in (("log", {"text": "又来"}), ("tasks", {"title": "又来", "due_on": day(squad, 1)})):
        refused(squad.as_("leader").post(f"…/teams/{squad.team_id}/{path}", body), 409, "move_not_allowed")
    refused(squad.as_("neighbour").post(f"…/teams/{squad.team_id}/applications", {}), 409, "move_not_allowed")
    assert squad.team("neighbour")["report"] == "陪护十次，老人满意"
    assert "小组已结束：助老行动队" in inbox(squad, "mate")


def test_a_team_called_off_lets_its_claim_have_another(squad: Squad) -> None:
    with squad.work() as uow:
        add_task(uow, squad["leader"], squad.team_id, assignee_id=squad["mate"].member_id)
    path = f"…/teams/{squad.team_id}/moves"
    refused(squad.as_("staff").post(path, {"move": "call_off"}), 422, "invalid")
    off = squad.as_("staff").post(path, {"move": "call_off", "text": "人手不够"}).get_json()
    assert (off["state"], off["tasks"]["open"]) == ("called_off", 0)
    body = {"name": "助老二队", "goal": "接着做", "claim_id": str(squad.claim_id)}
    assert squad.as_("leader").post("…/teams", body).status_code == 201


def test_hours_of_its_shifts_are_the_teams(squad: Squad) -> None:
    with squad.work() as uow:
        shift_id = make_shift(uow, squad["staff"], squad.entry_id)
        sign_up(uow, squad["mate"], shift_id)
        foreign = make_shift(uow, squad["staff"])
        other = form_team(uow, squad["staff"], entry_id=squad.entry_id)
    path = f"…/teams/{squad.team_id}/shifts"
    refused(squad.as_("mate").post(path, {"shift_id": str(shift_id)}), 403, "forbidden")
    refused(squad.as_("leader").post(path, {"shift_id": str(foreign)}), 409, "shift_not_of_team")
    refused(squad.as_("leader").post(path, {"shift_id": str(uuid4())}), 409, "shift_not_of_team")
    for _ in range(2):
        added = squad.as_("deputy").post(path, {"shift_id": str(shift_id)}).get_json()
    assert [shift["id"] for shift in added["shifts"]] == [str(shift_id)]
    assert (added["minutes"], added["people"], added["waiting"]) == (0, 0, 0)
    refused(squad.as_("staff").post(f"…/teams/{other}/shifts", {"shift_id": str(shift_id)}), 409, "shift_not_of_team")
    stops = squad.as_("mate").get(f"…/trace/team/{squad.team_id}").get_json()
    assert {"claim", "team", "shift"} <= {stop["type"] for stop in stops["nodes"]}


def test_another_communitys_team_is_not_found(squad: Squad) -> None:
    other = make_squad(squad.app, squad.clock)
    refused(squad.as_("leader").get(f"…/teams/{other.team_id}"), 404, "not_found")
    refused(squad.as_("leader").post(f"…/teams/{other.team_id}/log", {"text": "来"}), 404, "not_found")
