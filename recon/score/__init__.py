"""How good the judgement is: findings against a truth known before (``truth.json`` of ``recon sample``).

Recall counts the spoils that their rule found; precision counts the findings at warning and above that some spoil
explains; accuracy counts the proposals that equal the right value, by trust.
"""

from recon.score.comparing import score
from recon.score.table import draw
from recon.score.tally import Score, Tally

__all__ = ["Score", "Tally", "draw", "score"]
