"""The alarm: what the screen found, and never what the patient wrote.

A record shared by the screen and its callers. It knows the rule, its category and its
tier; it holds no span, word or character of the message.
"""

from dataclasses import dataclass
from typing import Literal

Tier = Literal["emergency", "crisis", "urgent"]

# Higher is more severe: an emergency number comes before a crisis line.
SEVERITY: dict[Tier, int] = {"emergency": 3, "crisis": 2, "urgent": 1}


@dataclass(frozen=True)
class Alarm:
    """One red flag.

    Attributes:
        rule_id: Category letter and number, a dot, the rule: "E1.tongue-swelling".
        category: The category as a word, such as "anaphylaxis_airway".
        tier: emergency, crisis or urgent.
        score: Probability, 0 to 1, when a model raised it; None from the lexicon.
    """

    rule_id: str
    category: str
    tier: Tier
    score: float | None = None
