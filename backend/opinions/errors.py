"""Refusals of opinions."""

from backend.core.errors import Kind, SangongError


class OpinionsClosedError(SangongError):
    """The topic does not gather opinions now: not yet, not any more, or its time is over."""

    code = "opinions_closed"
    title = "这个议题现在不征求看法"


class SameStatementError(SangongError):
    """It was said word for word (``statement_id`` where others may see it)."""

    code = "statement_exists"
    title = "已经有一样的看法了，请直接表态"


class SimilarStatementsError(SangongError):
    """Something alike stands already (``similar``: id, text, score); sent again with ``similar_seen`` it is taken."""

    code = "similar_statements"
    title = "有人说过相近的看法，看看是不是一个意思"


class StatementLimitError(SangongError):
    """So much one member may say on a topic (``limit``)."""

    code = "statement_limit"
    kind = Kind.TOO_MANY
    title = "您在这个议题上说得够多了，请给别的看法表态"


class StatementsFullError(SangongError):
    """So many statements a topic has at most (``limit``)."""

    code = "statements_full"
    title = "这个议题的看法已经很多了，请给已有的看法表态"


class StatementNotOpenError(SangongError):
    """Nobody votes on what is not shown; ``merged_into_id`` tells what stands for it."""

    code = "statement_not_open"
    title = "这条看法现在不能表态"
