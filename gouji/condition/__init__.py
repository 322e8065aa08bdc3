"""How it stands with the warehouse and its nights: what `gouji status` says, out of files, tables and the disk."""
