"""What is due in opinions: topics whose time of opinions is over, maps to be drawn anew."""

from backend.infra.due import DueSource
from backend.opinions import service

ENDED = DueSource("opinions.ended", scan=service.communities_with_ended, work=service.close_ended)
MAPS_DUE = DueSource("opinions.maps", scan=service.communities_with_due_maps, work=service.draw_due_map)
