"""What every task shares: steps, results, prompts, drafts and their checks."""
