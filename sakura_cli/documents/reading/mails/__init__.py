"""Readers of mails as they are sent and kept, each by the signature of its bytes."""
