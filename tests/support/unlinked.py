#!/usr/bin/env python3
"""Runs the program that UNLINKED names, so that it cannot hear of network interfaces.

Chromium drops whatever it loads when an interface comes or goes, also what comes from loopback,
and the containers of other tests bring and take them all the time. It listens by a netlink socket;
when the kernel refuses one, it takes the network to be there for good. libseccomp is in every
Debian, as apt is built upon it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import sys

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EAFNOSUPPORT  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO
EQUAL = 4  # SCMP_CMP_EQ


class Comparison(ctypes.Structure):
    """`struct scmp_arg_cmp`: an argument of a system call, and what it is compared with."""

    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    )


def refuse_netlink() -> None:
    """Refuse netlink sockets to this process and to all that it will start."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ALLOW)))
    family = Comparison(0, EQUAL, socket.AF_NETLINK, 0)
    call = library.seccomp_syscall_resolve_name(b"socket")
    failed = library.seccomp_rule_add_array(
        context, ctypes.c_uint32(REFUSE), call, 1, ctypes.byref(family)
    ) or library.seccomp_load(context)
    if failed:
        raise OSError(-failed, os.strerror(-failed))
    library.seccomp_release(context)


if __name__ == "__main__":
    refuse_netlink()
    program = os.environ["UNLINKED"]
    os.execv(program, [program, *sys.argv[1:]])
