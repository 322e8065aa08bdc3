"""Name: which statement a table is, and its money unit."""
