"""Certificates in the demo: the unit and its people, one in force, one voided, one for who signed a form."""

from collections.abc import Mapping

from backend.app.demo.picture import draw_sheet
from backend.attachments import service as attachments
from backend.certificates import service
from backend.certificates.types import Behalf, IdentityKind, NewCertificate, NewIssuer
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork

# The standard's own example (GB 11643-1999), of nobody.
NUMBER = "11010519491231002X"


def tell_certificates(uow: UnitOfWork, community_id: int, people: Mapping[str, Actor]) -> None:
    """Tell it; the resident has entered records."""
    name = communities.get_community(uow, community_id).name
    issuer = NewIssuer(f"{name}居民委员会", "赵书记", "小钱", "办公电话 5555 0100，睦邻中心一楼")
    service.set_issuer(uow, people["lead"], community_id, issuer)
    mistaken = NewCertificate(IdentityKind.PASSPORT, "E00000000", purpose="评优")
    wrong = service.issue_certificate(uow, people["resident"], community_id, mistaken)
    service.void_certificate(uow, people["staff"], community_id, wrong["id"], "本人说证件类型填错了")
    photo = attachments.add_photo(uow, people["staff"], community_id, draw_sheet(), "form.jpg")
    member_id = people["supervisor"].member_id
    assert member_id is not None  # everybody of the demo is a member
    form = NewCertificate(IdentityKind.RESIDENT, NUMBER, purpose="敬老卡", on_behalf_of=Behalf(member_id, photo["id"]))
    service.issue_certificate(uow, people["staff"], community_id, form)
    right = NewCertificate(IdentityKind.RESIDENT, NUMBER, purpose="社区评优")
    service.issue_certificate(uow, people["resident"], community_id, right)
