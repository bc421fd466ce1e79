"""The simulator's own API below ``/_simulator``: sites, keys, tokens, verdicts, clocks, the journal."""
