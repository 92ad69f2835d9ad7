"""The text check with a word list short enough for a test to trigger it; it stores no text."""

import secrets
from typing import NamedTuple

from miniprogram_mock.wechat_platform.answers import PlatformRefusal

CONTENT_MAX = 2500
SCENES = {1, 2, 3, 4}  # profile, comment, forum, social log
PASS_LABEL = 100


class Hit(NamedTuple):
    """What a word means to the check; `label` is WeChat's number (20006 crime, 20008 fraud, 10001 advert)."""

    suggest: str
    label: int


WORDS = {
    "违规测试词": Hit("risky", 21000),
    "赌博": Hit("risky", 20006),
    "裸聊": Hit("risky", 20002),
    "代刷时长": Hit("risky", 20008),
    "复核测试词": Hit("review", 21000),
    "笨蛋": Hit("review", 20003),
    "加微信领奖": Hit("review", 10001),
}
ORDER = ("risky", "review", "pass")


def check_text(content: object, scene: object, version: object) -> dict[str, object]:
    """Answer like msgSecCheck 2.0: the worst word decides, each hit is listed in `detail`."""
    if not isinstance(content, str) or not content.strip():
        raise PlatformRefusal(44002)
    if version not in (2, "2"):
        raise PlatformRefusal(40097)
    if scene not in SCENES:
        raise PlatformRefusal(40129)
    if len(content) > CONTENT_MAX:
        raise PlatformRefusal(45002)
    hits = {word: hit for word, hit in WORDS.items() if word in content}
    worst = min(hits.values(), key=lambda hit: ORDER.index(hit.suggest), default=Hit("pass", PASS_LABEL))
    return {
        "errcode": 0,
        "errmsg": "ok",
        "detail": [_model_line(worst), *(_keyword_line(word, hit) for word, hit in hits.items())],
        "trace_id": f"{secrets.token_hex(4)}-{secrets.token_hex(4)}",
        "result": {"suggest": worst.suggest, "label": worst.label},
    }


def _model_line(worst: Hit) -> dict[str, object]:
    return {"strategy": "content_model", "errcode": 0, **worst._asdict(), "prob": 90}


def _keyword_line(word: str, hit: Hit) -> dict[str, object]:
    return {"strategy": "keyword", "errcode": 0, **hit._asdict(), "level": 90, "keyword": word}
