"""A PostgreSQL server that speaks TLS, asks for passwords and lets nobody in without either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import trustme

from tests.support import postgres

NAME = "database.devket.test"  # another name that its certificate is good for
RULES = """local all all trust
hostssl all all all password
"""


@dataclass(frozen=True, slots=True)
class Guarded:
    """The server: its port, its folder, the file of its authority, and that of another."""

    data: Path
    port: int
    authority: Path
    stranger: Path

    def url(self, *, user: str = "devket", password: str = "", host: str = "localhost") -> str:
        """Return the address of the database by TCP."""
        login = f"{user}:{password}" if password else user
        return f"postgresql+psycopg2://{login}@{host}:{self.port}/devket"

    def run(self, statement: str, *, database: str = "devket") -> list[tuple[object, ...]]:
        """Run a statement as the owner of the server, through its socket file."""
        connection = psycopg2.connect(
            host=str(self.data), port=self.port, user=postgres.OWNER, dbname=database
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def set_password(self, password: str) -> None:
        """Let the role in with this password and no other."""
        self.run(f"ALTER ROLE devket PASSWORD '{password}'")

    def control(self, *words: str) -> None:
        """Stop or start the server."""
        postgres.control(self.data, *words)


@contextmanager
def guarded(folder: Path) -> Iterator[Guarded]:
    """Start a server in this folder for the block's time."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    stranger.cert_pem.write_to_path(str(folder / "stranger.pem"))
    data, port = postgres.make_cluster(folder / "tls")
    certificate = authority.issue_cert("localhost", NAME)
    certificate.private_key_pem.write_to_path(str(data / "server.key"))
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(str(data / "server.crt"), append=True)
    (data / "pg_hba.conf").write_text(RULES, encoding="ascii")
    with (data / "postgresql.conf").open("a", encoding="ascii") as settings:
        settings.write(
            f"ssl=on\nport={port}\nlisten_addresses='127.0.0.1'\n"
            f"unix_socket_directories='{data}'\npassword_encryption='scram-sha-256'\nfsync=off\n"
        )
    postgres.own(data)
    server = Guarded(data, port, folder / "authority.pem", folder / "stranger.pem")
    server.control("start", "-w")
    try:
        server.run("CREATE ROLE devket LOGIN", database="postgres")
        server.run("CREATE DATABASE devket OWNER devket", database="postgres")
        yield server
    finally:
        server.control("stop", "-m", "immediate", "-w")
