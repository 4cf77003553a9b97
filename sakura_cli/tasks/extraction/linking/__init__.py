"""How a field finds a label that no table lists for it: by what both are made of, and whose block it stands in."""
