"""Pure functions on text: decoding, sentences, chunks, facts, scripts. No model, no file, no network."""
