"""How HTTP carries it: routes that parse, call and render; none knows a provider."""
