"""What a process on Linux gives up: one module a layer of the kernel's; `isolation.sandbox` puts them together."""
