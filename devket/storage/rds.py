"""Passwords for RDS: a token of fifteen minutes, signed here, by whatever keys the machine has."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

_REGION_IN_NAME = re.compile(r"\.([a-z0-9-]+)\.rds\.amazonaws\.com(\.cn)?$")


@dataclass(slots=True)
class RdsTokens:
    """Makes a token for each connection; nothing leaves the machine but the look for its role.

    Keys that are empty are sought where every AWS tool seeks them; `region` is for hosts whose
    name does not tell it.
    """

    region: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""
    session_token: str = ""
    _session: Any = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __call__(self, host: str, port: int, user: str) -> str:
        """Return a token; raise OSError, in one line with the way out, where none can be made."""
        # Imported here: it costs 60 ms and some 15 MB, and only those on RDS need to pay.
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415  # for the reason above
        from botocore.signers import generate_db_auth_token  # noqa: PLC0415  # as above

        try:
            signer = _Signer(self._signed(host))
            return str(generate_db_auth_token(signer, host, port, user))
        except BotoCoreError as error:
            raise OSError(f"DB_IAM_AUTH: no token could be made: {error}") from error

    def _signed(self, host: str) -> Any:
        from botocore.model import ServiceId  # noqa: PLC0415  # as above
        from botocore.signers import RequestSigner  # noqa: PLC0415  # as above

        found = _REGION_IN_NAME.search(host)
        session = self._opened()
        region = found.group(1) if found else self.region or session.region_name
        if not region:
            raise OSError("DB_IAM_AUTH: the region is not known; set AWS_REGION")
        keys = session.get_credentials()
        if keys is None:
            raise OSError(
                "DB_IAM_AUTH: this machine has no AWS role; give it one, or set AWS_ACCESS_KEY_ID"
                " and AWS_SECRET_ACCESS_KEY"
            )
        # What `client("rds")` would sign with, without the description of RDS that it would load.
        return RequestSigner(ServiceId("RDS"), region, "rds-db", "v4", keys, session.events)

    def _opened(self) -> Any:
        import boto3  # noqa: PLC0415  # as above

        # Sessions are not made for several threads at once, what they hold is.
        with self._lock:
            if self._session is None:
                self._session = boto3.session.Session(
                    aws_access_key_id=self.access_key_id or None,
                    aws_secret_access_key=self.secret_access_key or None,
                    aws_session_token=self.session_token or None,
                )
            return self._session


@dataclass(slots=True)
class _Signer:
    """As much of a client as botocore's own function asks for."""

    _request_signer: Any

    @property
    def meta(self) -> Any:
        """The region stands with the signer."""
        return _Region(self._request_signer.region_name)


@dataclass(slots=True)
class _Region:
    region_name: str
