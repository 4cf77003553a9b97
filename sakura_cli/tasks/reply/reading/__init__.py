"""A mail as it is read: its sentences, who wrote it and how they are addressed, and whether it complains."""
