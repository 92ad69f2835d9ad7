"""Fixtures of all tests: the servers' part is in tests/servers.py, the application's below."""

pytest_plugins = ["tests.servers"]
