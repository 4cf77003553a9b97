"""Documents as offices print them, laid out by LibreOffice and Chromium, and how much of them is read back."""
