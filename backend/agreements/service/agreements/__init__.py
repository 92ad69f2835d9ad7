"""Agreements: drafted, offered, signed, brought into force, ended, read and printed."""
