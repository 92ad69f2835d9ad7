"""Routes of certificates."""

from typing import Any
from uuid import UUID

import flask

from backend.certificates import service
from backend.certificates.policy import A
from backend.certificates.rules import number_typed
from backend.certificates.schemas import (
    CertificateCheckedSchema,
    CertificateCheckSchema,
    CertificateIssuerSchema,
    CertificatePeriodQuery,
    CertificatePreviewSchema,
    CertificateSchema,
    CertificateVoidSchema,
    IssuedFilterQuery,
    IssuedQuery,
    NewCertificateIssuerSchema,
    NewCertificateSchema,
    ShownCertificateSchema,
)
from backend.certificates.types import IssuedFilter, NewCertificate, NewIssuer
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    public,
    send_document,
)
from backend.infra.http.rate import limited
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "certificates"

blp = Blueprint(
    "certificates",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Certificates of service records",
)
checks = Blueprint("certificate_checks", __name__, url_prefix="/api/v1", description="Checking a certificate")
BLUEPRINTS = (blp, checks)


@blp.route("/certificates/preview")
@asks(A.ASK, policy=POLICY)
@blp.arguments(CertificatePeriodQuery, location="query")
@blp.response(200, CertificatePreviewSchema)
def preview(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show what a certificate of these days would list."""
    with unit_of_work() as uow:
        return service.preview(uow, current_actor(), community_id, **query)


@blp.route("/certificates", methods=["POST"])
@idempotent
@asks(A.ASK, policy=POLICY)
@blp.arguments(NewCertificateSchema)
@blp.response(201, CertificateSchema)
def issue_certificate(new: NewCertificate, community_id: int) -> dict[str, Any]:
    """Issue a certificate at once, on one's own records or, at the desk, for who signed a form."""
    with unit_of_work() as uow:
        return service.issue_certificate(uow, current_actor(), community_id, new)


@blp.route("/certificates")
@asks(A.READ_ISSUED, policy=POLICY)
@blp.arguments(IssuedQuery, location="query")
@blp.response(200, page_schema(CertificateSchema))
def list_certificates(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the certificates issued, newest first (desk, supervisor)."""
    with unit_of_work() as uow:
        return service.list_certificates(uow, current_actor(), community_id, _wanted(query), page_request(query))


@blp.route("/certificates.xlsx")
@asks(A.READ_ISSUED, policy=POLICY)
@blp.arguments(IssuedFilterQuery, location="query")
@blp.response(200, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def export_certificates(query: dict[str, Any], community_id: int) -> flask.Response:
    """Take the list of certificates issued away as a table (desk, supervisor)."""
    with unit_of_work() as uow:
        return send_document(service.export_certificates(uow, current_actor(), community_id, _wanted(query)))


def _wanted(query: dict[str, Any]) -> IssuedFilter:
    return IssuedFilter(query["void"], number_typed(query["number"]) if query["number"] else None)


@blp.route("/certificates/mine")
@asks(A.READ_OWN, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(CertificateSchema))
def list_own_certificates(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through one's own certificates, newest first."""
    with unit_of_work() as uow:
        return service.list_own_certificates(uow, current_actor(), community_id, page_request(query))


@blp.route("/certificates/shown")
@asks(A.READ_NOTICE, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ShownCertificateSchema))
def list_shown_certificates(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through what was issued in the last seven days; names are masked."""
    with unit_of_work() as uow:
        return service.list_shown_certificates(uow, current_actor(), community_id, page_request(query))


@blp.route("/certificates/<uuid:certificate_id>")
@asks(A.READ_ONE, policy=POLICY)
@blp.response(200, CertificateSchema)
def get_certificate(community_id: int, certificate_id: UUID) -> dict[str, Any]:
    """Show a certificate (its holder, desk, supervisor)."""
    with unit_of_work() as uow:
        return service.get_certificate(uow, current_actor(), community_id, certificate_id)


@blp.route("/certificates/<uuid:certificate_id>/document.pdf")
@asks(A.PRINT, policy=POLICY)
@blp.response(200, content_type="application/pdf")
def print_certificate(community_id: int, certificate_id: UUID) -> flask.Response:
    """Print a certificate that holds, for its holder alone."""
    with unit_of_work() as uow:
        return send_document(service.print_certificate(uow, current_actor(), community_id, certificate_id))


@blp.route("/certificates/<uuid:certificate_id>/void", methods=["POST"])
@idempotent
@asks(A.VOID, policy=POLICY)
@blp.arguments(CertificateVoidSchema)
@blp.response(200, CertificateSchema)
def void_certificate(body: dict[str, str], community_id: int, certificate_id: UUID) -> dict[str, Any]:
    """Void a certificate, for a reason that its holder is told (its holder, desk)."""
    with unit_of_work() as uow:
        return service.void_certificate(uow, current_actor(), community_id, certificate_id, body["reason"])


@blp.route("/certificate-issuer")
@asks(A.READ_ISSUER, policy=POLICY)
@blp.response(200, CertificateIssuerSchema)
def get_issuer(community_id: int) -> dict[str, Any]:
    """Show who issues now."""
    with unit_of_work() as uow:
        return service.get_issuer(uow, current_actor(), community_id)


@blp.route("/certificate-issuer", methods=["POST"])
@idempotent
@asks(A.SET_ISSUER, policy=POLICY)
@blp.arguments(NewCertificateIssuerSchema)
@blp.response(200, CertificateIssuerSchema)
def set_issuer(new: NewIssuer, community_id: int) -> dict[str, Any]:
    """Say who issues from now on (lead)."""
    with unit_of_work() as uow:
        return service.set_issuer(uow, current_actor(), community_id, new)


@checks.route("/certificates/check", methods=["POST"])
@limited("certificates", most=30, seconds=60)
@public
@checks.arguments(CertificateCheckSchema)
@checks.response(200, CertificateCheckedSchema, headers={"X-Robots-Tag": {"schema": {"type": "string"}}})
def check_certificate(body: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Tell whoever holds the paper whether it holds; no search engine keeps the answer."""
    with unit_of_work() as uow:
        return service.check_certificate(uow, **body), 200, {"X-Robots-Tag": "noindex, nofollow"}
