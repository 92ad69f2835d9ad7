"""Every operation of the OpenAPI document under generated input: no 5xx, and only answers the document tells of.

The examples are the same in every run. Path parameters are the ids of things that exist (half the time), so that the
services behind the edge are reached.
"""

import random
import traceback
from typing import Any

import flask
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection

from backend.core.clock import FixedClock
from tests.conftest import MONDAY_MORNING
from tests.factories.whole import Whole, make_whole

EXAMPLES = 3
CONFIG = {
    "seed": 20261123,
    "phases": {"coverage": {"enabled": False}, "stateful": {"enabled": False}},
    "generation": {
        "with-security-parameters": False,
        "deterministic": True,
        "no-shrink": True,
        "max-examples": EXAMPLES,
    },
    "checks": {
        "missing_required_header": {"expected-statuses": [400, 401, 403, 404, 406, 415, 422, 428]},
        "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 400, 401, 403, 404, 409, 412, 422, 428]},
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428]},
        # Tokens are the edge's own tests' matter, and no operation but sign-in is without one.
        "ignored_auth": {"enabled": False},
    },
}


@pytest.fixture(scope="module")
def whole(app: flask.Flask, session_clock: FixedClock) -> Whole:
    """A community with one of everything."""
    session_clock.at = MONDAY_MORNING
    return make_whole(app, session_clock)


@pytest.fixture(scope="module")
def document(app: flask.Flask, whole: Whole) -> Any:
    """The document as the application serves it, with ids that exist for four paths in five."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG))
    dice = random.Random(0)

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
        known = {"community_id": whole.community_id, **{name: str(id_) for name, id_ in whole.ids.items()}}
        lucky = dice.random() < 0.8
        return {name: known.get(name, value) if lucky else value for name, value in (path_parameters or {}).items()}

    return schema


def test_the_document_is_valid_openapi(document: Any) -> None:
    assert document.raw_schema["openapi"] == "3.0.3"
    document.validate()


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_answers_as_documented(document: Any, whole: Whole, mode: GenerationMode) -> None:
    token = {"Authorization": f"Bearer {whole.caller('staff').token}"}
    operations = [found.ok() for found in document.get_all_operations()]
    failures = {operation.label: _failures_of(operation, mode, token) for operation in operations}
    assert len(failures) > 60, "the document lists the whole API"
    assert not any(failures.values()), "\n\n".join(f"{label}\n{found}" for label, found in failures.items() if found)


def _failures_of(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> str:
    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        case.call_and_validate(headers=headers, excluded_checks=_spoiled_checks(case))

    try:
        call()
    except (FailureGroup, Failure) as failure:
        return "".join(traceback.format_exception_only(failure))
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"{operation.label} can't be called at all"
    return ""


def _spoiled_checks(case: Any) -> list[Any]:
    """Return the check that is pointless where nothing but the path was wrong: we may have put a right one there."""
    wrong = {place for place, part in case.meta.components.items() if part.mode is GenerationMode.NEGATIVE}
    return [negative_data_rejection] if wrong <= {ParameterLocation.PATH} else []
