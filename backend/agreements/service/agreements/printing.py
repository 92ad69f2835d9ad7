"""A text on paper, to be signed by hand and photographed, or with the signatures it has."""

from urllib.parse import urlencode
from uuid import UUID

from backend.agreements.errors import BrokenTextError
from backend.agreements.models import AgreementSignature, AgreementVersion
from backend.agreements.moves.agreements import METHOD_NAMES, PURPOSE_NAMES, VERSION_STATE_NAMES
from backend.agreements.rules import wording
from backend.agreements.rules.signing import hash_of
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.reading import find_text, load_visible
from backend.agreements.service.agreements.store import Held, show_number
from backend.agreements.types.agreements import AgreementText, SigningMethod, VersionPurpose, VersionState
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.core.seal import short_seal
from backend.infra.documents import Document
from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.qr import qr_png
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

PAGE = "/#/agreements/read/index"
HEADINGS, WIDTHS = ("条", "由谁做", "为谁做", "做什么", "数量和时间", "验收"), (6, 18, 18, 34, 30, 26)
BY_HAND = "签字：\n\n盖章：\n\n日期："


def print_text(uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, number: int) -> Document:
    """Return a text as PDF to whoever may read it; raises NotFoundError and BrokenTextError."""
    held = load_visible(uow, actor, community_id, agreement_id)
    version = find_text(actor, held, number)
    if version.text is not None and hash_of(version.text) != version.text_hash:
        raise BrokenTextError()
    text = store.texts_of(uow, [version])[version.id]
    signed = store.signatures_of(uow, community_id, [version.id])[version.id]
    return Document(
        f"agreement-{held.row.number:04d}-{number}.pdf",
        "application/pdf",
        write_pdf(_paper(held, version, text, signed)),
    )


def _paper(held: Held, version: AgreementVersion, text: AgreementText, signed: list[AgreementSignature]) -> Paper:
    names = store.named_in(held, version)
    rows = [
        (
            str(clause.no),
            names[clause.giver],
            names[clause.receiver],
            clause.text,
            f"{wording.how_much(clause)}，{wording.when(clause)}",
            wording.proof(clause, names),
        )
        for clause in text.clauses
    ]
    query = urlencode({"id": str(held.row.id)})
    by_party = {each.party_no: each for each in signed}
    return Paper(
        text.title,
        _notes(held, version, text),
        HEADINGS,
        rows,
        WIDTHS,
        seal=short_seal(version.text_hash.hex()) if version.text_hash else None,
        qr=qr_png(f"{runtime().settings.public_url}{PAGE}?{query}"),
        signers=[(name, _said(by_party.get(no))) for no, name in _named(held, version).items()],
    )


def _named(held: Held, version: AgreementVersion) -> dict[int, str]:
    """Return the sides it was offered to, or would be, by number."""
    names = store.named_in(held, version)
    return {no: name for no, name in names.items() if version.text is not None or no not in held.left}


def _notes(held: Held, version: AgreementVersion, text: AgreementText) -> list[str]:
    state = VersionState(version.state)
    number = f"{show_number(held.row.number)}  {PURPOSE_NAMES[VersionPurpose(version.purpose)]}  第{version.version}版"
    return [
        number + ("" if state is VersionState.AGREED else f"（{VERSION_STATE_NAMES[state]}）"),
        "各方：" + "、".join(_named(held, version).values()),
        _term(version, text),
        *([text.preamble] if text.preamble else []),
    ]


def _term(version: AgreementVersion, text: AgreementText) -> str:
    if version.purpose == VersionPurpose.ENDING:
        return f"各方同意，协议到{wording.day(text.ends_on)}为止。"
    return f"期限：{wording.day(text.starts_on)}至{wording.day(text.ends_on)}"


def _said(signature: AgreementSignature | None) -> str:
    if signature is None:
        return BY_HAND
    return f"{METHOD_NAMES[SigningMethod(signature.method)]}\n{signature.at.astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M}"
