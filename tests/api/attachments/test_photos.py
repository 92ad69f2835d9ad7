"""Photos over HTTP: taken in, shown at signed addresses, hung on entries, sealed with them, removed when unused."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import flask
import orjson
import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from backend.attachments.service import BYTES_MAX
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.runtime import runtime
from backend.infra.uow import unit_of_work
from backend.lists.service import editions
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.editions import pass_notice, publish, put_on_notice
from tests.factories.lists import make_open_entry, new_entry
from tests.factories.photos import add_photo, draw, draw_with_memory, opened

REMOVE, SWEEP = "attachments.unused", "attachments.sweep"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def elsewhere(app: flask.Flask, tmp_path: Any) -> Iterator[Any]:
    """Let photos lie in a folder for one test; return the folder."""
    with app.app_context():
        settings = runtime().settings
    object.__setattr__(settings, "photo_store", str(tmp_path / "photos"))
    yield tmp_path / "photos"
    object.__setattr__(settings, "photo_store", "memory://photos-of-tests")


def send(caller: Caller, content: bytes, name: str = "photo.jpg", *, key: str | None = None) -> TestResponse:
    return caller.upload("…/photos", name, content, key=key)


def taken(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 201, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


def add(place: Place, who: str = "resident") -> dict[str, Any]:
    return taken(send(place.as_(who), draw(60, 40)))


def propose(place: Place, who: str = "resident", **changes: Any) -> dict[str, Any]:
    return taken(place.as_(who).post("…/entries", new_entry("problem", **changes)))


def test_a_photo_is_taken_in_and_shown_without_a_token(place: Place) -> None:
    photo = taken(send(place.as_("resident"), draw_with_memory(2000, 1000)))
    assert (photo["width"], photo["height"]) == (1600, 800)
    shown = place.caller.get(photo["url"])
    assert (shown.status_code, shown.content_type) == (200, "image/jpeg")
    assert "private" in shown.headers["Cache-Control"]
    assert opened(shown.data).size == (1600, 800)
    assert dict(opened(shown.data).getexif()) == {}
    assert opened(place.caller.get(photo["thumb_url"]).data).size == (400, 200)


def test_photos_lie_in_a_folder_as_well(place: Place, elsewhere: Any) -> None:
    photo = add(place)
    names = sorted(file.name for file in elsewhere.rglob("*.jpg"))
    assert names == [f"{photo['id']}-full.jpg", f"{photo['id']}-thumb.jpg"]
    assert place.caller.get(photo["url"]).status_code == 200
    (elsewhere / str(place.hood.community_id) / names[0]).unlink()
    refused(place.caller.get(photo["url"]), 404, "not_found")


def test_a_store_that_is_away_is_told(place: Place, elsewhere: Any) -> None:
    elsewhere.write_text("a file where the folder should be")
    refused(send(place.as_("resident"), draw()), 503, "photo_store_unavailable")


@pytest.mark.parametrize("who", ["stranger", "applicant"])
def test_only_members_send_photos(place: Place, who: str) -> None:
    refused(send(place.as_(who), draw()), 403, "not_a_member")


def test_nobody_is_asked_to_sign_in_before_the_body_is_read(place: Place) -> None:
    refused(send(place.as_("nobody"), b"x" * BYTES_MAX), 401, "not_signed_in")


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"x" * (BYTES_MAX + 1), "photo.jpg", 413, "photo_too_large"),
        (b"x" * (2 * BYTES_MAX), "photo.jpg", 413, "photo_too_large"),
        (b"%PDF-1.7", "letter.pdf", 422, "photo_not_picture"),
        (b"%PDF-1.7", "letter.jpg", 422, "photo_renamed"),
        (draw()[:2000], "photo.jpg", 422, "photo_broken"),
    ],
)
def test_what_is_no_photo_is_refused(place: Place, content: bytes, name: str, status: int, code: str) -> None:
    refused(send(place.as_("resident"), content, name), status, code)


def test_a_photo_of_many_bytes_is_taken(place: Place) -> None:
    """More than any other route takes; what stands after the picture's end is not looked at, nor kept."""
    photo = taken(send(place.as_("resident"), draw() + b"\0" * (BYTES_MAX - 100_000)))
    assert len(place.caller.get(photo["url"]).data) < 100_000


def test_other_routes_take_as_little_as_before(place: Place) -> None:
    body = new_entry("problem", text="长" * 300_000)
    refused(place.as_("resident").post("…/entries", body), 413, "body_too_large")


def test_a_form_without_a_file_is_refused(place: Place) -> None:
    resident = place.as_("resident")
    errors = refused(resident.post("…/photos", {}), 422, "invalid")["errors"]
    assert errors == {"file": ["请选择一张照片"]}


def test_the_same_form_sent_again_is_one_photo(place: Place) -> None:
    """Each sending has a boundary of its own; the file is what counts."""
    key, resident = str(uuid4()), place.as_("resident")
    first, second = (taken(send(resident, draw(), key=key)) for _ in range(2))
    assert first == second
    refused(send(resident, draw(70, 70), key=key), 409, "idempotency_key_reused")


def test_a_changed_address_is_refused(place: Place) -> None:
    photo, other = add(place), add(place)
    url = photo["url"]
    for changed in (
        url.replace("size=full", "size=thumb"),
        url.replace("until=1", "until=2"),
        url.replace(photo["id"], other["id"]),
        url[:-1] + "印",
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url.replace(str(place.hood.community_id), str(place.hood.community_id + 1)),
    ):
        assert changed != url
        refused(place.caller.get(changed), 403, "photo_address_wrong")
    refused(place.caller.get(url.partition("?")[0]), 422, "invalid")


def test_an_address_ends(place: Place, clock: FixedClock) -> None:
    url = add(place)["url"]
    clock.advance(timedelta(days=1))
    assert place.caller.get(url).status_code == 200
    clock.advance(timedelta(days=1))
    refused(place.caller.get(url), 403, "photo_address_expired")


def test_an_entry_shows_its_photos_in_their_order(place: Place) -> None:
    photos = [add(place), add(place)]
    entry = propose(place, photos=[photo["id"] for photo in photos])
    assert entry["photos"] == photos
    seen = place.as_("resident").get(f"…/entries/{entry['id']}").get_json()
    assert seen["photos"] == photos
    assert propose(place)["photos"] == []
    items = place.as_("resident").get("…/lists/problem/entries", mine="true").get_json()["items"]
    assert [len(item["photos"]) for item in items] == [0, 2]


def test_somebody_elses_photo_cannot_be_shown(place: Place) -> None:
    photo = add(place, "neighbour")
    body = new_entry("problem", photos=[photo["id"]])
    assert "photos" in refused(place.as_("resident").post("…/entries", body), 422, "invalid")["errors"]
    assert (
        "photos"
        in refused(place.as_("resident").post("…/entries", {**body, "photos": [str(uuid4())]}), 422, "invalid")[
            "errors"
        ]
    )
    assert taken(place.as_("staff").post("…/entries", body))["photos"] == [photo]


@pytest.mark.parametrize(
    ("ids", "why"),
    [
        (lambda id_: [id_, id_], "同一张照片只能放一次"),
        (lambda id_: [str(uuid4()) for _ in range(7)], "最多6张照片"),
    ],
)
def test_at_most_six_photos_and_each_once(place: Place, ids: Any, why: str) -> None:
    body = new_entry("problem", photos=ids(add(place)["id"]))
    assert refused(place.as_("resident").post("…/entries", body), 422, "invalid")["errors"] == {"photos": [why]}


def test_photos_are_changed_and_the_history_says_so(place: Place) -> None:
    resident, staff = place.as_("resident"), place.as_("staff")
    first, second, third = add(place), add(place), add(place, "staff")
    entry = propose(place, photos=[first["id"], second["id"]])
    path = f"…/entries/{entry['id']}"
    edited = staff.patch(path, {"photos": [third["id"], first["id"]]}, etag=staff.get(path).headers["ETag"])
    assert [photo["id"] for photo in edited.get_json()["photos"]] == [third["id"], first["id"]]
    # The desk's photo stays where the proposer only changes the order; another's new one is refused.
    swapped = resident.patch(path, {"photos": [first["id"], third["id"]]}, etag=resident.get(path).headers["ETag"])
    assert swapped.status_code == 200
    etag = resident.get(path).headers["ETag"]
    stolen = add(place, "neighbour")["id"]
    refused(resident.patch(path, {"photos": [first["id"], stolen]}, etag=etag), 422, "invalid")
    lines = resident.get(f"{path}/history").get_json()["items"]
    assert [line["note"] for line in lines if line["move"] == "edit"] == ["照片", "照片"]


def test_the_etag_stays_while_the_address_does(place: Place, clock: FixedClock) -> None:
    resident = place.as_("resident")
    path = f"…/entries/{propose(place, photos=[add(place)['id']])['id']}"
    etag = resident.get(path).headers["ETag"]
    clock.advance(timedelta(hours=12))
    assert resident.patch(path, {"title": "路灯坏了"}, etag=etag).status_code == 200


def test_an_edition_holds_photos_and_tells_their_change(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        photos = [str(add_photo(uow, place.hood["resident"])) for _ in range(2)]
        entry_id = make_open_entry(uow, place.hood["resident"], "problem", photos=photos[:1])
        draft_id = put_on_notice(uow, place.hood["staff"], "problem")
    pass_notice(clock)
    with place.work() as uow:
        publish(uow, place.hood["lead"], draft_id)
        held = orjson.loads(editions.edition.get_edition(uow, place.hood.community_id, "problem", 1).content)
    assert held["entries"][0]["photos"] == photos[:1]
    staff, path = place.as_("staff"), f"…/entries/{entry_id}"
    assert staff.patch(path, {"photos": photos}, etag=staff.get(path).headers["ETag"]).status_code == 200
    draft = taken(staff.post("…/lists/problem/drafts"))
    assert any("照片 由 1 张改为 2 张" in change["text"] for change in draft["changes"]["items"])
    assert staff.get("…/lists/problem/editions/verify").get_json()["agrees"] is True


def test_tables_tell_how_many_photos_there_are(place: Place) -> None:
    with place.work() as uow:
        photos = [str(add_photo(uow, place.hood["resident"])) for _ in range(2)]
        make_open_entry(uow, place.hood["resident"], "problem", title="有照片", photos=photos)
        make_open_entry(uow, place.hood["resident"], "problem", title="没有照片")
    sent = place.as_("staff").get("…/lists/problem/export", format="csv").get_data().decode("utf-8-sig")
    rows = {row["名称"]: row["照片（张）"] for row in csv.DictReader(io.StringIO(sent))}
    assert rows == {"有照片": "2", "没有照片": "0"}


def test_lines_older_than_photos_still_agree(place: Place, clock: FixedClock) -> None:
    """An entry without photos says in an edition what its lines said before there were any."""
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["resident"], "problem")
        lines = uow.session.execute(
            text("SELECT content FROM entry_moves WHERE community_id = :cid AND entry_id = :id"),
            {"cid": place.hood.community_id, "id": entry_id},
        ).scalars()
        assert all("photos" not in content for content in lines)
        draft_id = put_on_notice(uow, place.hood["staff"], "problem")
    pass_notice(clock)
    with place.work() as uow:
        publish(uow, place.hood["lead"], draft_id)
    assert place.as_("staff").get("…/lists/problem/editions/verify").get_json()["agrees"] is True


def test_what_nobody_used_is_removed_after_a_day(place: Place, app: flask.Flask, clock: FixedClock) -> None:
    unused, used = add(place), add(place)
    propose(place, photos=[used["id"]])
    with app.app_context():
        clock.advance(timedelta(hours=23))
        assert run_due(REMOVE, place.hood.community_id) == 0
        clock.advance(timedelta(hours=2))
        assert place.hood.community_id in _due(app)
        assert run_due(REMOVE, place.hood.community_id) == 1
        assert place.hood.community_id not in _due(app)
    body = new_entry("problem", photos=[unused["id"]])
    refused(place.as_("resident").post("…/entries", body), 422, "invalid")
    refused(place.caller.get(unused["url"]), 404, "not_found")
    assert place.caller.get(used["url"]).status_code == 200


def test_with_an_unused_photo_its_files_go(place: Place, app: flask.Flask, clock: FixedClock, elsewhere: Any) -> None:
    add(place), add(place)
    (next(elsewhere.rglob("*-thumb.jpg"))).unlink()  # a removal that was cut off begins anew
    clock.advance(timedelta(hours=25))
    with app.app_context():
        assert run_due(REMOVE, place.hood.community_id) == 2
    assert list(elsewhere.rglob("*.jpg")) == []


def _due(app: flask.Flask, source: str = REMOVE) -> list[int]:
    with unit_of_work() as uow:
        return list(runtime().due_sources[source].scan(uow))


def test_files_that_no_row_names_are_swept_up_after_a_day(
    place: Place, app: flask.Flask, clock: FixedClock, elsewhere: Any
) -> None:
    kept = add(place)
    propose(place, photos=[kept["id"]])
    for _ in range(2):
        with pytest.raises(InterruptedError):
            _break_off(place)
    folder = elsewhere / str(place.hood.community_id)
    (folder / "notes.txt").write_text("somebody's own")
    lost, young = sorted({file.name[:36] for file in folder.glob("*.jpg")} - {kept["id"]})
    for file in folder.glob(f"{lost}-*"):
        file.rename(file.with_name(file.name.replace(lost, str(_two_days_older(lost)))))
    with app.app_context():
        assert place.hood.community_id not in _due(app, SWEEP)
        clock.advance(timedelta(hours=25))
        assert place.hood.community_id in _due(app, SWEEP)
        assert run_due(SWEEP, place.hood.community_id) == 1
        assert place.hood.community_id not in _due(app, SWEEP)
        assert run_due(SWEEP, place.hood.community_id) == 0
    left = {f"{id_}-{size}.jpg" for id_ in (kept["id"], young) for size in ("full", "thumb")}
    assert {file.name for file in folder.iterdir()} == left | {"notes.txt"}


def _break_off(place: Place) -> None:
    """Fail between writing a photo and committing its row."""
    with place.work() as uow:
        add_photo(uow, place.hood["resident"])
        raise InterruptedError


def _two_days_older(id_: str) -> UUID:
    return UUID(int=UUID(id_).int - (2 * 86_400_000 << 80))


def test_a_photo_once_shown_stays_for_the_history(place: Place, app: flask.Flask, clock: FixedClock) -> None:
    photo, resident = add(place), place.as_("resident")
    path = f"…/entries/{propose(place, photos=[photo['id']])['id']}"
    assert resident.patch(path, {"photos": []}, etag=resident.get(path).headers["ETag"]).status_code == 200
    clock.advance(timedelta(hours=25))
    with app.app_context():
        assert run_due(REMOVE, place.hood.community_id) == 0
