"""The result of a motion as it is sealed, and on paper."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.core.seal import canonical, seal_of, short_seal
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.qr import qr_png
from backend.infra.rows import row_by_id
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import NoResultError, ResultBrokenError
from backend.meetings.models import AgendaItem, InvitedUnit, Meeting, Motion
from backend.meetings.policy import POLICY, A
from backend.meetings.rules import tally
from backend.meetings.service import motion_store as store
from backend.meetings.types import BASIS_NAMES, KIND_NAMES, Basis, Kind
from backend.meetings.types.motions import (
    CHANNEL_NAMES,
    CHOICE_NAMES,
    OUTCOME_NAMES,
    SECRECY_NAMES,
    Channel,
    Choice,
    Counts,
    Outcome,
    Secrecy,
    Turnout,
)

TITLE = "表决结果记录"
PAGE = "/#/meetings/vote/index"
HEADINGS, WIDTHS = ("项目", "数目", "说明"), (30, 16, 74)
ART_19 = "《城市居民委员会组织法》第十九条"
BY_HAND = "签字：\n\n日期："
SIGNERS = ("主持人", "记录人", "计票人", "监票人")


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted: who was there, what the ballots say, on which channels they came."""

    turnout: Turnout
    counts: Counts
    channels: Mapping[Channel, int]


def result_content(uow: UnitOfWork, meeting: Meeting, motion: Motion, result: Result) -> bytes:
    """Return the canonical JSON that is sealed: the meeting, the motion, counts, rules with their articles, outcome.

    It names no person. Units that were there are named: they spoke, and count nowhere.
    """
    item = row_by_id(uow, AgendaItem, motion.community_id, motion.item_id)
    is_lawful = meeting.kind == Kind.RESIDENTS
    turnout, counts = result.turnout, result.counts
    return canonical(
        {
            "community_id": motion.community_id,
            "community": communities.get_community(uow, motion.community_id).name,
            "meeting": {
                "id": str(meeting.id),
                "number": meeting.number,
                "kind": meeting.kind,
                "basis": meeting.basis,
                "title": meeting.title,
                "place": meeting.place,
                "starts_at": _minute(meeting.starts_at),
            },
            "item": {"no": item.no, "title": item.title},
            "motion": {
                "id": str(motion.id),
                "no": motion.no,
                "text": motion.text,
                "secrecy": motion.secrecy,
                "opened_at": _minute(motion.opened_at),
                "closed_at": _minute(uow.now),
            },
            "turnout": {**asdict(turnout), "needed": tally.needed_present(turnout, is_lawful=is_lawful)},
            "counts": {**asdict(counts), "silent": turnout.present - counts.cast, "needed": tally.needed_yes(turnout)},
            "channels": {channel.value: many for channel, many in result.channels.items()},
            "papers_read_by_two": motion.first_reader_id is not None,
            "units": _units_there(uow, meeting),
            "rules": [{"name": rule.name, "source": rule.source} for rule in tally.articles(is_lawful=is_lawful)],
            "outcome": tally.decide_outcome(turnout, counts).value,
        }
    )


def _minute(at: Any) -> str:
    return f"{at.astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M}"


def _units_there(uow: UnitOfWork, meeting: Meeting) -> list[str]:
    ids = uow.session.scalars(
        select(InvitedUnit.unit_id)
        .where(
            InvitedUnit.community_id == meeting.community_id,
            InvitedUnit.meeting_id == meeting.id,
            InvitedUnit.came_at.is_not(None),
        )
        .order_by(InvitedUnit.unit_id)
    ).all()
    found = communities.units_by_ids(uow, meeting.community_id, ids)
    return [found[id_].name for id_ in ids]


def print_result(uow: UnitOfWork, actor: Actor, community_id: int, motion_id: UUID) -> Document:
    """Return the record of a result as PDF; raises NotFoundError, NoResultError and ResultBrokenError."""
    POLICY.permit(actor, A.READ_MEETINGS)
    motion = store.get_motion_row(uow, community_id, motion_id)
    if motion.content is None or motion.seal is None:
        raise NoResultError()
    if seal_of(motion.content) != motion.seal:
        raise ResultBrokenError()
    held: dict[str, Any] = orjson.loads(motion.content)
    name = f"motion-{held['meeting']['number']:04d}-{motion.no}.pdf"
    return Document(name, "application/pdf", write_pdf(paper_of(held, motion.seal, runtime().settings.public_url)))


def paper_of(held: Mapping[str, Any], seal: str, public_url: str) -> Paper:
    """Return what is printed of a sealed result."""
    motion, meeting = held["motion"], held["meeting"]
    query = urlencode({"id": motion["id"]})
    return Paper(
        TITLE,
        [
            f"{held['community']}  {KIND_NAMES[Kind(meeting['kind'])]}第{meeting['number']}号  {meeting['title']}",
            f"会议时间：{meeting['starts_at']}    地点：{meeting['place']}",
            f"议程第{held['item']['no']}项：{held['item']['title']}",
            f"表决事项（第{motion['no']}项）：{motion['text']}",
            f"方式：{SECRECY_NAMES[Secrecy(motion['secrecy'])]}",
            f"表决时间：{motion['opened_at']} 至 {motion['closed_at']}",
            f"结果：{OUTCOME_NAMES[Outcome(held['outcome'])]}",
        ],
        HEADINGS,
        [*_turnout_rows(held), *_count_rows(held), *_channel_rows(held), *_unit_rows(held)],
        WIDTHS,
        seal=short_seal(seal),
        qr=qr_png(f"{public_url}{PAGE}?{query}"),
        signers=[(who, BY_HAND) for who in SIGNERS],
    )


def _turnout_rows(held: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    turnout, quorum = held["turnout"], held["rules"][0]
    present = turnout["in_person"] + turnout["represented"]
    return [
        ("应到", f"{turnout['seats']}席", BASIS_NAMES[Basis(held["meeting"]["basis"])]),
        ("到会", f"{present}席", f"本人到会{turnout['in_person']}席，同户家人书面委托{turnout['represented']}席"),
        ("到会应达到", f"{turnout['needed']}席", f"{quorum['name']}（{quorum['source']}），已达到"),
    ]


def _count_rows(held: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    counts, passing = held["counts"], held["rules"][1]
    notes = {Choice.INVALID: "无法辨认、空白或没有交回的纸质票"}
    rows = [(CHOICE_NAMES[each], f"{counts[each.value]}票", notes.get(each, "")) for each in Choice]
    return [
        *rows,
        ("到会未投", f"{counts['silent']}席", "计入出席人"),
        (
            "赞成应达到",
            f"{counts['needed']}票",
            f"{passing['name']}（{passing['source']}）；弃权、无效和未投都计入出席人",
        ),
    ]


def _channel_rows(held: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    notes = {Channel.PAPER: "由两名工作人员分别录入，一致后计入" if held["papers_read_by_two"] else ""}
    return [
        (
            f"其中{CHANNEL_NAMES[channel]}",
            f"{held['channels'][channel.value]}票",
            notes.get(channel, "每席一票，不重复"),
        )
        for channel in Channel
    ]


def _unit_rows(held: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    if not held["units"]:
        return []
    # 城市居民委员会组织法 Art. 19; that they neither vote nor count is our reading.
    said = f"{'、'.join(held['units'])}派代表参加，可以发言；不参加表决，不计入应到和到会（{ART_19}）"
    return [("列席单位", f"{len(held['units'])}个", said)]
