"""Reads over several communities of one street. It writes nothing and no feature calls it."""
