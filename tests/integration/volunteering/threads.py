"""Real threads let go at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from backend.core.errors import SangongError


def at_once(tasks: Sequence[Callable[[], object]]) -> list[str]:
    """Run tasks in as many threads; return "done" or the refusal's code of each."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> str:
        barrier.wait()
        try:
            task()
        except SangongError as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))
