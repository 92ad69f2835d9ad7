"""What is due in lists: uploaded tables to be checked or waiting for too long, bookings whose time is near."""

from backend.infra.due import DueSource
from backend.lists.service import bookings, imports

IMPORTS_DUE = DueSource("lists.imports", scan=imports.communities_with_unchecked_imports, work=imports.check_next_rows)
OLD_IMPORTS = DueSource("lists.old_imports", scan=imports.communities_with_old_imports, work=imports.expire_imports)
BOOKINGS_SOON = DueSource(
    "lists.bookings_soon", scan=bookings.communities_with_reminders, work=bookings.remind_of_bookings
)
