"""A CKAN portal's action API in a thread, on the loopback interface: what ``regnskab publish --ckan`` talks to.

It answers as CKAN 2.10 does: 403 without an editor's token, 404 for what is not there, 409 with the reasons for what
is not valid; a name is unique; ``package_patch`` keeps what is not named, resources keep their order.
"""

from __future__ import annotations

import email.parser
import email.policy
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

TOKEN = "an-editor-s-token"  # noqa: S105 (of the double)
ORGANISATION = {"id": "org-id", "name": "eksempel-kommune"}
LICENCES = [
    {"id": "notspecified", "url": ""},
    {"id": "cc-by-4.0", "url": "https://creativecommons.org/licenses/by/4.0"},
]


# As a new CKAN lists them: under addresses of its own.
DEFAULT_LICENCES = [
    {"id": "notspecified", "url": ""},
    {"id": "cc-by", "url": "http://www.opendefinition.org/licenses/cc-by"},
]
_READS = ("package_show", "license_list", "package_search", "help_show", "datastore_search")
_ACTIONS = (
    *_READS, "package_create", "package_patch", "package_delete", "resource_create", "resource_update",
    "resource_delete", "datastore_create",
)  # fmt: skip


class RefusalError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        super().__init__(status)
        self.status, self.error = status, error


class Ckan:
    """The portal's state. ``calls`` are the actions that changed something, ``broken`` says which call breaks off."""

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.calls: list[str] = []
        self.licences = LICENCES
        self.datastore = True
        self.dictionaries: dict[str, list[dict[str, Any]]] = {}
        self.broken: Callable[[str, int], bool] = lambda action, number: False
        self.url = ""
        self._ids = count(1)
        self._number = 0

    def answer(self, action: str, data: dict[str, Any], upload: bytes | None, token: str | None) -> Any:
        self._number += 1
        if self.broken(action, self._number):
            raise ConnectionAbortedError
        writes = action not in _READS
        if action not in _ACTIONS:
            raise RefusalError(400, {"__type": "Bad Request", "message": f"Action name not known: {action}"})
        if writes and token != TOKEN:
            raise RefusalError(403, {"__type": "Authorization Error", "message": "Access denied"})
        result = getattr(self, action)(data, upload)
        if writes:
            self.calls.append(action)
        return result

    def help_show(self, data: dict[str, Any], upload: bytes | None) -> Any:
        if data["name"] not in _ACTIONS or (data["name"].startswith("datastore") and not self.datastore):
            raise RefusalError(404, {"__type": "Not Found Error", "message": "Action name not known"})
        return ""

    def package_search(self, data: dict[str, Any], upload: bytes | None) -> Any:
        prefix = data["fq"].removeprefix("name:").removesuffix("*")
        found = [
            package
            for package in self.packages.values()
            if package["name"].startswith(prefix) and package["state"] == "active"
        ]
        return {"count": len(found), "results": found[data["start"] : data["start"] + data["rows"]]}

    def package_delete(self, data: dict[str, Any], upload: bytes | None) -> Any:
        self.package_show(data, None)["state"] = "deleted"

    def resource_delete(self, data: dict[str, Any], upload: bytes | None) -> Any:
        for package in self.packages.values():
            package["resources"] = [one for one in package["resources"] if one["id"] != data["id"]]

    def datastore_search(self, data: dict[str, Any], upload: bytes | None) -> Any:
        if data["resource_id"] not in self.dictionaries:
            raise RefusalError(404, {"__type": "Not Found Error", "message": "Resource was not found."})
        return {"fields": [{"id": "_id", "type": "int"}, *self.dictionaries[data["resource_id"]]]}

    def datastore_create(self, data: dict[str, Any], upload: bytes | None) -> Any:
        self.dictionaries[data["resource_id"]] = data["fields"]

    def license_list(self, data: dict[str, Any], upload: bytes | None) -> Any:
        return self.licences

    def package_show(self, data: dict[str, Any], upload: bytes | None) -> Any:
        for package in self.packages.values():
            if data.get("id") in (package["id"], package["name"]):
                return package
        raise RefusalError(404, {"__type": "Not Found Error", "message": "Not found"})

    def package_create(self, data: dict[str, Any], upload: bytes | None) -> Any:
        if any(package["name"] == data.get("name") for package in self.packages.values()):
            raise RefusalError(409, {"__type": "Validation Error", "name": ["That URL is already in use."]})
        package = {"id": f"package-{next(self._ids)}", "state": "active", "resources": [], "extras": [], "tags": []}
        self._fill(package, data)
        self.packages[package["id"]] = package
        return package

    def package_patch(self, data: dict[str, Any], upload: bytes | None) -> Any:
        package = self.package_show(data, None)
        self._fill(package, {key: value for key, value in data.items() if key != "id"})
        return package

    def _fill(self, package: dict[str, Any], data: dict[str, Any]) -> None:
        if data.get("owner_org") not in (None, *ORGANISATION.values()):
            raise RefusalError(409, {"__type": "Validation Error", "owner_org": ["Organization does not exist"]})
        if "owner_org" in data:
            data = {**data, "owner_org": ORGANISATION["id"]}
            package["organization"] = ORGANISATION
        package.update(data)
        # As the real one does: tags and extras come back with more than was sent, and in its own order.
        package["tags"] = [
            {"name": tag["name"], "display_name": tag["name"], "state": "active"} for tag in package["tags"]
        ]
        package["extras"] = sorted(package["extras"], key=lambda extra: extra["key"], reverse=True)

    def resource_create(self, data: dict[str, Any], upload: bytes | None) -> Any:
        package = self.package_show({"id": data.pop("package_id")}, None)
        resource = {"id": f"resource-{next(self._ids)}", "package_id": package["id"], **data}
        package["resources"].append(resource)
        return self._keep(resource, upload)

    def resource_update(self, data: dict[str, Any], upload: bytes | None) -> Any:
        for package in self.packages.values():
            for resource in package["resources"]:
                if resource["id"] == data["id"]:
                    resource.update(data)
                    return self._keep(resource, upload)
        raise RefusalError(404, {"__type": "Not Found Error", "message": "Resource was not found."})

    def _keep(self, resource: dict[str, Any], upload: bytes | None) -> Any:
        if upload is None and not resource.get("url"):
            raise RefusalError(409, {"__type": "Validation Error", "upload": ["Missing value"]})
        if upload is None:
            return resource
        self.files[resource["regnskab_key"]] = upload
        return resource | {"url_type": "upload", "size": len(upload)}


@contextmanager
def serving() -> Iterator[Ckan]:
    """Give a portal that answers as long as the context lasts."""
    portal = Ckan()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            action = self.path.rpartition("/")[2]
            try:
                data, upload = _parse(self.headers["Content-Type"], body)
                result = portal.answer(action, data, upload, self.headers.get("Authorization"))
            except ConnectionAbortedError:
                self.close_connection = True
                self.connection.close()
                return
            except RefusalError as refusal:
                self._send(refusal.status, {"success": False, "error": refusal.error})
            else:
                self._send(200, {"success": True, "result": result})

        def _send(self, status: int, document: dict[str, Any]) -> None:
            data = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the base class)
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] (a connection that breaks off is on purpose)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    portal.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _parse(kind: str, body: bytes) -> tuple[dict[str, Any], bytes | None]:
    if not kind.startswith("multipart/form-data"):
        return json.loads(body or b"{}"), None
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
    )
    data, upload = {}, None
    for part in message.iter_parts():
        name = part.get_param("name", header="Content-Disposition")
        if part.get_filename():
            upload = part.get_payload(decode=True)
        else:
            data[str(name)] = part.get_payload(decode=True).decode()
    return data, upload
