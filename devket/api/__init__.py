"""Devket's own interface for programs: JSON under `/api/v1`, described by OpenAPI."""
