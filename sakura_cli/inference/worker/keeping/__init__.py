"""The worker that stays for several commands: who may come in, how long it stays, and what it forgets."""
