"""The hand-over page in parts: the sums, the versions, what changed since, and who waits."""
