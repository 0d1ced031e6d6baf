# SPDX-License-Identifier: LGPL-2.1-or-later
#
# For debuggers and tracers of processes inside the same sandbox (gdb, strace, rr without performance counters).

extends default

[other-processes] the sandbox's own processes are all that a PID namespace shows
allow ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd

[personality] debuggers start their program with an address layout that does not change
allow personality when arg0 low32 in ADDR_NO_RANDOMIZE ADDR_NO_RANDOMIZE|PER_LINUX32
