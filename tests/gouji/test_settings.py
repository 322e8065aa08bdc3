from __future__ import annotations

from pathlib import Path

import pytest

from gouji.settings import SettingsError, load_settings


def test_flags_win_over_environment_and_environment_over_file(tmp_path: Path) -> None:
    (tmp_path / "gouji.toml").write_text('warehouse = "file.duckdb"\njobs = 3\nport = 3100\n')
    environ = {"GOUJI_WAREHOUSE": "env.duckdb", "GOUJI_JOBS": "5"}

    assert load_settings({"warehouse": "flag.duckdb"}, environ, tmp_path).warehouse == tmp_path / "flag.duckdb"
    from_environment = load_settings({"warehouse": None}, environ, tmp_path)
    assert (from_environment.warehouse, from_environment.jobs) == (tmp_path / "env.duckdb", 5)
    from_file = load_settings({}, {}, tmp_path)
    assert (from_file.warehouse, from_file.jobs, from_file.port) == (tmp_path / "file.duckdb", 3, 3100)


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tls://scheduler.example:8786", "tcp://[::1]:8786"])
def test_a_scheduler_is_an_address(tmp_path: Path, address: str) -> None:
    assert load_settings({}, {"GOUJI_SCHEDULER": address}, tmp_path).scheduler == address
    assert load_settings({}, {}, tmp_path).scheduler == ""


def test_what_runs_the_model_of_scans(tmp_path: Path) -> None:
    assert load_settings({}, {"GOUJI_OCR_PROVIDER": "cuda"}, tmp_path).ocr_provider == "cuda"
    assert load_settings({}, {}, tmp_path).ocr_provider == "cpu"


def test_defaults_lie_in_the_folder_it_is_run_in(tmp_path: Path) -> None:
    settings = load_settings({}, {}, tmp_path)
    assert settings.warehouse == tmp_path / "gouji.duckdb"
    assert settings.state == tmp_path / ".gouji" / "gouji.duckdb"
    assert settings.jobs >= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("warehous = 'x'", "unknown setting warehous"),
        ("jobs = 0", "gouji.toml: jobs must be a whole number from 1"),
        ("jobs = true", "jobs must be a whole number"),
        ("jobs = 1.5", "jobs must be a whole number"),
        ("warehouse = 3", "warehouse must be a path"),
        ("scheduler = 'host'", "scheduler must be an address such as tcp://host:8786, not 'host'"),
        ("ocr_provider = 'gpu'", "ocr_provider must be one of cpu, cuda, .*, not 'gpu'"),
        ("scheduler = 8786", "scheduler must be an address"),
        ("jobs = ", "gouji.toml"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "gouji.toml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        load_settings({}, {}, tmp_path)


def test_a_bad_flag_and_a_bad_variable_name_themselves(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"--jobs: jobs must be a whole number from 1, not 'many'"):
        load_settings({"jobs": "many"}, {}, tmp_path)
    with pytest.raises(SettingsError, match=r"GOUJI_JOBS"):
        load_settings({}, {"GOUJI_JOBS": "-1"}, tmp_path)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"other\.toml"):
        load_settings({}, {"GOUJI_CONFIG": str(tmp_path / "other.toml")}, tmp_path)
