"""A package onto a CKAN portal, through its action API (https://docs.ckan.org/en/latest/api/).

First it is seen what is there, then what is missing or other is sent: running it again sends nothing, running it again
after it broke off sends the rest. What is published no longer stays, and is told of, until it is to be pruned. A
resource's SHA-256 is stated in the very request that uploads it, so that a
resource with the right one is a whole file. What others put beside our resources is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_incrementing

from regnskab.errors import PublishError
from regnskab.extras import need
from regnskab.publish.package.codes import known_codes, same_address
from regnskab.publish.portal.packages import KEY, PREFIX, CkanDataset, Fields, Resource
from regnskab.version import VERSION

Action = Literal["create", "update", "keep", "describe", "delete", "stays"]

_TRIES = 3
_PAUSE = 1.0
_FOUND_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class PortalStep:
    """Something to do on the portal, or nothing to do: ``keep`` what is as it should be, and what ``stays`` though it
    is no longer published. ``resource`` is None for the dataset itself.
    """

    action: Action
    package: str
    resource: str | None

    def __str__(self) -> str:
        return f"{self.action} {self.package}" + (f" {self.resource}" if self.resource else "")


Told = Callable[[PortalStep], None]


class Portal:
    """A CKAN portal. ``token`` is the API token of a user who may edit; every error becomes a PublishError."""

    def __init__(self, url: str, token: str | None, *, pause: float = _PAUSE) -> None:
        self._ckanapi: Any = need("ckanapi")
        self._url = url
        self._pause = pause
        self._remote: Any = self._ckanapi.RemoteCKAN(url, apikey=token, user_agent=f"regnskab/{VERSION}")
        self._has_dictionary: bool | None = None

    def sync(self, package: CkanDataset, *, prune: bool, dry_run: bool, told: Told) -> None:
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
        known = {str(found[KEY]): found for found in (there or {}).get("resources", ()) if found.get(KEY)}
        for resource in package.resources:
            found = known.pop(resource.key, None)
            step = PortalStep(_needed(found, resource), package.name, str(resource.fields["name"]))
            told(step)
            if not dry_run and there is not None and step.action != "keep":
                found = self._send(step.action, resource, there["id"], found)
            if resource.columns and not dry_run and found is not None:
                self._describe(resource, str(found["id"]), package.name, told)
        for found in known.values():
            told(PortalStep("delete" if prune else "stays", package.name, str(found["name"])))
            if prune and not dry_run:
                self._do("resource_delete", id=found["id"])

    def withdraw(self, sent: Collection[str], base_url: str, *, prune: bool, dry_run: bool, told: Told) -> None:
        """Tell of each CKAN dataset from this address that is no longer among those ``sent``, by name, and delete it
        where it is to be pruned.
        """
        for name in self._ours(base_url):
            if name not in sent:
                told(PortalStep("delete" if prune else "stays", name, None))
                if prune and not dry_run:
                    self._do("package_delete", id=name)

    def _ours(self, base_url: str) -> Iterator[str]:
        """Give the names of the datasets that were published from an address."""
        start = 0
        while True:
            values = {"fq": f"name:{PREFIX}*", "rows": _FOUND_AT_ONCE, "start": start}
            found = self._do("package_search", **values)["results"]
            yield from (one["name"] for one in found if str(one.get("url", "")).startswith(base_url.rstrip("/")))
            start += len(found)
            if len(found) < _FOUND_AT_ONCE:
                return

    def _send(
        self, action: Action, resource: Resource, package: str, there: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        key = {"package_id": package} if there is None else {"id": there["id"]}

        def call() -> dict[str, Any]:
            send = getattr(self._remote.action, f"resource_{action}")
            if resource.data is None:
                linked: dict[str, Any] = send(**key, **resource.fields)
                return linked
            upload = BytesIO(resource.data)
            upload.name = resource.filename
            sent: dict[str, Any] = send(**key, url="", upload=upload, **resource.fields)
            return sent

        done: dict[str, Any] = self._tried(f"resource_{action}", call)
        return done

    def _describe(self, resource: Resource, resource_id: str, package: str, told: Told) -> None:
        """Bring the portal's data dictionary of a table up to date, where the portal keeps any."""
        if self._has_dictionary is None:
            self._has_dictionary = self._knows("datastore_create")
        if not self._has_dictionary:
            return
        try:
            stored = self._do("datastore_search", resource_id=resource_id, limit=0)["fields"]
        except _NotFoundError:
            stored = []
        infos = {one["id"]: one.get("info") for one in stored}
        if all(infos.get(column["id"]) == column["info"] for column in resource.columns):
            return
        told(PortalStep("describe", package, str(resource.fields["name"])))
        self._do("datastore_create", resource_id=resource_id, force=True, fields=list(resource.columns))

    def _knows(self, action: str) -> bool:
        """Whether the portal has an action: extensions bring theirs."""
        try:
            self._do("help_show", name=action)
        except _NotFoundError:
            return False
        return True

    def _show(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self._tried("package_show", lambda: self._remote.action.package_show(id=name))
        except _NotFoundError:
            return None
        # A dataset that was put in the bin is still there; package_patch brings it back.
        return found

    def _licence(self, package: CkanDataset) -> Fields:
        """The portal's own name of the licence: by its address, or else the name that CKAN has for it by default."""
        wanted = next(extra["value"] for extra in _list(package.fields["extras"]) if extra["key"] == "license_url")
        licence = known_codes().licence(wanted)
        listed = self._do("license_list")
        for one in listed:
            if licence is not None and same_address(str(one.get("url", "")), licence.address):
                return {"license_id": one["id"]}
        if licence is not None and any(one["id"] == licence.ckan for one in listed):
            return {"license_id": licence.ckan}
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
            remedy = (
                "set CKAN_API_TOKEN to the token of an editor, and name their organisation with --ckan-organisation"
            )
            raise self._refused(action, "not allowed", remedy) from error
        except errors.ValidationError as error:
            reasons = "; ".join(f"{key}: {value}" for key, value in error.error_dict.items() if key != "__type")
            remedy = "correct publisher.toml, or ask the portal's people"
            if "owner_org" in error.error_dict:
                remedy = "name an organisation of the portal that you may publish for with --ckan-organisation"
            raise self._refused(action, reasons, remedy) from error
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
