"""What app plugs in from moderation."""

from backend.moderation.jobs import CHECKS
from backend.moderation.routes import blp

BLUEPRINTS = [blp]
SUBSCRIPTIONS = [CHECKS]
SELF_CHECKS = {
    "a text's last decision is its state": """
        SELECT 'moderation item ' || i.id AS what
        FROM moderation_items i
        LEFT JOIN LATERAL (
            SELECT d.to_state FROM moderation_decisions d
            WHERE d.community_id = :community_id AND d.item_id = i.id
            ORDER BY d.at DESC, d.id DESC LIMIT 1
        ) d ON true
        WHERE i.community_id = :community_id AND coalesce(d.to_state, 'waiting') <> i.state
    """
}
