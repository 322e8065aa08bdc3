"""The parts of publishing: files, loading, carrying over, building marts, checks."""
