"""Pure decisions on statements."""

import re
import unicodedata
from datetime import datetime, timedelta

from backend.core.errors import InvalidError
from backend.deliberation.types import Stage

TEXT_LENGTH_MIN, TEXT_LENGTH_MAX = 4, 140
# Our rule: so much one member says on a topic, withdrawn ones not counted, and so much there is to vote on in all.
OWN_MAX = 10
TOPIC_MAX = 500
# Our rule: where opinions stay open while the topic is talked about, the desk has so long to go on to that stage.
TALK_GRACE = timedelta(days=14)
_SAID = re.compile(r"[^\W_]+")


def text_key(text: str) -> str:
    """Return what a text says without case, width and punctuation; raises InvalidError where nothing is said."""
    key = "".join(_SAID.findall(unicodedata.normalize("NFKC", text).casefold()))
    if len(key) < TEXT_LENGTH_MIN:
        raise InvalidError({"text": ["请写一句完整的话"]})
    return key


def gathers(stage: Stage, *, while_talking: bool) -> bool:
    """Tell whether opinions are open in a stage."""
    return stage is Stage.GATHERING or (stage is Stage.TALKING and while_talking)


def decide_close(stage: Stage, ends_at: datetime, *, while_talking: bool) -> datetime:
    """Return when opinions close by themselves in a stage in which they are open."""
    return ends_at + TALK_GRACE if while_talking and stage is Stage.GATHERING else ends_at
