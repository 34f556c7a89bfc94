"""The description of the interface as its page shows it: groups, operations, fields, examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")
_ORDER = (
    "Saves",
    "Captures",
    "Tags",
    "Highlights",
    "Searches",
    "Imports",
    "Posts",
    "Comments and likes",
    "Stories",
    "People",
    "Notifications",
    "Webhooks",
)
_REF = "#/components/schemas/"
_ID = re.compile(r"\{\w+_id\}")
_EXAMPLES: dict[str, Any] = {
    "url": "https://blog.example/herons",
    "events": ["save.created"],
    "quote": "the words to mark",
    "tags": ["birds"],
    "name": "Herons",
    "query": "heron is:unread",
    "text": "Worth reading.",
    "what": "pages",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One name of what is sent or told."""

    name: str
    type: str
    told: str
    is_needed: bool
    shape: str  # the shape it refers to, empty for none


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    more: str
    scope: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    status: str
    gives: str
    curl: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that belong together."""

    id: str
    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object as it is told."""

    name: str
    told: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it."""

    base_url: str
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]


def reference_of(spec: Mapping[str, Any], *, base_url: str) -> Reference:
    """Return the description, read for its page."""
    groups: dict[str, list[Operation]] = {name: [] for name in _ORDER}
    schemas = spec["components"]["schemas"]
    for path, item in spec["paths"].items():
        for method in (one for one in _METHODS if one in item):
            one = _operation(method, path, item, schemas=schemas, base_url=base_url)
            groups.setdefault(item[method]["tags"][0], []).append(one)
    return Reference(
        base_url,
        tuple(Group(_anchor(name), name, tuple(some)) for name, some in groups.items()),
        tuple(_shapes(schemas, groups.values())),
    )


def _anchor(name: str) -> str:
    return "-".join(name.lower().split())


def _operation(
    method: str,
    path: str,
    item: Mapping[str, Any],
    *,
    schemas: Mapping[str, Any],
    base_url: str,
) -> Operation:
    told, shared = item[method], item.get("parameters", [])
    parameters = tuple(_parameter(one) for one in (*shared, *told.get("parameters", [])))
    content = told.get("requestBody", {}).get("content", {})
    form = content.get("multipart/form-data", {}).get("schema", {})
    sent = content.get("application/json", {}).get("schema", {})
    body = tuple(_fields(form or schemas.get(_named(sent), {})))
    status, answer = next(iter(told["responses"].items()))
    given = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        id=told["operationId"].replace("_", "-"),
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        more=told.get("description", ""),
        scope=told["security"][0]["token"][0],
        parameters=parameters,
        body=body,
        status=str(status),
        gives=_named(given),
        curl=_curl(method, base_url + path, body, is_form=bool(form)),
    )


def _parameter(told: Mapping[str, Any]) -> Field:
    is_header = told["in"] == "header"
    name = f"{told['name']}:" if is_header else told["name"]
    text = told.get("description", "")
    return Field(name, _type(told["schema"]), text, bool(told.get("required")), "")


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    needed = schema.get("required", [])
    for name, told in schema.get("properties", {}).items():
        shape = _named(told) or _named(told.get("items", {}))
        yield Field(name, _type(told), told.get("description", ""), name in needed, shape)


def _type(schema: Mapping[str, Any]) -> str:
    """Return what kind of value it is, in few words."""
    if "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema["enum"])
    kind = schema.get("type", "object")
    words = kind if isinstance(kind, str) else " | ".join(kind)
    if schema.get("format"):
        words = words.replace("string", schema["format"])
    if kind == "array":
        inner = schema.get("items", {})
        return f"[{_named(inner) or _type(inner)}]"
    return _named(schema) or words


def _named(schema: Mapping[str, Any]) -> str:
    """Return the name of the shape that is referred to, empty when none is."""
    for one in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if str(one.get("$ref", "")).startswith(_REF):
            return str(one["$ref"]).removeprefix(_REF)
    return ""


def _curl(method: str, address: str, body: tuple[Field, ...], *, is_form: bool) -> str:
    lines = ["curl" if method == "get" else f"curl -X {method.upper()}"]
    lines.append("-H 'Authorization: Bearer YOUR_TOKEN'")
    if is_form:
        lines += [f"-F '{one.name}=@saves.zip'" for one in body]
    elif body:
        chosen = [one.name for one in body if one.is_needed] or [body[0].name]
        sent = {name: _EXAMPLES.get(name, True) for name in chosen}
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(sent)}'"]
    filled = address.replace("{name}", "birds").replace("{handle}", "wren")
    filled = _ID.sub("42", filled)
    lines.append(filled.replace("{version}", "1"))
    return " \\\n  ".join(lines)


def _shapes(schemas: Mapping[str, Any], groups: Any) -> Iterator[Shape]:
    wanted = {one.gives for group in groups for one in group if one.gives} | {"Problem"}
    pending = sorted(wanted)
    while pending:  # what they refer to as well
        name = pending.pop()
        inner = {one.shape for one in _fields(schemas.get(name, {})) if one.shape}
        pending += sorted(inner - wanted)
        wanted |= inner
    for name in sorted(wanted):
        if name in schemas:
            told = schemas[name].get("description", "")
            yield Shape(name, told, tuple(_fields(schemas[name])))
