"""Forms: labels with their values, several in a line, above their value, with boxes to tick."""
