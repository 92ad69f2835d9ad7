"""Values of votes."""

from enum import StrEnum


class VoteAnswer(StrEnum):
    """What somebody thinks of a statement; a pass is an answer too."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105  # an answer, not a password


# As the table and the map know them.
NUMBERS = {VoteAnswer.AGREE: 1, VoteAnswer.PASS: 0, VoteAnswer.DISAGREE: -1}
ANSWERS = {number: answer for answer, number in NUMBERS.items()}
