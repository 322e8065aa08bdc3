"""The columns that tell a disclosure in a file (a part) and a table in it."""

PART = ["document_id", "part_no"]
TABLE = [*PART, "table_no"]
