"""What the store is made of: names, manifests, folders that no link leads out of, and hashes."""
