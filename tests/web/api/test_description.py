"""The description of the interface, its page, and that the two and the addresses agree."""

from __future__ import annotations

from flask import Flask

from devket.accounts.services.credentials import SCOPES
from devket.api.models import Event
from tests.support.client import AuditingClient
from tests.support.people import Person

METHODS = ("get", "post", "put", "patch", "delete")


def test_every_address_is_described(app: Flask, nobody: AuditingClient) -> None:
    spec = nobody.get("/api/v1/openapi.json").get_json()
    assert spec["openapi"].startswith("3.1")
    described = {
        f"{method.upper()} {path}"
        for path, item in spec["paths"].items()
        for method in METHODS
        if method in item
    }
    there = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi":
            path = rule.rule.replace("<int:", "{").replace("<path:", "{").replace("<", "{")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                there.add(f"{method} {path.replace('>', '}')}")
    assert described == there


def test_operations_have_names_scopes_and_sentences(nobody: AuditingClient) -> None:
    spec = nobody.get("/api/v1/openapi.json").get_json()
    names = set()
    for path, item in spec["paths"].items():
        for told in (item[method] for method in METHODS if method in item):
            (scope,) = told["security"][0]["token"]
            assert scope in SCOPES, path
            assert told["summary"].endswith("."), path
            assert told["operationId"] not in names
            names.add(told["operationId"])


def test_what_webhooks_send_is_described(nobody: AuditingClient) -> None:
    spec = nobody.get("/api/v1/openapi.json").get_json()
    assert spec["webhooks"].keys() == {event.value for event in Event}
    for told in spec["webhooks"].values():
        schema = told["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert schema["$ref"].removeprefix("#/components/schemas/") in spec["components"]["schemas"]
        names = {one["name"] for one in told["post"]["parameters"]}
        assert names == {"webhook-id", "webhook-timestamp", "webhook-signature"}


def test_the_page_tells_all_of_it_to_anybody(nobody: AuditingClient, alice: Person) -> None:
    for client in (nobody, alice.client):
        page = client.get("/api/docs").text
        for told in ("/api/v1/saves/{save_id}", "curl -X POST", "social:write", "If-None-Match"):
            assert told in page
    assert alice.client.get("/api/docs").headers.get("Access-Control-Allow-Origin") is None
