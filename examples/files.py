"""A server of files on this machine: firmware is fetched from it, diagnostics are put there."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self


class FileServer:
    """Serves ``files`` by name as long as it is entered, and takes new ones by PUT."""

    def __init__(self, port: int = 0) -> None:
        self.files: dict[str, bytes] = {}
        files = self.files

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = files.get(self.path.removeprefix("/"))
                found = HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK
                self.send_response(found)
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(content or b"")

            def do_PUT(self) -> None:
                length = int(self.headers["Content-Length"])
                files[self.path.removeprefix("/")] = self.rfile.read(length)
                self.send_response(HTTPStatus.CREATED)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing: the conversation in OCPP is what one wants to read."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)

    def url(self, name: str = "") -> str:
        """Give the address of a file."""
        return f"http://127.0.0.1:{self._server.server_port}/{name}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
