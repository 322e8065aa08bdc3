"""Patterns of printed text that more than one reader looks for, each written once."""

from __future__ import annotations

import re

CHINESE_DIGITS = "一二三四五六七八九十"

# a line that only numbers a page: - 3 -, 第 3 页 共 9 页, 3/9
RUNNING_LINE = re.compile(r"^[-—_第\d\s页共/·.]*$")

# a cell of a row that numbers the columns below a header: 栏次, 1, A, 5=3+4, ***
COLUMN_NUMBER = re.compile(r"^(栏次|行次|档次|\*+|\d{1,2}|[A-Z]|\d+=[^.]*)$")

# a chapter's number: 一、  第一部分 stands apart, since only headings have it
CHAPTER_NUMBER = re.compile(rf"^[{CHINESE_DIGITS}]{{1,3}}[、.]")
