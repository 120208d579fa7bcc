"""The intake page in parts: what came, what is still to be answered, and what it is judged against."""
