"""What is said at the end: findings settled and counted, the tables, the summary, and what a notebook shows."""
