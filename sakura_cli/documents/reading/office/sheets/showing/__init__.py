"""What cells show of their values under the format codes of spreadsheets."""
