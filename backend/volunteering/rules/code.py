"""What is a shift's own about the rotating code on its leader's phone."""

from datetime import timedelta

# Design, section 5: what a phone kept without a network arrives within a day.
LATE_WITHIN = timedelta(hours=24)
QR_PREFIX = "sangong:shift:"
