"""What is due in communities: names that nothing finds yet."""

from backend.communities.service.naming import communities_with_unfound_names, hash_names
from backend.infra.due import DueSource

NAMES = DueSource("communities.names", scan=communities_with_unfound_names, work=hash_names)
