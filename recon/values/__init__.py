"""Value → value: what a cell's text means, what was wrong with its spelling, and how two values differ.

Pure functions on text. No frame, no disk, no clock; nothing here raises on any text whatever.
"""
