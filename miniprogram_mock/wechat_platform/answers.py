"""WeChat's error codes and the sentences that come with them; it never decides when one is due."""

import secrets

# errcode → errmsg as the real platform words it (global return codes and each interface's own table).
ERRMSGS = {
    -1: "system error",
    0: "ok",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40013: "invalid appid",
    40014: "invalid access_token",
    40029: "invalid code",
    40037: "invalid template_id",
    40097: "invalid args",
    40125: "invalid appsecret",
    40129: "invalid scene",
    40163: "code been used",
    40164: "invalid ip, not in whitelist",
    40226: "code blocked",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41008: "missing code",
    41030: "invalid page",
    42001: "access_token expired",
    43002: "require POST method",
    43101: "user refuse to accept the msg",
    43104: "appid and openid not match",
    44002: "empty post data",
    45002: "content size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit mustslower retry next minute",
    47001: "data format error",
    47003: "argument invalid!",
    61010: "code is expired",
}


class PlatformRefusal(Exception):
    """An answer other than success: `errcode` is WeChat's number, `detail` what its errmsg adds."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        super().__init__(errcode)
        self.errcode = errcode
        self.detail = detail

    def body(self) -> dict[str, object]:
        """Return the JSON body WeChat would send, with a request id as the real one has."""
        words = " ".join(part for part in (ERRMSGS.get(self.errcode, "error"), self.detail) if part)
        return {"errcode": self.errcode, "errmsg": f"{words} rid: {_request_id()}"}


def _request_id() -> str:
    return "-".join(secrets.token_hex(4) for _ in range(3))
