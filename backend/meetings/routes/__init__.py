"""Routes of meetings, a noun a file."""

from backend.meetings.routes import attendance, demands, groups, meetings, minutes, motions, proxies

BLUEPRINTS = [meetings.blp, attendance.blp, minutes.blp, demands.blp, groups.blp, motions.blp, proxies.blp]
