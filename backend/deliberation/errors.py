"""Refusals of deliberation."""

from backend.core.errors import SangongError


class AlreadyRaisedError(SangongError):
    """A topic on the same thing is under way (``topic_id``)."""

    code = "topic_already_raised"
    title = "这件事已经在商量了"
