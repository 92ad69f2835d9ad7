"""What is due in the books: yesterday's seal."""

from backend.books import service
from backend.infra.due import DueSource

SEALS = DueSource("books.seals", scan=service.communities_to_seal, work=service.seal_day)
