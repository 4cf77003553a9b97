"""Better translations for more time: several for each segment, and the best of them by what can be checked."""
