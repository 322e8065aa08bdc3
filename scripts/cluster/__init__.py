"""A cluster on one machine, on loopback only: for tests, and to try out what docs/cluster.md says."""
