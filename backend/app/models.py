"""Imports every feature's tables, so that migrations and tests see one whole metadata."""

import importlib

import backend.infra.http.idempotency
import backend.infra.links
import backend.infra.numbers
import backend.infra.outbox  # noqa: F401  # imported for their tables
from backend.app.demo.clock import DemoClockRow  # noqa: F401  # imported for its table
from backend.app.features import FEATURES
from backend.infra.db import Base

for feature in FEATURES:
    importlib.import_module(f"backend.{feature}.models")

metadata = Base.metadata
