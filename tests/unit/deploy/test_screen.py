"""The screen of ``make run``: names line up whatever script they are in, and a long list is cut."""

from pathlib import Path

from deploy.local.screen import IDENTITIES_MAX, compose

HOME = Path("var")


def person(name: str, role: str = "居民") -> dict[str, str]:
    return {"id": name, "name": name, "role_name": role, "about": ""}


def shown(*people: dict[str, str], wechat: str | None = None) -> list[str]:
    return compose("http://127.0.0.1:8000", people, home=HOME, wechat=wechat, seconds=4.2).splitlines()


def test_chinese_and_latin_names_line_up() -> None:
    lines = [line for line in shown(person("老方"), person("Desk")) if "居民" in line]
    assert lines == ["    老方  居民", "    Desk  居民"]


def test_a_long_list_is_cut_and_says_so() -> None:
    people = [person(f"邻居{number}") for number in range(IDENTITIES_MAX + 3)]
    assert "    … and 3 more on the sign-in page" in shown(*people)


def test_without_identities_or_platform_their_lines_are_left_out() -> None:
    text = "\n".join(shown())
    assert "Sign in" not in text
    assert "WeChat" not in text
    assert "Ctrl-C" in text


def test_the_platform_is_shown_where_it_runs() -> None:
    assert any("http://127.0.0.1:8100/" in line for line in shown(wechat="http://127.0.0.1:8100"))
