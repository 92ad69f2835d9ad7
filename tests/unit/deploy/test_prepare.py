"""Setting up: a step is done again when a name or a content it read has changed, and only then."""

from pathlib import Path

import pytest

from deploy import prepare


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "a.ts").write_text("one")
    return folder


def test_the_same_inputs_give_the_same_print(source: Path) -> None:
    assert prepare.fingerprint(source) == prepare.fingerprint(source)


def test_a_changed_content_or_name_or_a_new_file_changes_the_print(source: Path) -> None:
    prints = [prepare.fingerprint(source)]
    (source / "a.ts").write_text("two")
    prints.append(prepare.fingerprint(source))
    (source / "a.ts").rename(source / "b.ts")
    prints.append(prepare.fingerprint(source))
    (source / "c.ts").write_text("")
    prints.append(prepare.fingerprint(source))
    assert len(set(prints)) == 4


def test_a_step_is_done_when_its_stamp_says_so(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not prepare.is_done(stamp, "print")
    stamp.write_text("print")
    assert prepare.is_done(stamp, "print")
    assert not prepare.is_done(stamp, "another print")


def test_a_failed_step_shows_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(prepare.SetupError, match=r"said why\n\nTrying failed \(sh -c .*\); output above\."):
        prepare.step("Trying", "sh", "-c", "echo said why; exit 3", folder=tmp_path)


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(prepare.sys, "version_info", (3, 10, 4))
    assert prepare.main() == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().out


def test_a_linked_environment_is_never_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "base.stamp").write_text("made for another folder", encoding="utf-8")
    (tmp_path / "linked").symlink_to(theirs)
    monkeypatch.setattr(prepare, "VENV", tmp_path / "linked")
    prepare.python_packages("dev")
    assert [each.name for each in theirs.iterdir()] == ["base.stamp"]
