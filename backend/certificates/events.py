"""Topics that certificates record; no payload holds a person's name."""

# {certificate_id, member_id, guardian_id, number}: the desk asked; to the holder and, of a minor, the guardian.
ISSUED_FOR = "certificates.issued_for"
# {certificate_id, member_id, number, reason}: to the holder, unless they did it themselves.
VOIDED = "certificates.voided"
