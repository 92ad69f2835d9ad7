"""Many phones that poll one page, each on a connection of its own; one process, so that 1,000 fit beside a server."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

# Connections are made meanwhile.
LEAD_SECONDS = 1.0


@dataclass
class News:
    """When each version could be seen by all, by its number; a voter writes it, watchers read it."""

    at: dict[int, float] = field(default_factory=dict)


@dataclass
class Seen:
    """What watchers saw.

    ``polls``: seconds from when a poll was due to its answer; ``news``: seconds from a change to a page that shows it.
    """

    polls: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    news: list[float] = field(default_factory=list)


async def watch(port: int, path: str, tokens: Sequence[str], news: News, *, every: float, seconds: float) -> Seen:
    """Poll ``path`` with each token every so many seconds, evenly spread, and return what was seen."""
    seen = Seen()
    begin = time.perf_counter() + LEAD_SECONDS
    offsets = [every * at / len(tokens) for at in range(len(tokens))]
    await asyncio.gather(
        *(
            _poll(port, path, token, news, seen, begin=begin + offset, every=every, end=begin + seconds)
            for token, offset in zip(tokens, offsets, strict=True)
        )
    )
    return seen


async def _poll(
    port: int, path: str, token: str, news: News, seen: Seen, *, begin: float, every: float, end: float
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    etag, version, due = "", 0, begin
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{known}\r\n".encode())
        status, etag, body = await _answer(reader)
        now = time.perf_counter()
        seen.polls.append(now - due)
        seen.statuses[status] = seen.statuses.get(status, 0) + 1
        if status == 200:
            votes = json.loads(body)["votes"]
            # The oldest change that this page did not show yet has waited longest.
            if version and version + 1 in news.at:
                seen.news.append(now - news.at[version + 1])
            version = votes
        due += every
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
    body = await reader.readexactly(int(fields.get("content-length", 0))) if " 304" not in head[0] else b""
    return int(head[0].split()[1]), fields.get("etag", ""), body
