"""Tables that blanks, dividers and lines draw."""
