"""The only mutable memory: sites, clocks, activations, sessions, visitors, the journal."""
