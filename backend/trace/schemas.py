"""Shapes of the trace on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields
from backend.infra.stops import StopStatus
from backend.trace.types import (
    RELATION_NAME_UNKNOWN,
    RELATION_NAMES,
    TYPE_NAME_UNKNOWN,
    TYPE_NAMES,
    Graph,
    Line,
    Node,
)


class TargetSchema(Schema):
    """What to open for a stop."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)


class TraceNodeSchema(Schema):
    """A stop; without a title it stands for ``count`` things that the caller may not see."""

    key = ma.fields.String(required=True)
    type = ma.fields.String(required=True)
    type_name = ma.fields.String(required=True)
    level = ma.fields.Integer(
        required=True, metadata={"description": "0: asked for; below 0: came from; above 0: became of it"}
    )
    count = ma.fields.Integer(required=True)
    id = fields.Id(required=True, allow_none=True)
    title = ma.fields.String(required=True, allow_none=True)
    state_name = ma.fields.String(required=True, allow_none=True)
    status = ma.fields.String(required=True, validate=validate.OneOf([status.value for status in StopStatus]))
    at = fields.Moment(required=True, allow_none=True)
    who = ma.fields.String(required=True, allow_none=True)
    next_actor = ma.fields.String(required=True, allow_none=True)
    due_at = fields.Moment(required=True, allow_none=True)
    target = ma.fields.Nested(TargetSchema, required=True, allow_none=True)


class TraceEdgeSchema(Schema):
    """What leads from one stop to another; ``note`` says how much."""

    from_ = ma.fields.String(required=True, data_key="from")
    to = ma.fields.String(required=True)
    relation = ma.fields.String(required=True)
    note = ma.fields.String(required=True, allow_none=True)


class TraceSchema(Schema):
    """The trace of a thing, both ways."""

    nodes = ma.fields.List(ma.fields.Nested(TraceNodeSchema), required=True)
    edges = ma.fields.List(ma.fields.Nested(TraceEdgeSchema), required=True)
    cut = ma.fields.Boolean(required=True, metadata={"description": "more is there than is shown"})


def show_graph(graph: Graph) -> dict[str, Any]:
    """Return the graph in Chinese."""
    nodes, edges = [_show_node(node) for node in graph.nodes], [_show_edge(edge) for edge in graph.edges]
    return {"nodes": nodes, "edges": edges, "cut": graph.cut}


def _show_node(node: Node) -> dict[str, Any]:
    stop, ref = node.stop, node.ref
    target = (stop.target if stop and stop.target else ref) if ref else None
    return {
        "key": node.key,
        "type": node.type,
        "type_name": TYPE_NAMES.get(node.type, TYPE_NAME_UNKNOWN),
        "level": node.level,
        "count": node.count,
        "id": ref[1] if ref else None,
        "title": stop.title if stop else None,
        "state_name": stop.state_name if stop else None,
        "status": stop.status if stop else StopStatus.DONE,
        "at": stop.at if stop else None,
        "who": stop.who if stop else None,
        "next_actor": stop.next_actor if stop else None,
        "due_at": stop.due_at if stop else None,
        "target": {"type": target[0], "id": target[1]} if target else None,
    }


def _show_edge(edge: Line) -> dict[str, Any]:
    relation = RELATION_NAMES.get(edge.relation, RELATION_NAME_UNKNOWN)
    return {"from_": edge.from_, "to": edge.to, "relation": relation, "note": edge.note}
