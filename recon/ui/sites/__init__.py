"""The sites page in parts: the lines, the grid and one site in full."""
