"""The findings page in parts: the table, the pair side by side, and the acts on what was chosen."""
