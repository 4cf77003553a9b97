"""What a process gives up before it sees a text: in layers, each of which holds where another is missing.

Two steps, because a worker starts before its weights are known. `leave` gives up the network, other programs and other
processes; `close_files` then leaves it what it was told to open. Both are for good, and both come before any thread
that is to be bound by them: after them whatever is open stays usable, and a socket that listens goes on accepting.
Which layers there are depends on the system; each is tried, and what is told is which of them hold.
"""

from __future__ import annotations

import os
import sys

from sakura_cli.isolation.access import Access, accelerator_devices, program_files
from sakura_cli.isolation.audit import refuse_in_python
from sakura_cli.platforms import forbid_core_files

# Layer: how it holds; empty where it does not.
Layers = dict[str, str]

NAMESPACE, PRIVILEGES, CAPABILITIES, SYSTEM_CALLS = "network-namespace", "no-new-privileges", "capabilities", "seccomp"
FILES, DUMPS, PROFILE, PYTHON = "landlock", "no-core-dumps", "sandbox-profile", "audit-hook"
# What keeps the process from the network, the strongest first, and what that is called.
_NETWORK_GUARDS = {
    NAMESPACE: "network namespace",
    SYSTEM_CALLS: "seccomp",
    PROFILE: "sandbox profile",
    PYTHON: "audit hook",
}
_HOLDS = "holds"

# Open for as long as the process lives: the kernel's rule is for this very entry of /proc.
_own_entry: int | None = None


def leave() -> Layers:
    """Give up the network, other programs and processes, privileges and core dumps; return the layers.

    Must run before any thread is started: a process with threads cannot change its user namespace.
    """
    forbid_core_files()
    if sys.platform.startswith("linux"):
        return _leave_on_linux()
    refuse_in_python()
    return {DUMPS: _HOLDS, PYTHON: _HOLDS}


def close_files(access: Access, layers: Layers) -> Layers:
    """Open nothing any more but what `access` names and the program's own files; return the layers with this one.

    Must run where `leave` did, and after it, before any thread is started.
    """
    if sys.platform.startswith("linux"):
        from sakura_cli.isolation.linux import landlock

        readable = [*program_files(), *access.readable]
        held = landlock.restrict(readable=readable, writable=access.writable, devices=accelerator_devices())
        return {**layers, FILES: f"version {held}" if held else ""}
    if sys.platform == "darwin":
        from sakura_cli.isolation import macos

        return {
            **layers,
            PROFILE: _HOLDS if macos.confine([*program_files(), *access.readable], access.writable) else "",
        }
    return layers


def confine(access: Access | None = None) -> Layers:
    """Do both at once, for a process that knows what it needs when it starts; by default nothing of its own."""
    return close_files(access or Access(), leave())


def network_guard(layers: Layers) -> str:
    """Return what keeps a process with these layers from the network; empty where nothing does."""
    return next((name for layer, name in _NETWORK_GUARDS.items() if layers.get(layer)), "")


def _leave_on_linux() -> Layers:
    from sakura_cli.isolation.linux import namespaces, privileges, seccomp

    global _own_entry
    _own_entry = os.open("/proc/self", os.O_RDONLY)
    # In this order: the namespace takes rights that are dropped next, and the filter refuses all of these calls.
    held = {
        NAMESPACE: namespaces.leave_network(),
        PRIVILEGES: privileges.refuse_new_privileges(),
        CAPABILITIES: privileges.drop_capabilities(),
        DUMPS: privileges.forbid_dumps(),
        SYSTEM_CALLS: seccomp.refuse_calls(),
    }
    layers = {name: _HOLDS if is_held else "" for name, is_held in held.items()}
    if not network_guard(layers):
        refuse_in_python()
        layers[PYTHON] = _HOLDS
    return layers
