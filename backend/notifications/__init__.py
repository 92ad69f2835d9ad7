"""Notifications: the inbox, WeChat subscribe messages and reminders. It reads others' events; none of them calls it."""
