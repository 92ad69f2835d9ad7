"""What an entry is found by, written with the entry itself."""

from backend.lists import tokens
from backend.lists.models import Entry
from backend.lists.places import building_of

# Fields whose change makes an entry be found by other words.
SEARCHED = frozenset({"title", "text", "place"})


def index_entry(row: Entry) -> None:
    """Set the words, the characters and the building of an entry from its title, text, place and number."""
    index_text(row)
    index_number(row)


def index_text(row: Entry) -> None:
    """Set them from all but the number, which need not be known yet."""
    rest = " ".join(filter(None, (row.text, row.place)))
    row.search = tokens.words_vector(row.title, rest)
    row.search_characters = tokens.characters_vector(row.title, rest)
    row.building = building_of(row.place)


def index_number(row: Entry) -> None:
    """Add the number to them."""
    row.search = f"{row.search} {tokens.number_words(row.number)}"
    row.search_characters = f"{row.search_characters} {tokens.number_characters(row.number)}"
