"""Doors of certificates: what routes and other features call."""

from backend.certificates.service.check import CHECKS
from backend.certificates.service.checking import check_certificate
from backend.certificates.service.issuer import get_issuer, set_issuer
from backend.certificates.service.issuing import issue_certificate, preview
from backend.certificates.service.outdating import tell_corrected
from backend.certificates.service.printing import print_certificate
from backend.certificates.service.reading import (
    export_certificates,
    get_certificate,
    list_certificates,
    list_own_certificates,
    list_shown_certificates,
)
from backend.certificates.service.stop import certificate_edges, certificate_stops
from backend.certificates.service.voiding import void_certificate

__all__ = [
    "CHECKS",
    "certificate_edges",
    "certificate_stops",
    "check_certificate",
    "export_certificates",
    "get_certificate",
    "get_issuer",
    "issue_certificate",
    "list_certificates",
    "list_own_certificates",
    "list_shown_certificates",
    "preview",
    "print_certificate",
    "set_issuer",
    "tell_corrected",
    "void_certificate",
]
