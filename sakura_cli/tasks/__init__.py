"""What sakura does: each task turns a document into a result through prompt, engine and verification."""
