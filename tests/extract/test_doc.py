"""Old Word files: what is told where they cannot be converted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.document import ReadError, Unreadable
from pipelines.extract import Media, read_path


def test_a_broken_doc_is_damaged(tmp_path: Path) -> None:
    pytest.importorskip("doc2docx", reason="needs the package msdoc2docx")
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ReadError) as caught:
        read_path(path, Media.DOC)
    assert caught.value.reason is Unreadable.DAMAGED
    assert "a.doc" in caught.value.message


@pytest.mark.skipif(shutil.which("soffice") is not None, reason="LibreOffice is installed here")
def test_rtf_names_the_tool_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(ReadError) as caught:
        read_path(path)
    assert caught.value.reason is Unreadable.TOOL_MISSING
    assert "libreoffice-writer-nogui" in caught.value.message
