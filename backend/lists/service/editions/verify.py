"""Checking editions: seals and the chain by hashlib, entries by their history, figures by counting again."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.core import seal
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists.models import Edition
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import require_community
from backend.lists.service.editions import compiling
from backend.lists.service.store import get_kind

# A proposer's name is printed, and may be another one later; that it stood so is what the seal is for.
NOT_RECOMPUTED = frozenset({"id", "version", "proposer", "figures"})


def verify_editions(uow: UnitOfWork, actor: Actor, community_id: int, kind: str) -> dict[str, Any]:
    """Check all editions of a list; ``findings`` name what does not agree, edition by edition."""
    POLICY.permit(actor, A.READ_LISTS)
    get_kind(kind)
    require_community(uow, actor, community_id)
    editions = uow.session.scalars(
        select(Edition)
        .options(undefer(Edition.content))
        .where(Edition.community_id == community_id, Edition.kind == kind)
        .order_by(Edition.number)
    ).all()
    findings: list[dict[str, Any]] = []
    previous: str | None = None
    for expected, edition in enumerate(editions, start=1):
        broken = list(_check_seal(edition, expected=expected))
        if not broken:  # what holds no longer what was sealed is not read any further
            held = orjson.loads(edition.content)
            broken = [*_check_chain(edition, held, previous), *_check_entries(uow, edition, held)]
        findings += broken
        previous = edition.seal
    return {
        "kind": kind,
        "editions": len(editions),
        "entries": sum(edition.entries_count for edition in editions),
        "last_seal": previous,
        "agrees": not findings,
        "findings": findings,
    }


def _check_seal(edition: Edition, *, expected: int) -> Iterator[dict[str, Any]]:
    if edition.number != expected:
        yield _finding(edition, f"第{expected}期不见了")
    if seal.seal_of(edition.content) != edition.seal:
        yield _finding(edition, f"第{edition.number}期的内容与印章不符")


def _check_chain(edition: Edition, held: Mapping[str, Any], previous: str | None) -> Iterator[dict[str, Any]]:
    """Compare what was sealed with the row around it and with the edition before."""
    if held["previous"] != previous:
        yield _finding(edition, f"第{edition.number}期没有接上前一期的印章")
    told = (held["number"], held["kind"], held["community_id"], held["until"], len(held["entries"]))
    row = (edition.number, edition.kind, edition.community_id, edition.until.isoformat(), edition.entries_count)
    if told != row:
        yield _finding(edition, f"第{edition.number}期的登记与盖章的内容不符")


def _check_entries(uow: UnitOfWork, edition: Edition, held: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Compare each entry with the line of its history, and its figures with the tables they are counted from."""
    items = {UUID(item["id"]): item for item in held["entries"]}
    versions = {id_: item["version"] for id_, item in items.items()}
    lines = compiling.history_contents(uow, edition.community_id, versions)
    until = date.fromisoformat(held["until"])
    figures = compiling.figures_of(uow, edition.community_id, edition.kind, versions, until)
    for id_, item in items.items():
        where = f"第{edition.number}期 {item['number']}"
        line = lines.get((id_, item["version"]))
        if (id_, item["version"]) not in lines or (line is not None and _told(line) != _told(item)):
            yield _finding(edition, f"{where}与办理记录不符", item["number"])
        if orjson.loads(orjson.dumps(dict(figures.get(id_, {})))) != item["figures"]:
            yield _finding(edition, f"{where}的统计数与原始记录不符", item["number"])


def _told(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in NOT_RECOMPUTED}


def _finding(edition: Edition, text: str, entry_number: str | None = None) -> dict[str, Any]:
    return {"number": edition.number, "entry_number": entry_number, "text": text}
