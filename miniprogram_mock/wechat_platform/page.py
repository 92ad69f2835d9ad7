"""The page for people: what phones received, who still consents, what is broken. It changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from markupsafe import Markup

SHANGHAI = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"
MODE_NAMES = {
    "slow": "很慢",
    "down": "断开连接",
    "garbage": "返回乱码",
    "http500": "返回服务器错误",
    "empty": "返回空内容",
    "drip": "一个字节一个字节地返回",
    "drip_head": "一个字节一个字节地返回",
    "huge": "返回超大内容",
    "html": "返回网页",
    "wrong_types": "返回错误的类型",
    "missing_fields": "返回时缺少内容",
    "redirect": "转到别处",
    "errcode": "返回错误码",
}
STYLE = Markup("""
:root{--paper:#FBF8F2;--surface:#FFFFFF;--ink:#20242A;--ink2:#565C66;--line:#E6E0D4;--pine:#1F6F5C;--seal:#B93A22}
@media (prefers-color-scheme:dark){:root{--paper:#14171A;--surface:#1E2327;--ink:#ECE7DC;--ink2:#AEB4BC;
--line:#343A40;--pine:#7CC7AE;--seal:#F08A70}}
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--paper);color:var(--ink);
font:400 15px/1.5 "PingFang SC","Noto Sans SC",sans-serif}
main{max-width:640px;margin:0 auto;padding:16px}
h1{font-size:20px;font-weight:600;margin:8px 0 4px}
h2{font-size:17px;font-weight:600;margin:32px 0 8px}
p{margin:0 0 12px}
a{color:var(--pine);display:inline-block;min-height:44px;line-height:44px}
.second,dt,time{color:var(--ink2);font-size:13px}
.warn{border-left:4px solid var(--seal);padding:8px 12px;background:var(--surface)}
ol,ul{list-style:none;margin:0;padding:0}
li{background:var(--surface);border:1px solid var(--line);border-radius:12px;
padding:12px 16px;margin:0 0 12px}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px;
border-bottom:1px solid var(--line);
padding-bottom:8px;margin-bottom:8px}
h3{font-size:15px;font-weight:600;margin:0}
dl{display:grid;grid-template-columns:minmax(72px,max-content) 1fr;gap:4px 16px;margin:0}
dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.warn li{background:none;border:0;padding:0;margin:0}
.foot{margin:8px 0 0;overflow-wrap:anywhere}
.row{display:flex;justify-content:space-between;gap:16px;overflow-wrap:anywhere}
""")


def render_page(
    messages: Sequence[Mapping[str, Any]],
    consents: Sequence[Mapping[str, Any]],
    faults: Sequence[Mapping[str, Any]],
) -> str:
    """Return the whole page; everything shown is escaped."""
    return Markup(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>模拟微信平台</title><style>{style}</style></head><body><main>"
        '<h1>模拟微信平台</h1><p class="second">这里是手机上会收到的订阅消息，最新的在最前。'
        '只用于演示和测试，不连接微信。</p><a href="/">刷新</a>{faults}'
        "<h2>已送达的消息（{count}）</h2>{messages}<h2>还可发送的次数</h2>{consents}</main></body></html>"
    ).format(
        style=STYLE,
        faults=_faults(faults),
        count=len(messages),
        messages=_messages(messages),
        consents=_consents(consents),
    )


def _faults(faults: Sequence[Mapping[str, Any]]) -> Markup:
    lines = [
        Markup("<li>{}：{}</li>").format(fault["path"] or "所有接口", MODE_NAMES[fault["mode"]]) for fault in faults
    ]
    if not lines:
        return Markup("")
    return Markup('<h2>正在模拟的故障</h2><ul class="warn">{}</ul>').format(Markup("").join(lines))


def _messages(messages: Sequence[Mapping[str, Any]]) -> Markup:
    if not messages:
        return Markup("<p>还没有消息。居民同意接收提醒后，活动开始前的提醒会出现在这里。</p>")
    return Markup("<ol>{}</ol>").format(Markup("").join(_message(message) for message in messages))


def _message(message: Mapping[str, Any]) -> Markup:
    row = Markup("<dt>{label}</dt><dd>{value}</dd>")
    fields = [row.format(**line) for line in message["lines"]]
    return Markup(
        '<li><div class="head"><h3>{title}</h3><time>{at}</time></div><dl>{fields}</dl>'
        '<p class="second foot">发给{name}，点开进入 {page}</p></li>'
    ).format(
        title=message["title"],
        at=_moment(message["sent_at"]),
        fields=Markup("").join(fields),
        name=message["name"],
        page=message["page"] or "不跳转",
    )


def _consents(consents: Sequence[Mapping[str, Any]]) -> Markup:
    if not consents:
        return Markup("<p>没有未用的同意。居民每点一次同意，可以发送一条。</p>")
    rows = [
        Markup('<li class="row"><span>{} · {}</span><span>{} 次</span></li>').format(
            consent["name"], consent["title"], consent["unspent"]
        )
        for consent in consents
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(rows))


def _moment(timestamp: float) -> str:
    at = datetime.fromtimestamp(timestamp, UTC).astimezone(SHANGHAI)
    return f"{at.month}月{at.day}日 周{WEEKDAYS[at.weekday()]} {at:%H:%M}"
