"""The DuckDB warehouse: its schema, reference lists, marts, publishing and reading."""
