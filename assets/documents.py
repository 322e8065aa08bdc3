"""quality.document: one row per file that says what became of it."""

from collections.abc import Mapping

import polars as pl

_HELD = ("pass", "rounding")
_COUNTS = ("statements", "lines", "quarantined", "identities_held", "identities_failed", "unplaced")


def document_rows(
    raw: Mapping[str, pl.DataFrame],
    core: pl.DataFrame,
    quarantine: pl.DataFrame,
    results: pl.DataFrame,
    parts: pl.DataFrame,
) -> pl.DataFrame:
    """Status, reason and counts of every file in ``raw["raw.document"]``.

    loaded: all its lines are in core; partly: some are; quarantined: none of those it has; no_statements: read,
    but it holds none; unreadable: `raw.document.reason` says why.  Forms (projects, procurement, staff) are statements
    too; ``parts`` (core.dim_document) tells whose and of which year they are.
    """
    whose = parts.filter(pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null())
    homeless = raw["raw.form"].join(whose, on=["document_id", "part_no"], how="anti")
    counted = (
        raw["raw.document"]
        .select("document_id", read_reason="reason", read_message="message")
        .join(_count(raw["raw.statement"], "statements"), on="document_id", how="left")
        .join(_count(raw["raw.line"], "printed"), on="document_id", how="left")
        .join(_count(core, "lines"), on="document_id", how="left")
        .join(_count(quarantine, "quarantined"), on="document_id", how="left")
        .join(_count(results.filter(pl.col("verdict").is_in(_HELD)), "identities_held"), on="document_id", how="left")
        .join(_count(results.filter(pl.col("verdict") == "fail"), "identities_failed"), on="document_id", how="left")
        .join(_count(homeless, "homeless"), on="document_id", how="left")
        .join(_count(raw["raw.form"], "forms"), on="document_id", how="left")
        .with_columns(pl.col("printed", "homeless", "forms", *_COUNTS[:-1]).fill_null(0))
        .with_columns(unplaced=pl.col("printed") - pl.col("lines") - pl.col("quarantined") + pl.col("homeless"))
        .with_columns(status=_status())
        .with_columns(reason=_reason())
    )
    return counted.with_columns(message_zh=_message_zh(), message_en=_message_en()).select(
        "document_id", "status", "reason", "message_zh", "message_en", *_COUNTS[:-1]
    )


def _count(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.group_by("document_id").agg(pl.len().cast(pl.Int64).alias(name))


def _status() -> pl.Expr:
    held_back = (pl.col("quarantined") > 0) | (pl.col("unplaced") > 0)
    return (
        pl.when(pl.col("read_reason").is_not_null())
        .then(pl.lit("unreadable"))
        .when(pl.col("statements") == 0)
        .then(pl.lit("no_statements"))
        .when(held_back & (pl.col("lines") == 0) & (pl.col("forms") == pl.col("homeless")))
        .then(pl.lit("quarantined"))
        .when(held_back)
        .then(pl.lit("partly"))
        .otherwise(pl.lit("loaded"))
    )


def _reason() -> pl.Expr:
    return (
        pl.when(pl.col("read_reason").is_not_null())
        .then("read_reason")
        .when(pl.col("status") == "no_statements")
        .then(pl.lit("no_statements"))
        .when(pl.col("unplaced") > 0)
        .then(pl.lit("owner_or_year_unknown"))
        .when(pl.col("quarantined") > 0)
        .then(pl.lit("rules_failed"))
    )


def _sentences(unreadable: pl.Expr, no_statements: str, unplaced: str, rules_failed: str) -> pl.Expr:
    return (
        pl.when(pl.col("reason") == "no_statements")
        .then(pl.lit(no_statements))
        .when(pl.col("reason") == "owner_or_year_unknown")
        .then(pl.format(unplaced, "unplaced"))
        .when(pl.col("reason") == "rules_failed")
        .then(pl.format(rules_failed, "quarantined"))
        .when(pl.col("status") == "unreadable")
        .then(unreadable)
    )


_READ_ZH = {
    "empty_file": "文件为空",
    "encrypted": "文件已加密，需要密码",
    "damaged": "文件损坏，无法打开",
    "unsupported_format": "不支持的文件格式",
    "too_large": "文件过大",
    "archive_bomb": "压缩内容异常膨胀，已拒绝",
    "no_text_layer": "没有文字层（扫描件或图片）",
    "permission_denied": "没有读取权限",
    "time_limit": "读取超时",
    "memory_limit": "读取超出内存限制",
    "tool_missing": "缺少读取所需的工具",
    "reader_failed": "读取器出错",
}

_READ_EN = {
    "empty_file": "the file is empty",
    "encrypted": "it is encrypted and needs a password",
    "damaged": "it is damaged and cannot be opened",
    "unsupported_format": "its format is not supported",
    "too_large": "it is too large",
    "archive_bomb": "it unpacks to far more than a document",
    "no_text_layer": "it has no text layer (a scan or pictures)",
    "permission_denied": "there is no permission to read it",
    "time_limit": "reading took too long",
    "memory_limit": "reading took too much memory",
    "tool_missing": "a tool needed to read it is missing",
    "reader_failed": "the reader failed",
}


def _message_zh() -> pl.Expr:
    return _sentences(
        pl.col("read_reason").replace_strict(_READ_ZH, default="无法读取", return_dtype=pl.String),
        "已读取，未发现报表",
        "{} 个金额未入库：无法确定部门或年度",
        "{} 个金额所在报表未通过勾稽核对，已隔离",
    )


def _message_en() -> pl.Expr:
    return _sentences(
        # A reader says it best; where it only repeats the reason, the sentence here does.
        pl.when(pl.col("read_message") != pl.col("read_reason"))
        .then("read_message")
        .otherwise(pl.col("read_reason").replace_strict(_READ_EN, default="not readable", return_dtype=pl.String)),
        "read, but no statement was recognised",
        "{} figures are not loaded: whose they are, or of which year, is not known",
        "{} figures are in quarantine: their statements do not foot",
    )
