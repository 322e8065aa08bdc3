"""What varies by province and year, as data."""
