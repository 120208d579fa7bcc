"""The campaign page in parts: what it says, its rules, and changing it."""
