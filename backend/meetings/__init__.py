"""Meetings: who calls, who has a seat, who came, what was voted on, what was decided and what became of it."""
