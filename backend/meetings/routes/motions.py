"""Routes of motions, votes and paper ballots.

Votes and readings come by PUT and leave no stored answer: an answer kept for a retry would tie a person to a ballot.
"""

from typing import Any
from uuid import UUID

import flask

from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.policy import A
from backend.meetings.schemas.motions import (
    MotionItemSchema,
    MotionMoveSchema,
    MotionSchema,
    NewMotionSchema,
    OpenVoteSchema,
    VoteReceiptSchema,
    VoteSchema,
)
from backend.meetings.schemas.paper_counts import PapersSchema, ReadingSchema
from backend.meetings.types.motions import NewMotion
from backend.meetings.types.paper_counts import Reading

POLICY = "meetings"

blp = Blueprint(
    "motions",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Motions of a meeting, votes, paper ballots",
)


@blp.route("/meetings/<uuid:meeting_id>/motions")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(MotionItemSchema))
def list_motions(query: dict[str, Any], community_id: int, meeting_id: UUID) -> Page[dict[str, Any]]:
    """Page through the motions of a meeting in their order."""
    with unit_of_work() as uow:
        return service.list_motions(uow, current_actor(), community_id, meeting_id, page_request(query))


@blp.route("/meetings/<uuid:meeting_id>/motions", methods=["POST"])
@idempotent
@asks(A.MOVE_MOTION, policy=POLICY)
@blp.arguments(NewMotionSchema)
@blp.response(201, MotionSchema)
def propose_motion(body: NewMotion, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Put a motion on a point of the agenda."""
    with unit_of_work() as uow:
        return service.propose_motion(uow, current_actor(), community_id, meeting_id, body)


@blp.route("/topics/<uuid:topic_id>/motions")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(MotionItemSchema))
def list_topic_motions(query: dict[str, Any], community_id: int, topic_id: UUID) -> Page[dict[str, Any]]:
    """Page through what was put to the vote on a topic, newest first."""
    with unit_of_work() as uow:
        return service.list_topic_motions(uow, current_actor(), community_id, topic_id, page_request(query))


@blp.route("/motions/<uuid:motion_id>")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.response(200, MotionSchema)
def get_motion(community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Show one motion: who is there, what is needed, the caller's seats, the result once there is one."""
    with unit_of_work() as uow:
        return service.get_motion(uow, current_actor(), community_id, motion_id)


@blp.route("/motions/<uuid:motion_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_MOTION, policy=POLICY)
@blp.arguments(MotionMoveSchema)
@blp.response(200, MotionSchema)
def move_motion(body: dict[str, Any], community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Open the vote, close it with its result, or withdraw the motion."""
    with unit_of_work() as uow:
        return service.move_motion(uow, current_actor(), community_id, motion_id, body["move"], body["note"])


@blp.route("/motions/<uuid:motion_id>/vote", methods=["PUT"])
@asks(A.VOTE, policy=POLICY)
@blp.arguments(VoteSchema)
@blp.response(200, VoteReceiptSchema)
def cast_vote(body: dict[str, Any], community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Vote for one's own seat, or for one whose proxy one brought. Once: a second one is refused."""
    with unit_of_work() as uow:
        return service.cast_vote(uow, current_actor(), community_id, motion_id, body["seat_id"], body["choice"])


@blp.route("/motions/<uuid:motion_id>/votes")
@asks(A.READ_VOTES, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(OpenVoteSchema))
def list_votes(query: dict[str, Any], community_id: int, motion_id: UUID) -> Page[dict[str, Any]]:
    """Page through who voted how, of an open vote that has closed."""
    with unit_of_work() as uow:
        return service.list_votes(uow, current_actor(), community_id, motion_id, page_request(query))


@blp.route("/motions/<uuid:motion_id>/papers")
@asks(A.HANDLE_PAPERS, policy=POLICY)
@blp.response(200, PapersSchema)
def get_papers(community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Show which seats got a paper, who has read them, and where two readings differ."""
    with unit_of_work() as uow:
        return service.get_papers(uow, current_actor(), community_id, motion_id)


@blp.route("/motions/<uuid:motion_id>/papers/<uuid:meeting_seat_id>", methods=["PUT"])
@asks(A.HANDLE_PAPERS, policy=POLICY)
@blp.response(200, PapersSchema)
def give_paper(community_id: int, motion_id: UUID, meeting_seat_id: UUID) -> dict[str, Any]:
    """Give a paper to a seat that is present and has not voted."""
    with unit_of_work() as uow:
        return service.give_paper(uow, current_actor(), community_id, motion_id, meeting_seat_id)


@blp.route("/motions/<uuid:motion_id>/papers/<uuid:meeting_seat_id>", methods=["DELETE"])
@asks(A.HANDLE_PAPERS, policy=POLICY)
@blp.response(200, PapersSchema)
def take_paper_back(community_id: int, motion_id: UUID, meeting_seat_id: UUID) -> dict[str, Any]:
    """Undo a paper that was given to the wrong seat."""
    with unit_of_work() as uow:
        return service.take_paper_back(uow, current_actor(), community_id, motion_id, meeting_seat_id)


@blp.route("/motions/<uuid:motion_id>/paper-readings", methods=["PUT"])
@asks(A.HANDLE_PAPERS, policy=POLICY)
@blp.arguments(ReadingSchema)
@blp.response(200, PapersSchema)
def enter_reading(body: Reading, community_id: int, motion_id: UUID) -> dict[str, Any]:
    """Enter what one read of the papers; two equal readings by two people count."""
    with unit_of_work() as uow:
        return service.enter_reading(uow, current_actor(), community_id, motion_id, body)


@blp.route("/motions/<uuid:motion_id>/result")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.response(200, content_type="application/pdf")
def print_result(community_id: int, motion_id: UUID) -> flask.Response:
    """Return the sealed record of the result as PDF."""
    with unit_of_work() as uow:
        document = service.print_result(uow, current_actor(), community_id, motion_id)
    return send_document(document)
