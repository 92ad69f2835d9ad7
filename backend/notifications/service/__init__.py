"""Doors of notifications: what routes and app call. Features never do: they record events."""

from backend.notifications.service.delivery import send_wechat_message, tell_fake_platform
from backend.notifications.service.inbox import count_unread, list_inbox, mark_read, write_messages
from backend.notifications.service.reminders import plan_reminders, remind, withdraw_reminders
from backend.notifications.service.subscription import list_subscriptions, record_answers

__all__ = [
    "count_unread",
    "list_inbox",
    "list_subscriptions",
    "mark_read",
    "plan_reminders",
    "record_answers",
    "remind",
    "send_wechat_message",
    "tell_fake_platform",
    "withdraw_reminders",
    "write_messages",
]
