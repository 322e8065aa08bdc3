"""Commands for those who work on the project: reports, samples, benchmarks."""
