"""A package onto a CKAN portal, through its action API (https://docs.ckan.org/en/latest/api/).

First it is seen what is there, then what is missing or other is sent: running it again sends nothing, running it again
after it broke off sends the rest. A resource's SHA-256 is stated in the very request that uploads it, so that a
resource with the right one is a whole file. What others put beside our resources is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_incrementing

from regnskab.errors import PublishError
from regnskab.extras import need
from regnskab.publish.portal.packages import CkanDataset, Fields, Resource
from regnskab.version import VERSION

Action = Literal["create", "update", "keep"]

_TRIES = 3
_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class PortalStep:
    """Something to do on the portal, or nothing to do (``keep``). ``resource`` is None for the dataset itself."""

    action: Action
    package: str
    resource: str | None

    def __str__(self) -> str:
        return f"{self.action} {self.package}" + (f" {self.resource}" if self.resource else "")


class Portal:
    """A CKAN portal. ``token`` is the API token of a user who may edit; every error becomes a PublishError."""

    def __init__(self, url: str, token: str | None, *, pause: float = _PAUSE) -> None:
        self._ckanapi: Any = need("ckanapi")
        self._url = url
        self._pause = pause
        self._remote: Any = self._ckanapi.RemoteCKAN(url, apikey=token, user_agent=f"regnskab/{VERSION}")

    def sync(self, package: CkanDataset, *, dry_run: bool, told: Callable[[PortalStep], None]) -> None:
        """Bring one CKAN dataset up to date, and tell each step before it is taken. A dry run takes none."""
        there = self._show(package.name)
        fields = {**package.fields, **self._licence(package)}
        if there is None:
            told(PortalStep("create", package.name, None))
            if not dry_run:
                there = self._do("package_create", name=package.name, **fields)
        elif _differs(there, fields):
            told(PortalStep("update", package.name, None))
            if not dry_run:
                self._do("package_patch", id=there["id"], **_merged(there, fields))
        else:
            told(PortalStep("keep", package.name, None))
        known = {str(found["name"]): found for found in (there or {}).get("resources", ())}
        for resource in package.resources:
            step = PortalStep(_needed(known.get(resource.name), resource), package.name, resource.name)
            told(step)
            if not dry_run and there is not None and step.action != "keep":
                self._send(step.action, resource, there["id"], known.get(resource.name))

    def _send(self, action: Action, resource: Resource, package: str, there: Mapping[str, Any] | None) -> None:
        key = {"package_id": package} if there is None else {"id": there["id"]}

        def call() -> object:
            upload = BytesIO(resource.data)
            upload.name = resource.filename
            send = getattr(self._remote.action, f"resource_{action}")
            return send(**key, name=resource.name, url="", upload=upload, **resource.fields)

        self._tried(f"resource_{action}", call)

    def _show(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._tried("package_show", lambda: self._remote.action.package_show(id=name))
        except _NotFoundError:
            return None
        # A dataset that was put in the bin is still there; package_patch brings it back.
        return found

    def _licence(self, package: CkanDataset) -> Fields:
        """The portal's own name of the licence, where it has one."""
        wanted = next(extra["value"] for extra in _list(package.fields["extras"]) if extra["key"] == "license_url")
        for licence in self._do("license_list"):
            if _plain(str(licence.get("url", ""))) == _plain(str(wanted)):
                return {"license_id": licence["id"]}
        return {}

    def _do(self, action: str, **values: object) -> Any:
        return self._tried(action, lambda: self._remote.call_action(action, values))

    def _tried(self, action: str, call: Callable[[], Any]) -> Any:
        """Call, and again where the portal or the way to it failed for the moment."""
        errors = self._ckanapi.errors
        answers = (errors.NotFound, errors.NotAuthorized, errors.ValidationError)
        failures = (errors.CKANAPIError, errors.ServerIncompatibleError, OSError)
        attempt = Retrying(
            stop=stop_after_attempt(_TRIES),
            wait=wait_incrementing(self._pause, self._pause),
            retry=retry_if_exception(lambda error: isinstance(error, failures) and not isinstance(error, answers)),
            reraise=True,
        )
        try:
            return attempt(call)
        except errors.NotFound as error:
            raise _NotFoundError(f"{action}: there is no such thing ({error})", source=self._url) from error
        except errors.NotAuthorized as error:
            raise self._refused(action, "not allowed", "set CKAN_API_TOKEN to the token of an editor") from error
        except errors.ValidationError as error:
            reasons = "; ".join(f"{key}: {value}" for key, value in error.error_dict.items() if key != "__type")
            raise self._refused(action, reasons, "correct publisher.toml, or ask the portal's people") from error
        except failures as error:
            reason = " ".join(str(error).split())[:200]
            raise self._refused(action, reason, "run it again: what arrived is not sent twice") from error

    def _refused(self, action: str, reason: str, remedy: str) -> PublishError:
        return PublishError(f"{action}: {reason}", source=self._url, remedy=remedy)


class _NotFoundError(PublishError):
    """The portal has no such thing."""


def _needed(there: Mapping[str, Any] | None, resource: Resource) -> Action:
    if there is None:
        return "create"
    same = all(there.get(name) == value for name, value in resource.fields.items())
    return "keep" if same else "update"


def _differs(there: Mapping[str, Any], fields: Fields) -> bool:
    if there.get("state", "active") != "active":
        return True
    return any(_comparable(there.get(name)) != _comparable(value) for name, value in _merged(there, fields).items())


def _merged(there: Mapping[str, Any], fields: Fields) -> Fields:
    """Our fields with what others added to the lists that we share with them."""
    ours = {extra["key"] for extra in _list(fields["extras"])}
    extras = [extra for extra in there.get("extras", ()) if extra["key"] not in ours]
    names = {tag["name"] for tag in _list(fields["tags"])}
    tags = [{"name": tag["name"]} for tag in there.get("tags", ()) if tag["name"] not in names]
    merged = {**fields, "extras": [*_list(fields["extras"]), *extras], "tags": [*_list(fields["tags"]), *tags]}
    if there.get("owner_org") and fields.get("owner_org") == (there.get("organization") or {}).get("name"):
        merged["owner_org"] = there["owner_org"]  # the portal answers with the id of what we name
    if there.get("state", "active") != "active":
        merged["state"] = "active"
    return merged


def _comparable(value: object) -> object:
    """Lists of extras and tags without what the portal adds to them and the order that it likes."""
    if isinstance(value, list):
        return sorted(f"{item.get('key', '')}{item.get('name', '')}={item.get('value', '')}" for item in value)
    return value


def _list(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, list):
        yield from value


def _plain(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").rstrip("/").lower()
