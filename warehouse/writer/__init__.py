"""The parts of publishing: lock, files, loading, carrying over, building marts, checks."""
