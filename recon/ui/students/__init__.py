"""The students page in parts: what is asked, and one student in full."""
