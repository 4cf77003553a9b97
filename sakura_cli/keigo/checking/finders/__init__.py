"""What no pattern can say: where an actor must be found, or a form be looked up in the dictionary. Named by rules."""
