"""Cut this process off before it parses a stranger's document.

Memory, processor time, files and network, taken away for good and in this order. What
holds where: limits of the kernel on every Unix; on Linux for x86_64 and aarch64 a
seccomp filter, under which the kernel refuses sockets, programs, processes and every
change of a file, also to native code; everywhere an audit hook that refuses the same to
Python code. Files can still be read: the parsers load their own tables.
"""

import ctypes
import platform
import resource
import struct
import sys
from typing import Any

MAX_MEMORY_BYTES = 512 * 1024 * 1024
MAX_SECONDS = 30

_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "shutil.",
    "ftplib.",
    "urllib.",
    "http.client.",
    "ctypes.",
    "pty.",
)
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000
"""O_WRONLY, O_RDWR, O_CREAT and O_TRUNC, the same on both processors."""

# Numbers of system calls: arch/x86/entry/syscalls/syscall_64.tbl and
# include/uapi/asm-generic/unistd.h of Linux. (machine's audit number, refused, those
# that open a file with the place of their flags).
_SYSTEM_CALLS: dict[str, tuple[int, tuple[int, ...], dict[int, int]]] = {
    "x86_64": (
        0xC000003E,
        # socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg
        (41, 42, 43, 44, 46, 49, 50, 53, 288, 307)
        # clone fork vfork execve execveat clone3 kill tkill tgkill ptrace
        + (56, 57, 58, 59, 322, 435, 62, 200, 234, 101)
        # truncate rename mkdir rmdir creat link unlink symlink chmod and their ...at
        + (76, 82, 83, 84, 85, 86, 87, 88, 90, 92, 94)
        + (258, 260, 263, 264, 265, 266, 268, 316, 437)
        # process_vm_writev mount unshare setns bpf io_uring_setup pidfd_getfd keyctl
        + (311, 165, 272, 308, 321, 425, 438, 250),
        {2: 1, 257: 2},
    ),
    "aarch64": (
        0xC00000B7,
        (198, 199, 200, 201, 202, 203, 206, 211, 242, 269)
        + (220, 221, 281, 435, 129, 130, 131, 117)
        + (45, 34, 35, 36, 37, 38, 53, 54, 276, 437)
        + (271, 40, 97, 268, 280, 425, 438, 219),
        {56: 2},
    ),
}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def lock_down() -> str:
    """Limit this process for good; how: "kernel" or, without seccomp, "python".

    What is loaded lazily by ctypes or written to a file has to be so before.
    """
    limits = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
    )
    for name, value in limits:
        resource.setrlimit(name, (value, value))
    held_by = "kernel" if _filter_system_calls() else "python"
    sys.addaudithook(_refuse)
    return held_by


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"{event} is refused while a document is read.")
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("Nothing is written while a document is read.")


def _filter_system_calls() -> bool:
    """Let the kernel refuse what no parser needs; False where it cannot."""
    if sys.platform != "linux" or platform.machine() not in _SYSTEM_CALLS:
        return False
    code = b"".join(_instructions(*_SYSTEM_CALLS[platform.machine()]))
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)
    return bool(done == 0)


def _instructions(
    machine: int, refused: tuple[int, ...], opening: dict[int, int]
) -> list[bytes]:
    """A classic BPF program over `struct seccomp_data`, in the kernel's byte order.

    https://docs.kernel.org/userspace-api/seccomp_filter.html
    """

    def step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_so, if_not, value)

    number, arch, argument = 0, 4, 16
    program = [
        step(_LOAD, arch),
        step(_EQUAL, machine, 1),
        step(_RETURN, _REFUSE),
        step(_LOAD, number),
        step(_AT_LEAST, _X32, 0, 1),
        step(_RETURN, _REFUSE),
    ]
    for call in refused:
        program += [step(_EQUAL, call, 0, 1), step(_RETURN, _REFUSE)]
    for call, place in opening.items():
        program += [
            step(_EQUAL, call, 0, 4),
            # The lower half of a 64-bit argument, on these little-endian machines.
            step(_LOAD, argument + 8 * place),
            step(_ANY_BIT, _WRITING, 0, 1),
            step(_RETURN, _REFUSE),
            step(_RETURN, _ALLOW),
        ]
    program.append(step(_RETURN, _ALLOW))
    return program
