"""Words of scans held against the words that tables and titles are made of; figures are never touched."""
