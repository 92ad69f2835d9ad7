"""An electronic signature on a PDF (PAdES baseline B-B): whoever opens it sees who signed, and any change to a byte."""

import io
from functools import cache
from pathlib import Path
from typing import Any

FIELD = "Signature"
# Room for the signature and a chain of a few certificates.
SIGNATURE_BYTES = 16 * 1024


class SigningKeyError(Exception):
    """The file is no PKCS#12 key, or the passphrase does not open it."""


@cache
def load_key(file: Path, passphrase: str) -> Any:
    """Return the signer of a PKCS#12 file; raises SigningKeyError."""
    # Here and below: pyhanko takes a second to import, and most installations have no key.
    from pyhanko.sign.signers import SimpleSigner

    try:
        load = SimpleSigner.load_pkcs12
        signer = load(str(file), passphrase=passphrase.encode())  # type: ignore[no-untyped-call]  # pyhanko leaves it untyped
    except (OSError, ValueError) as error:
        raise SigningKeyError(str(file)) from error
    if signer is None:  # pyhanko logs why and returns nothing
        raise SigningKeyError(str(file))
    return signer


def sign_pdf(content: bytes, signer: Any, *, reason: str) -> bytes:
    """Return the document with a signature after its end; it allows no change afterwards."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata
    from pyhanko.sign.signers import sign_pdf as sign

    meta = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    out = io.BytesIO()
    sign(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        meta,
        signer,
        bytes_reserved=SIGNATURE_BYTES,
        output=out,
    )
    return out.getvalue()
