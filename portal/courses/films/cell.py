"""Locks itself in, then becomes the program it was asked to run: `python -I -S cell.py PARENT CPU AS FSIZE NOFILE …`.

Takes away the network where the kernel lets an ordinary process do so (a user and a network namespace of its own),
bounds time, memory, file sizes and open files, forbids new rights, and asks to be killed when the worker is. It
imports nothing of the portal and starts in a few milliseconds.
"""

import ctypes
import os
import resource
import signal
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
LESS_URGENT = 10
"""A film may wait; whoever reports something meanwhile may not."""

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def main(numbers: list[int], program: list[str]) -> None:
    """Become `program`; never returns. `numbers` are the parent and the limits in the order above."""
    parent, cpu, address, file_size, files = numbers
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.unshare(CLONE_NEWUSER | CLONE_NEWNET)  # where it is refused, ffmpeg's own list of protocols remains
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    for what, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, address),
    ):
        resource.setrlimit(what, (limit, limit))
    os.nice(LESS_URGENT)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    os.execve(program[0], program, {})  # noqa: S606 (no shell is meant)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:6]], sys.argv[6:])
