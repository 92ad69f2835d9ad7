"""`sangong match`: a full run by hand in every community or one."""

from collections.abc import Iterator

from backend.app.checking import communities_there
from backend.infra.uow import unit_of_work
from backend.matching import service


def match_all(only: int | None = None) -> Iterator[str]:
    """Make a full run in each community, one after the other; a line of figures for each."""
    for community_id in [community_id for _, community_id in communities_there(only)]:
        made = service.run_now(community_id)
        with unit_of_work() as uow:
            run = service.newest_run(uow, community_id)
        if not made or run is None:
            yield f"{community_id} another run is under way"
            continue
        yield (
            f"{community_id} {run.needs} needs, {run.offers} offers, {run.pairs} pairs: {run.served} needs served by"
            f" {run.places} suggestions, value {run.value} of at most {run.bound} ({run.stopped}), {run.millis} ms"
        )
