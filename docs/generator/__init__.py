"""Makes what is generated from the command line itself: command pages, man pages, shell completions (`make docs`)."""
