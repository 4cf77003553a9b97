"""Rule-based keigo rewriting, in parts: honorific forms, requests, finite predicates, words, whole phrases, the
way back to 常体."""
