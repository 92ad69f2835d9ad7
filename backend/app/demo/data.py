"""`sangong demo-data`: founds made-up communities and fills them; doing it twice changes nothing."""

import random

import click
from sqlalchemy import select

from backend.app.demo import facts
from backend.app.demo.alliance import tell_alliance
from backend.app.demo.audits import draw_and_find
from backend.app.demo.between import open_between
from backend.app.demo.identities import DEMO_COMMUNITY
from backend.app.demo.people import CHUNK, add_members, count_members
from backend.app.demo.story import WEEKS_BACK, WEEKS_BACK_SHORT, Story
from backend.books import service as books
from backend.communities import service as communities
from backend.communities.models import Community
from backend.infra.uow import unit_of_work


def make_demo_data(*, count: int, members: int) -> None:
    """Make so many communities with so many members each, with a progress bar; an existing one is only topped up."""
    chance = random.Random(2026)  # noqa: S311  # the same neighbourhood every time
    with click.progressbar(length=count * members, label="Demo data", show_pos=True) as bar:
        for index in range(count):
            community_id = _found(index)
            bar.update(_top_up(community_id, members, chance))
    if count > 1:
        open_between(DEMO_COMMUNITY, _number(1))
        tell_alliance(DEMO_COMMUNITY)


def _number(index: int) -> int:
    return facts.STREETS[index % len(facts.STREETS)].code * 1000 + index // len(facts.STREETS) + 1


def _found(index: int) -> int:
    """Found the ``index``-th community with its story, in one transaction, unless it is there."""
    street, community_id = facts.STREETS[index % len(facts.STREETS)], _number(index)
    with unit_of_work() as uow:
        if uow.session.scalar(select(Community.name).where(Community.community_id == community_id)) is None:
            name = facts.COMMUNITY_NAMES[index % len(facts.COMMUNITY_NAMES)]
            where = (street.name, street.district, street.city)
            communities.found_community(uow, community_id, name=name, street=where)
            Story(uow, community_id, weeks=WEEKS_BACK_SHORT if index else WEEKS_BACK).tell()
            books.seal_soon(uow, community_id)
            draw_and_find(uow, community_id)
    return community_id


def _top_up(community_id: int, members: int, chance: random.Random) -> int:
    """Add residents in chunks until there are ``members``; return that number."""
    with unit_of_work() as uow:
        missing = members - count_members(uow, community_id)
    while missing > 0:
        with unit_of_work() as uow:
            add_members(uow, community_id, min(missing, CHUNK), chance)
        missing -= CHUNK
    return members
