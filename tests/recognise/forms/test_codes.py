"""Codes of projects."""

from __future__ import annotations

from pipelines.recognise.forms.codes import CodedName, code_fields, coded_name


def test_a_code_in_front_of_a_name() -> None:
    assert coded_name("11000021Y000000390849-办公设备购置") == CodedName("11000021Y000000390849", "办公设备购置")
    assert coded_name("办公设备购置") is None
    assert coded_name("11000021Y000000390849") is None


def test_region_and_year_of_a_code() -> None:
    assert code_fields("13032223P00D028105575") == {"project_region_code": "130322", "project_year": "2023"}
    assert code_fields("450-0401-JBN") == {}
    assert code_fields(None) == {}
