"""The guard before a real server on a real port, asked as browsers ask (the headers they send of themselves)."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator, Mapping

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from gouji.serving.guard import Guard, Message, Receive, Send

PREFIX = "/0123456789abcdef"
JSON = {"content-type": "application/json"}


async def answering(scope: Message, receive: Receive, send: Send) -> None:
    """Says yes to everything."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "yes"})
        return
    headers = [(b"content-type", b"text/plain"), (b"referrer-policy", b"unsafe-url")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"yes"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    listening = socket.create_server(("127.0.0.1", 0))
    at = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(Guard(answering, port=at, prefix=PREFIX), lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield at
    server.should_exit = True
    thread.join()


def status(port: int, method: str, path: str = "/graphql", headers: Mapping[str, str] | None = None) -> int:
    """``{port}`` in a header is the server's."""
    said = {
        name: value.replace("{port}", str(port))
        for name, value in ({"host": "127.0.0.1:{port}"} | (headers or {})).items()
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, PREFIX + path, skip_host=True, skip_accept_encoding=True)
        for name, value in said.items():
            connection.putheader(name, value.replace("{port}", str(port)))
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_its_own_pages_may_ask_by_each_of_its_names(name: str, port: int) -> None:
    own = {"host": f"{name}:{{port}}", "origin": f"http://{name}:{{port}}", "sec-fetch-site": "same-origin"}
    assert status(port, "POST", headers=own | JSON) == 200
    assert status(port, "GET", "/runs", own) == 200


def test_a_typed_address_a_link_and_a_tool_open_a_page(port: int) -> None:
    page = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert status(port, "GET", "/runs", {"sec-fetch-site": "none"} | page) == 200
    assert status(port, "GET", "/runs", {"sec-fetch-site": "cross-site"} | page) == 200
    assert status(port, "GET", "/runs") == 200
    assert status(port, "POST", headers=JSON) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},  # no person types a POST
        {"origin": "http://127.0.0.1:1", "sec-fetch-site": "same-site"},  # another server on this machine
        {"origin": "http://localhost:{port}", "sec-fetch-site": "cross-site"},  # its own, but by another name
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},  # a form
        {"host": "evil.example:{port}"},  # a name that was made to point here
        {"host": "evil.example:{port}", "origin": "http://evil.example:{port}", "sec-fetch-site": "same-origin"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:{port}.evil.example"},
        {"host": ""},
    ],
)
def test_nobody_else_may_post(headers: dict[str, str], port: int) -> None:
    assert status(port, "POST", headers=JSON | headers) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},  # to be clicked on
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
        {"origin": "https://evil.example"},
        {"host": "evil.example:{port}"},
    ],
)
def test_nobody_else_may_have_a_page_fetched(headers: dict[str, str], port: int) -> None:
    assert status(port, "GET", "/runs", headers) == 403


def test_nothing_is_done_by_an_address_or_a_form(port: int) -> None:
    assert status(port, "GET", "/graphql?query=mutation%7Bx%7D") == 405
    assert status(port, "GET", "/graphql/?query=mutation%7Bx%7D") == 405
    assert status(port, "GET", "/%67raphql?query=mutation%7Bx%7D") == 405
    assert status(port, "GET", "/graphql") == 200  # the page to type one in
    assert status(port, "POST", headers={"content-type": "text/plain"}) == 415
    assert status(port, "POST", headers={"content-type": "application/x-www-form-urlencoded"}) == 415
    assert status(port, "POST") == 415
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert status(port, method) == 405


def test_all_lies_below_a_path_one_has_to_know(port: int) -> None:
    for path in ("/", "/graphql", "/0123456789abcde", "/0123456789abcdef0/graphql", "//0123456789abcdef/graphql"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", path, headers=JSON)
        answer = connection.getresponse()
        assert (answer.status, PREFIX.encode() in answer.read()) == (404, False), path
        connection.close()


def test_a_header_that_comes_twice_is_believed_in_neither_form(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        twice = f"host: 127.0.0.1:{port}\r\norigin: http://127.0.0.1:{port}\r\norigin: http://evil.example\r\n"
        raw.sendall(f"GET {PREFIX}/runs HTTP/1.1\r\n{twice}\r\n".encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 403 ")


def test_pages_are_not_framed_opened_or_told_of(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", PREFIX)
    answer = connection.getresponse()
    assert answer.getheader("x-frame-options") == "SAMEORIGIN"
    assert answer.getheader("cross-origin-opener-policy") == "same-origin"
    assert answer.headers.get_all("referrer-policy") == ["same-origin"]  # and not the application's
    connection.close()


def test_a_socket_is_opened_for_its_own_pages_alone(port: int) -> None:
    address = f"ws://127.0.0.1:{port}{PREFIX}/graphql"
    with connect(address, origin=f"http://127.0.0.1:{port}") as own:
        assert own.recv(timeout=10) == "yes"
    for origin in ("https://evil.example", "http://localhost:1", "null"):
        with pytest.raises(InvalidStatus) as refused:
            connect(address, origin=origin).close()
        assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{port}/graphql").close()
