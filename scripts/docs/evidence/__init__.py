"""One example for each thing that a verdict can say: a token made by hand, and what it is judged on."""

from scripts.docs.evidence import claims, envelope, inner, lifetime, token
from scripts.docs.evidence.example import Example, Said

__all__ = ["EXAMPLES", "Example", "Said"]

EXAMPLES = (*token.EXAMPLES, *envelope.EXAMPLES, *inner.EXAMPLES, *claims.EXAMPLES, *lifetime.EXAMPLES)
