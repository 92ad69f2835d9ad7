"""Schedulers and workers as an operator starts them, to be killed and replaced."""

from pathlib import Path

from backend.infra.settings import Settings
from tests.integration.infra.processes import Running, environment


class Crew:
    """Real processes on the test's own database; what they wrote is kept in ``folder``."""

    def __init__(
        self, running: list[Running], settings: Settings, folder: Path, *, schedulers: int, workers: int
    ) -> None:
        """Start them all."""
        self._running, self._folder = running, folder
        self._variables = environment(DATABASE_URL=settings.database_url, REDIS_URL=settings.redis_url)
        if settings.owner_database_url:
            self._variables["OWNER_DATABASE_URL"] = settings.owner_database_url
        for _ in range(schedulers):
            self._start("scheduler")
        self._workers = [self._start("worker") for _ in range(workers)]

    def _start(self, part: str) -> Running:
        log = self._folder / f"{part}-{len(self._running)}.log"
        self._running.append(Running("backend.app.commands", part, log=log, settings=self._variables))
        return self._running[-1]

    def kill(self, *places: int) -> None:
        """Kill workers as ``kill -9`` does and put others in their place; without places all of them."""
        chosen = places or range(len(self._workers))
        for place in chosen:
            self._workers[place].kill()
        for place in chosen:
            self._workers[place] = self._start("worker")

    @property
    def said(self) -> str:
        """The end of what each part wrote."""
        return "\n".join(each.said[-1500:] for each in self._running)
