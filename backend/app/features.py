"""The features, lowest first; a wiring may offer BLUEPRINTS, DUE_SOURCES, SUBSCRIPTIONS, LIST_KINDS, PORTS."""

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

FEATURES = (
    "identity",
    "communities",
    "books",
    "lists",
    "volunteering",
    "agreements",
    "redemption",
    "notifications",
)


def wirings() -> Iterator[ModuleType]:
    """Yield every feature's wiring module."""
    for feature in FEATURES:
        yield importlib.import_module(f"backend.{feature}.wiring")


def collect(name: str) -> list[Any]:
    """Return what all features offer under ``name``, in order."""
    return [item for wiring in wirings() for item in getattr(wiring, name, ())]


def collect_ports() -> dict[type, object]:
    """Return all ports the features implement."""
    return {
        protocol: implementation
        for wiring in wirings()
        for protocol, implementation in getattr(wiring, "PORTS", {}).items()
    }
