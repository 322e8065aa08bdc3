"""Query results as a table, CSV, JSON or Parquet."""
