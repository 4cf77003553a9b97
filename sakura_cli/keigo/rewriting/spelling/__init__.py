"""What a sentence is in standard Japanese, before its predicates are rewritten: words, forms, particles, order."""
