"""What single characters are: folded to one spelling, hidden, allowed in a language, wide on a screen."""
