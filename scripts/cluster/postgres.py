"""A PostgreSQL server of one's own.

with postgres() as server:
    server.database("lake")  ->  "host=127.0.0.1 port=… user=gouji password=… dbname=lake"
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.running import HOST, AbsentError, free_ports, run, running, temporary_folder, unprivileged

_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server, and its superuser with a password made up for it."""

    programs: Path
    port: int
    user: str
    password: str

    def dsn(self, database: str = "postgres") -> str:
        """How libpq reaches a database."""
        return f"host={HOST} port={self.port} user={self.user} password={self.password} dbname={database}"

    def database(self, name: str) -> str:
        """Make an empty database (letters, digits and _); its DSN."""
        self.execute(f'CREATE DATABASE "{name}"')
        return self.dsn(name)

    def execute(self, sql: str) -> None:
        """Run a statement in the database postgres.  Raises RuntimeError."""
        run([self.programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", sql, self.dsn()])

    def is_ready(self) -> bool:
        """Whether it takes statements."""
        try:
            self.execute("SELECT 1")
        except RuntimeError:
            return False
        return True


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """A server without a past.  Raises `AbsentError`, and RuntimeError where it does not come up.

    It refuses to run as root: root's is run by the user postgres, or nobody.
    """
    programs, owner = _programs(), unprivileged("postgres", "nobody")
    server = Postgres(programs, free_ports(1)[0], "gouji", secrets.token_hex(16))
    with temporary_folder("postgres", owner) as folder:
        data, password = folder / "data", folder / "password"
        password.touch(mode=0o600)
        password.write_text(server.password)
        if owner is not None:
            shutil.chown(password, owner)
        access = [f"--username={server.user}", "--auth=scram-sha-256", f"--pwfile={password}"]
        run([programs / "initdb", "-D", data, "-E", "UTF8", "--locale=C", "--no-sync", *access], folder, owner)
        settings = (f"listen_addresses={HOST}", f"port={server.port}", "unix_socket_directories=", "fsync=off")
        command: list[str | Path] = [programs / "postgres", "-D", data, *(f"-c{setting}" for setting in settings)]
        with running(command, folder, server.is_ready, end=signal.SIGINT, owner=owner):  # its fast shutdown
            yield server


def _programs() -> Path:
    """The folder with initdb, postgres and psql: by the path, or the newest where Debian keeps them off it."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    if not found:
        raise AbsentError("needs PostgreSQL (Debian: apt-get install postgresql)")
    return max(found, key=lambda programs: float(programs.parent.name))
