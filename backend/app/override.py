"""PATCH for WeChat's phones: wx.request cannot send it, so they send POST with X-HTTP-Method-Override: PATCH."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class PatchOverride:
    """Turns such a POST into a PATCH before it is routed; no other method is taken over."""

    def __init__(self, application: WSGIApplication) -> None:
        """Wrap the application."""
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on."""
        if environ["REQUEST_METHOD"] == "POST" and environ.get("HTTP_X_HTTP_METHOD_OVERRIDE") == "PATCH":
            environ["REQUEST_METHOD"] = "PATCH"
        return self._application(environ, start_response)
