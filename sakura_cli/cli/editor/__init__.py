"""The language server: what editors are told of the keigo in a text while it is written."""
