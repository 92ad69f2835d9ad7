"""Topics that certificates record; no payload holds a person's name."""

# {certificate_id, member_id, guardian_id, number}: the desk asked; to the holder and, of a minor, the guardian.
ISSUED_FOR = "certificates.issued_for"
# {certificate_id, member_id, number, reason}: to the holder, unless they did it themselves.
VOIDED = "certificates.voided"
# {certificate_id, member_id, number, records}: to the holder, when records that it names were corrected.
CORRECTED = "certificates.corrected"
# What this feature listens to: corrections stand in the stead of entered records.
REPLACED = "volunteering.replaced"
