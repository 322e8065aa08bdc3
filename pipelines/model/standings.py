"""Whether what a document prints stands among the documents of its disclosure."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Standing(Term):
    """What became of one printed thing; only the first two are current."""

    CURRENT = "current", "现行", "current"
    BESIDE = "beside", "并存", "beside another"  # a text that says less than another of the same disclosure
    DUPLICATE = "duplicate", "重复", "duplicate"  # another document prints the same figures, and that one is taken
    SUPERSEDED = "superseded", "已被替代", "superseded"  # a later document prints other figures
    CORRECTED = "corrected", "已更正", "corrected"  # the table before its correction, in one file with the right one
    UNDECIDED = (
        "undecided",
        "先后不明",
        "undecided",
    )  # another document prints other figures, nothing says which is later
    FRAGMENT = "fragment", "仅印部分", "a part only"  # later, and prints only some rows of what it corrects
    WITHDRAWN = "withdrawn", "已撤下", "withdrawn"  # it stands nowhere any more, and such documents are not to count
    HELD_BACK = "held_back", "后件未入库", "held back"  # first met later, and its figures do not load


STANDING = (Standing.CURRENT, Standing.BESIDE)


@unique
class Later(Term):
    """What says that one document is later than another, the strongest first."""

    RETURNED = "returned", "撤回后重新公布原件", "it was put back in the other's place"
    REVISION = "revision", "标题有更正、调整标记", "its title says so"
    PUBLISHED = "published", "印出的公开日期", "the date it prints"
    FIRST_SEEN = "first_seen", "首次发现时间", "when it was first found"
    CORRECTION = "correction", "文内更正前后标记", "what stands over its tables"
