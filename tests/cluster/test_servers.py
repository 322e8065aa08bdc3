"""The servers of scripts/cluster come up, know who may use them, and hear nobody from outside."""

from __future__ import annotations

import urllib.error
import urllib.request

import psutil
import pyarrow.fs
import pytest

from scripts.cluster.postgres import Postgres
from scripts.cluster.running import HOST, run
from scripts.cluster.s3 import S3


def test_postgres_makes_databases_apart_from_each_other(postgres_server: Postgres) -> None:
    first, second = postgres_server.database("apart_one"), postgres_server.database("apart_two")
    run([postgres_server.programs / "psql", "-c", "CREATE TABLE here (id int)", first])
    with pytest.raises(RuntimeError, match='"here" does not exist'):
        run([postgres_server.programs / "psql", "-c", "SELECT * FROM here", second])


def test_postgres_refuses_a_wrong_password(postgres_server: Postgres) -> None:
    dsn = postgres_server.dsn().replace(postgres_server.password, "guessed")
    with pytest.raises(RuntimeError, match="password authentication failed"):
        run([postgres_server.programs / "psql", "-c", "SELECT 1", dsn])


def test_s3_gives_back_what_was_put_into_a_bucket(s3_server: S3) -> None:
    place = s3_server.bucket("given-back").removeprefix("s3://")
    files = pyarrow.fs.S3FileSystem(
        access_key=s3_server.key, secret_key=s3_server.secret, endpoint_override=s3_server.endpoint
    )
    with files.open_output_stream(f"{place}/folder/figures") as out:
        out.write(b"1,234.50")
    assert [info.path for info in files.get_file_info(pyarrow.fs.FileSelector(f"{place}/folder"))] == [
        f"{place}/folder/figures"
    ]
    assert files.open_input_stream(f"{place}/folder/figures").read() == b"1,234.50"


def test_s3_refuses_who_has_no_key(s3_server: S3) -> None:
    s3_server.bucket("closed")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{s3_server.endpoint}/closed/anything")


def test_they_listen_on_loopback_alone(postgres_server: Postgres, s3_server: S3) -> None:
    listening = [one for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    for port in (postgres_server.port, int(s3_server.endpoint.rpartition(":")[2])):
        process = next(one.pid for one in listening if one.laddr.port == port)
        assert {one.laddr.ip for one in listening if one.pid == process} == {HOST}
