"""An electronic signature on a PDF: it holds, and not after any change."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from backend.infra.documents.pdf import Paper, write_pdf
from backend.infra.documents.signing import FIELD, SigningKeyError, load_key, sign_pdf
from backend.infra.settings import load_settings
from tests.unit.infra.test_settings import RIGHT

PASSPHRASE = "a passphrase of tests"
T = TypeVar("T")


def aside(work: Callable[[], T]) -> T:
    """Do it in a thread of its own, as a server does: the process's first may have a browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, x509.Certificate]:
    """A PKCS#12 file with a self-signed certificate."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "和平里居民委员会")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(private, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("key") / "key.p12"
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", private, certificate, None, encryption))
    return file, certificate


@pytest.fixture(scope="module")
def signed(key: tuple[Path, x509.Certificate]) -> bytes:
    """A signed page."""
    page = write_pdf(Paper("志愿服务记录证明", ["时长 2 小时"], ("项目",), [("陪诊",)], (1,)))
    return aside(lambda: sign_pdf(page, load_key(key[0], PASSPHRASE), reason="证明"))


def verify(content: bytes, certificate: x509.Certificate) -> PdfSignatureStatus:
    """Return what pyhanko makes of the one signature, trusting the certificate."""
    root = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    assert signature.field_name == FIELD
    trusted = ValidationContext(trust_roots=[root])
    return aside(lambda: asyncio.run(async_validate_pdf_signature(signature, trusted)))


def test_the_signature_holds(signed: bytes, key: tuple[Path, x509.Certificate]) -> None:
    status = verify(signed, key[1])
    assert status.bottom_line, status.pretty_print_details()


def test_one_changed_byte_breaks_it(signed: bytes, key: tuple[Path, x509.Certificate]) -> None:
    place = signed.index(b"stream") + 40
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    status = verify(changed, key[1])
    assert not status.intact
    assert not status.bottom_line


def test_a_wrong_passphrase_opens_nothing(key: tuple[Path, x509.Certificate], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SigningKeyError):
        load_key(key[0], "another passphrase")
    for name, value in {**RIGHT, "CERTIFICATE_KEY": str(key[0]), "CERTIFICATE_PASSPHRASE": PASSPHRASE}.items():
        monkeypatch.setenv(name, value)
    assert load_settings().certificate_key == key[0]
