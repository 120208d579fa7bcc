"""What is judged: the official side beside the submitted one, every row matched, sent by a unit, and alive or not."""
