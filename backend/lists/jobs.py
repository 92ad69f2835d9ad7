"""What is due in lists: tables to be checked or waiting for too long, bookings soon, entries whose time is over."""

from backend.infra.due import DueSource
from backend.lists.service import addressing, bookings, ending, imports

IMPORTS_DUE = DueSource("lists.imports", scan=imports.communities_with_unchecked_imports, work=imports.check_next_rows)
OLD_IMPORTS = DueSource(
    "lists.old_imports", scan=imports.KEEPING.communities_with_old_files, work=imports.KEEPING.expire_files
)
BOOKINGS_SOON = DueSource(
    "lists.bookings_soon", scan=bookings.communities_with_reminders, work=bookings.remind_of_bookings
)
ENTRIES_DUE = DueSource("lists.entries", scan=ending.communities_with_due_entries, work=ending.end_due_entries)
COUNTDOWNS_DUE = DueSource(
    "lists.addressed", scan=addressing.communities_with_ended_countdowns, work=addressing.open_due_entries
)
