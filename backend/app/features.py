"""The features, lowest first.

A wiring may offer BLUEPRINTS, DUE_SOURCES, SUBSCRIPTIONS, LIST_KINDS, LIST_FIGURES, TRACE_STOPS, TRACE_EDGES, PORTS,
MODERATED (texts that are checked before others see them), SELF_CHECKS (queries by the words that tell what holds),
SELF_RECOUNTS (what no query can prove, by the same).
"""

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

FEATURES = (
    "identity",
    "attachments",
    "communities",
    "moderation",
    "books",
    "lists",
    "volunteering",
    "certificates",
    "dossiers",
    "agreements",
    "teams",
    "giving",
    "alliances",
    "deliberation",
    "redemption",
    "clearing",
    "exchange",
    "budgeting",
    "meetings",
    "opinions",
    "actors",
    "matching",
    "insight",
    "trace",
    "open311",
    "notifications",
)


def wirings() -> Iterator[ModuleType]:
    """Yield every feature's wiring module."""
    for feature in FEATURES:
        yield importlib.import_module(f"backend.{feature}.wiring")


def collect(name: str) -> list[Any]:
    """Return what all features offer under ``name``, in order."""
    return [item for wiring in wirings() for item in getattr(wiring, name, ())]


def collect_mapping(name: str) -> dict[Any, Any]:
    """Return what all features offer under ``name`` as a mapping: PORTS, LIST_FIGURES, TRACE_STOPS, SELF_CHECKS."""
    return {key: value for wiring in wirings() for key, value in getattr(wiring, name, {}).items()}
