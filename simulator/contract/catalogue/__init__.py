"""Every way in which an endpoint can break the contract: the one table that reports, docs and baselines read."""

from simulator.contract.catalogue import endpoint, people, token
from simulator.contract.catalogue.checks import CHECKS, GROUPS
from simulator.core.catalogue import Catalogue

BREACHES = Catalogue(CHECKS, (*endpoint.BREACHES, *token.BREACHES, *people.BREACHES))

__all__ = ["BREACHES", "GROUPS"]
