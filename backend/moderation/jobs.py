"""What a worker does for moderation."""

from backend.infra.outbox import Subscription
from backend.moderation import service
from backend.moderation.events import CHECK

# One text a transaction: WeChat is asked while it is open, and an answer that fails holds up no other text.
CHECKS = Subscription(CHECK, service.check_texts, batch=1)
