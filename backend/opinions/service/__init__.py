"""Service of opinions: what routes, jobs and other features call."""

from backend.opinions.service.map_views import get_map
from backend.opinions.service.maps import communities_with_due_maps, draw_due_map
from backend.opinions.service.reading import get_opinions, list_statements, set_opinions, similar_pairs
from backend.opinions.service.saying import say
from backend.opinions.service.sorting import change_statement
from backend.opinions.service.standing import close_ended, communities_with_ended
from backend.opinions.service.stop import statement_stops, trace_statements
from backend.opinions.service.voting import deck, own_votes, vote
from backend.opinions.service.watching import topic_versions, watch_topic

__all__ = [
    "change_statement",
    "close_ended",
    "communities_with_due_maps",
    "communities_with_ended",
    "deck",
    "draw_due_map",
    "get_map",
    "get_opinions",
    "list_statements",
    "own_votes",
    "say",
    "set_opinions",
    "similar_pairs",
    "statement_stops",
    "topic_versions",
    "trace_statements",
    "vote",
    "watch_topic",
]
