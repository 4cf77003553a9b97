"""What weights can do, measured where they are: small cases of every task, scored by rules that can be read."""
