"""What an entry is found by, written with the entry itself."""

from backend.lists import tokens
from backend.lists.models import Entry
from backend.lists.places import building_of

# Fields whose change makes an entry be found by other words.
SEARCHED = frozenset({"title", "text", "place"})


def index_entry(row: Entry) -> None:
    """Set the words, the characters and the building of an entry from its title, text, place and number."""
    rest = " ".join(filter(None, (row.text, row.place, row.number)))
    row.search = tokens.words_vector(row.title, rest)
    row.search_characters = tokens.characters_vector(row.title, rest)
    row.building = building_of(row.place)
