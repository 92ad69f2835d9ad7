"""Topics that certificates record; no payload holds a person's name."""

# {certificate_id, member_id, number, reason}: to the holder, unless they did it themselves.
VOIDED = "certificates.voided"
