"""Columns: what each column of a table holds, from its header tree and, where that is silent, from its cells."""
