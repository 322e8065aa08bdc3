"""Measures of a warehouse built from the real documents, against truth that does not come from the program."""
