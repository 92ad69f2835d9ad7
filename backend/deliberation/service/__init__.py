"""Doors of deliberation: what routes, jobs and other features call."""

from backend.deliberation.service.advance import move_topic
from backend.deliberation.service.figures import topic_figures
from backend.deliberation.service.overdue import communities_with_overdue_stages, tell_overdue_stages
from backend.deliberation.service.raising import open_topic, suggest_draft_topic, suggest_topic
from backend.deliberation.service.refs import TopicRef, require_topic, source_entries, topic_titles, topics_by_ids
from backend.deliberation.service.reviewing import begin_reviews, communities_with_reviews_due
from backend.deliberation.service.stop import topic_stops
from backend.deliberation.service.topic import get_topic, list_topics
from backend.deliberation.service.watched import last_stage_version, stage_of

__all__ = [
    "TopicRef",
    "begin_reviews",
    "communities_with_overdue_stages",
    "communities_with_reviews_due",
    "get_topic",
    "last_stage_version",
    "list_topics",
    "move_topic",
    "open_topic",
    "require_topic",
    "source_entries",
    "stage_of",
    "suggest_draft_topic",
    "suggest_topic",
    "tell_overdue_stages",
    "topic_figures",
    "topic_stops",
    "topic_titles",
    "topics_by_ids",
]
