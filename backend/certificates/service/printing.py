"""Printing: the frozen snapshot as PDF, checked against its seal first, signed where a key is set."""

import io
from collections import Counter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from PIL import Image, ImageChops

from backend.attachments import service as attachments
from backend.certificates.errors import CertificateBrokenError, CertificateOutdatedError, CertificateVoidError
from backend.certificates.models import Certificate
from backend.certificates.paper import Line, Sheet, write_paper
from backend.certificates.paper.table import GROUPS_MAX
from backend.certificates.policy import POLICY, A
from backend.certificates.service.view import print_action, standings
from backend.certificates.types import IDENTITY_KIND_NAMES, CertificateState, IdentityKind
from backend.core.actor import Actor
from backend.core.seal import canonical, seal_of, short_seal
from backend.infra.documents import Document
from backend.infra.documents.qr import qr_png
from backend.infra.documents.signing import load_key, sign_pdf
from backend.infra.rows import row_by_id
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

TITLE = "志愿服务记录证明"
PAGE = "/#/certificates/check/index"
BLANK = "____________________"
# A stamp of 42 mm at 300 dots an inch.
STAMP_PIXELS = 500
REFUSALS = {CertificateState.VOID: CertificateVoidError, CertificateState.OUTDATED: CertificateOutdatedError}


def print_certificate(uow: UnitOfWork, actor: Actor, community_id: int, certificate_id: UUID) -> Document:
    """Return a certificate that holds as PDF to its holder, on its day also to who of the desk asked for it.

    Raises NotFoundError, ForbiddenError, CertificateVoidError, CertificateOutdatedError and CertificateBrokenError.
    """
    POLICY.permit(actor, A.PRINT, member_id=actor.member_id)  # strangers learn nothing
    row = row_by_id(uow, Certificate, community_id, certificate_id)
    POLICY.permit(actor, print_action(actor, row, uow.now), member_id=row.member_id)
    state = standings(uow, community_id, [row.id])[row.id].state
    if state is not CertificateState.VALID:
        raise REFUSALS[state]()
    held = _unsealed(row)
    stamp = None
    if photo := row.private["issuer"]["seal_photo"]:
        stamp = transparent(attachments.photo_bytes(uow, community_id, UUID(photo)))
    content = write_paper(sheet_of(held, row.private, row.seal, stamp))
    settings = runtime().settings
    if settings.certificate_key is not None:
        signer = load_key(settings.certificate_key, settings.certificate_passphrase)
        content = sign_pdf(content, signer, reason=f"{TITLE} {row.number}")
    name = f"certificate-{row.number.removeprefix('证-')}.pdf"
    return Document(name, "application/pdf", content)


def _unsealed(row: Certificate) -> dict[str, Any]:
    """Return what was sealed; raises CertificateBrokenError unless all of it is as it was."""
    if seal_of(row.content) != row.seal:
        raise CertificateBrokenError()
    held: dict[str, Any] = orjson.loads(row.content)
    if seal_of(canonical(row.private)) != held["private"]:
        raise CertificateBrokenError()
    return held


def sheet_of(held: dict[str, Any], private: dict[str, Any], seal: str, stamp: bytes | None) -> Sheet:
    """Return what is printed of a snapshot."""
    issuer, records, community_id = private["issuer"], held["records"], held["community_id"]
    public_url = runtime().settings.public_url
    query = urlencode({"cid": community_id, "n": held["number"].removeprefix("证-"), "code": private["code"]})
    first, last = (_day(day) for day in held["period"])
    return Sheet(
        title=TITLE,
        number=held["number"],
        issued_on=_day(held["issued_on"]),
        short_seal=short_seal(seal),
        period=f"{first} 至 {last}",
        total=f"共计 {_duration(held['minutes'])}",
        times=f"参加志愿服务 {len(records)} 次",
        holder=_holder(private),
        issuer=[
            ("单位名称", issuer["name"]),
            ("负责人", f"{issuer['head']}　签字 {BLANK}".strip("　")),
            ("经办人", f"{issuer['handler']}　签字 {BLANK}".strip("　")),
            ("联系方式", issuer["contact"] or "—"),
        ],
        facts=[
            ("证明编号", held["number"]),
            ("出具日期", _day(held["issued_on"])),
            ("用途", private["purpose"] or "—"),
            ("社区编号", str(community_id)),
            ("核验码", private["code"]),
        ],
        groups=_groups(records),
        lines=[
            Line(each["day"], each["title"], each["category"], _duration(each["minutes"]), each["number"])
            for each in records
        ],
        notes=[
            _how_to_check(public_url),
            "依据《志愿服务条例》第十九条无偿、如实出具。时长均为经记录、见证、确认、公示后入账的服务时间；涂改无效。",
        ],
        qr=qr_png(f"{public_url}{PAGE}?{query}"),
        stamp=stamp,
    )


def _how_to_check(public_url: str) -> str:
    where = f"扫码，或打开 {public_url}{PAGE}，" if public_url else "在三共的登录页点“核验志愿服务记录证明”，"
    return f"核验：{where}填写社区编号、证明编号和核验码。"


def _holder(private: dict[str, Any]) -> list[tuple[str, str]]:
    kind = IDENTITY_KIND_NAMES[IdentityKind(private["identity_kind"])]
    return [
        ("姓名", private["name"]),
        ("证件类型及号码", f"{kind}　{private['identity_number']}"),
        ("志愿者编号", private["volunteer_number"] or "—"),
    ]


def _groups(records: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return how often and how long by category, the longest first; the least are put together."""
    minutes: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for each in records:
        minutes[each["category"]] += each["minutes"]
        times[each["category"]] += 1
    ranked = minutes.most_common()
    shown = ranked if len(ranked) <= GROUPS_MAX else ranked[: GROUPS_MAX - 1]
    groups = [(name, f"{times[name]} 次", _duration(total)) for name, total in shown]
    rest = [name for name, _ in ranked[len(shown) :]]
    if rest:
        total, count = sum(minutes[name] for name in rest), sum(times[name] for name in rest)
        groups.append((f"其他 {len(rest)} 类", f"{count} 次", _duration(total)))
    return groups


def _day(iso: str) -> str:
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours}小时" if hours else "", f"{rest}分钟" if rest or not hours else "")))


def transparent(photo: bytes) -> bytes:
    """Return the stamp of a photo as PNG: the whiter a point, the less of it covers what is written beneath."""
    image = Image.open(io.BytesIO(photo)).convert("RGB")
    image.thumbnail((STAMP_PIXELS, STAMP_PIXELS), Image.Resampling.LANCZOS)
    side = max(image.size)
    square = Image.new("RGB", (side, side), "white")
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    red, green, blue = square.split()
    square.putalpha(ImageChops.invert(ImageChops.darker(ImageChops.darker(red, green), blue)))
    out = io.BytesIO()
    square.save(out, "PNG")
    return out.getvalue()
