"""Tables of volunteering, a noun a file. CHECKs are the last witness of who had a hand in what."""

from backend.volunteering.models.entered import EnteredRecord, Reckoning, SettlementTask, SettlementTurn
from backend.volunteering.models.flags import RecordFlag
from backend.volunteering.models.records import MoveRow, ServiceRecord
from backend.volunteering.models.shifts import Shift, SignUp

__all__ = [
    "EnteredRecord",
    "MoveRow",
    "Reckoning",
    "RecordFlag",
    "ServiceRecord",
    "SettlementTask",
    "SettlementTurn",
    "Shift",
    "SignUp",
]
