"""The one error of the local stack: a sentence for the person at the terminal, never a traceback."""


class LocalError(Exception):
    """Something the person at the terminal can put right; the message is one clear sentence."""
