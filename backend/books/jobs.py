"""What is due in the books: yesterday's seal, the check of every night, holds that are past their end, what expires."""

from backend.books import service
from backend.infra.due import DueSource

SEALS = DueSource("books.seals", scan=service.communities_to_seal, work=service.seal_day)
CHECKS = DueSource("books.checks", scan=service.communities_to_check, work=service.check_books)
EXPIRY = DueSource("books.expiry", scan=service.communities_to_expire, work=service.expire_points)
EXPIRY_NOTICES = DueSource("books.expiry_notices", scan=service.communities_to_warn, work=service.warn_of_expiry)
HOLDS = DueSource("books.holds", scan=service.communities_with_ended_holds, work=service.void_ended_holds)
