"""What was handed in: files, frames, extracts, registers and lists, read and shaped; nothing is judged here."""
