"""What a person touches: command line, data-quality site, settings."""
