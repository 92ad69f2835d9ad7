"""What is due in opinions: topics whose time of opinions is over."""

from backend.infra.due import DueSource
from backend.opinions import service

ENDED = DueSource("opinions.ended", scan=service.communities_with_ended, work=service.close_ended)
