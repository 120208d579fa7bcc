"""The photos page in parts: who holds, and what another shooting day would change."""
