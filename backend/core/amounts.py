"""The three books' amounts as three types, so that a statutory record can't be spent even by mistake.

All are whole numbers: minutes of service, minutes of time credit, points. No function turns one into another
but the tariff (lists) and nothing at all takes ``Minutes`` where something is spent.
"""

from typing import NewType

Minutes = NewType("Minutes", int)
TimeCredits = NewType("TimeCredits", int)
Points = NewType("Points", int)

NO_TIME, NO_POINTS = TimeCredits(0), Points(0)

# What one request may move at most; far below bigint so that sums over a community can't overflow.
AMOUNT_MAX = 10**12
