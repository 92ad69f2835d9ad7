"""Tables of lists, a noun a file."""

from backend.lists.models.bookings import Booking, BookingMoveRow
from backend.lists.models.editions import Edition, EditionDraft, Objection
from backend.lists.models.entries import Category, Entry, EntryAddressee, EntryBeneficiary, EntryMoveRow
from backend.lists.models.imports import EntryImport, ImportRow
from backend.lists.models.merges import EntryMerge
from backend.lists.models.supports import EntrySupport
from backend.lists.models.tariff import TariffRow

__all__ = [
    "Booking",
    "BookingMoveRow",
    "Category",
    "Edition",
    "EditionDraft",
    "Entry",
    "EntryAddressee",
    "EntryBeneficiary",
    "EntryImport",
    "EntryMerge",
    "EntryMoveRow",
    "EntrySupport",
    "ImportRow",
    "Objection",
    "TariffRow",
]
