"""Pages for people on this machine: the guard in front of them, and the parts of Dagster that `gouji dev` starts."""
