"""Scenarios: sequences of failure modes, clock moves and rotations that follow what happens on a site."""
