"""The guard in front of a web application on this machine: it lets through what its own pages ask for, no other's.

A web page anywhere can make a browser send requests to a port of the machine it runs on (cross-site requests), and can
have the name of its own host point there (DNS rebinding).  Browsers say where a request comes from (``Origin``,
``Sec-Fetch-Site``, the W3C's Fetch Metadata) and which host it was meant for (``Host``).  What no browser sends lacks
the first two; it has to know the path all pages lie under, which is made of random letters.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_READING = ("GET", "HEAD")
_WRITTEN_IN = ("application/json", "application/graphql")  # what no form of a foreign page can send unasked
_SAID = {
    403: "Refused: this request does not come from a page of this server.",
    404: "Nothing here. The address of the pages is the one that was printed when the server started.",
    405: "Refused: this is not how it is asked for.",
    415: "Refused: send application/json.",
}
# Not to be framed, opened, read or told of by pages of others.
_HEADERS = {
    b"x-frame-options": b"SAMEORIGIN",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
}


class Guard:
    """An ASGI application that hands to ``app`` only what comes from its own pages (or from no browser).

    Args:
        app: what is guarded; it knows that it lies below ``prefix``.
        port: the one that is listened on.
        prefix: the path below which everything lies, as in ``/f3a9``; what is asked for elsewhere is not found.
        names: the hosts it may be called by, without the port.
    """

    def __init__(self, app: Application, *, port: int, prefix: str, names: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._prefix = prefix
        self._hosts = frozenset(f"{name}:{port}" for name in names) | frozenset(names if port == 80 else ())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request or connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        status = self.refusal(_Asked.of(scope))
        if status is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the browser is told 403
        else:
            await _say(send, status)

    def refusal(self, asked: _Asked) -> int | None:
        """The HTTP status with which ``asked`` is refused, None where it may pass."""
        if asked.several or asked.host not in self._hosts or not asked.is_ours():
            return 403
        if not _below(asked.path, self._prefix):
            return 404
        return None if asked.is_socket else _misasked(asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the guard looks at of a request.  ``several``: a header it goes by came more than once."""

    method: str
    path: str
    query: str
    host: str
    origin: str
    site: str
    mode: str
    destination: str
    content_type: str
    is_socket: bool
    several: bool

    @staticmethod
    def of(scope: Message) -> _Asked:
        """Of an ASGI scope."""
        found: dict[str, str] = {}
        several = False
        wanted = ("host", "origin", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "content-type")
        for name, value in scope["headers"]:
            key = name.decode("latin-1").lower()
            if key in wanted:
                several = several or key in found
                found[key] = value.decode("latin-1").strip().lower()
        host, origin, site, mode, destination, content_type = (found.get(name, "") for name in wanted)
        return _Asked(
            method=scope.get("method", "GET"),
            path=scope["path"],
            query=scope.get("query_string", b"").decode("latin-1"),
            host=host,
            origin=origin,
            site=site,
            mode=mode,
            destination=destination,
            content_type=content_type.partition(";")[0].strip(),
            is_socket=scope["type"] == "websocket",
            several=several,
        )

    def is_ours(self) -> bool:
        """Whether a page of this server sent it, the person, or no browser at all.

        Another port of this machine is another site, whatever browsers call it (``same-site``).
        """
        if self.origin and self.origin != f"http://{self.host}":
            return False
        if self.site in ("", "same-origin"):
            return True
        return self.method == "GET" and (self.site == "none" or self._is_a_link())

    def _is_a_link(self) -> bool:
        """A page that opens in a window of its own: it shows, and does nothing."""
        return (self.mode, self.destination) == ("navigate", "document") and not self.is_socket


def _below(path: str, prefix: str) -> bool:
    start = path[: len(prefix)].encode("utf-8", "surrogateescape")
    return secrets.compare_digest(start, prefix.encode()) and path[len(prefix) : len(prefix) + 1] in ("", "/")


def _misasked(asked: _Asked) -> int | None:
    """What is asked for in a way that could act without a person: by an address alone, or in the form of a form."""
    if asked.method in _READING:
        return 405 if asked.path.rstrip("/").endswith("/graphql") and asked.query else None
    if asked.method != "POST":
        return 405
    return None if asked.content_type in _WRITTEN_IN else 415


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in _HEADERS]
            message = {**message, "headers": [*kept, *_HEADERS.items()]}
        await send(message)

    return sending


async def _say(send: Send, status: int) -> None:
    text = _SAID[status].encode() + b"\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
