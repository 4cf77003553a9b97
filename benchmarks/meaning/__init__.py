"""Summaries' sentences that say something else than their source, planted by kind, and sentences that do not."""
