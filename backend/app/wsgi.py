"""The WSGI application that `sangong api` serves; made when the server asks for it."""

from typing import Any

from backend.app.factory import create_app
from backend.infra.log import configure_logging
from backend.infra.settings import load_settings


def __getattr__(name: str) -> Any:
    """Build ``application`` on first use: importing this module does nothing."""
    if name != "application":
        raise AttributeError(name)
    settings = load_settings()
    configure_logging(settings.log_level)
    application = create_app(settings)
    globals()["application"] = application
    return application
