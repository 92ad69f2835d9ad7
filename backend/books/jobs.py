"""What is due in the books: yesterday's seal, and the check of every night."""

from backend.books import service
from backend.infra.due import DueSource

SEALS = DueSource("books.seals", scan=service.communities_to_seal, work=service.seal_day)
CHECKS = DueSource("books.checks", scan=service.communities_to_check, work=service.check_books)
