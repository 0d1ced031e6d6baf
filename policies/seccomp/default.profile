# SPDX-License-Identifier: LGPL-2.1-or-later
#
# What a payload may ask of the kernel unless its unit says otherwise: an allow-list of what programs of a normal
# distribution use. Each call of x86-64 and aarch64 is named here, so that a new one is a decision.
#
#   [group] reason                       the reason is shown beside each of the group's verdicts
#   allow NAME...                        the call goes to the kernel
#   deny ERRNO NAME...                   known and dangerous: fails with ERRNO
#   enosys NAME...                       fails as on a kernel that lacks it, so that libraries fall back
#   allow|deny ... NAME when CONDITION   decides the calls with such arguments before the lines above decide the rest
#
# CONDITION: argN & BITS (any of them), argN & MASK == VALUE, argN low32 == VALUE, argN low32 in VALUE..., joined by
# "and". low32 is for parameters that the kernel reads as int: it ignores the upper half, so must we (CVE-2019-10063).
# What is not named answers ENOSYS. A call from another ABI (i386, x32) kills the process.

[files] open, read, write, look up and change files that the mounts let through
allow open openat creat close close_range read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2
allow lseek sendfile copy_file_range splice tee vmsplice readahead fadvise64
allow stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
allow truncate ftruncate fallocate fsync fdatasync sync syncfs sync_file_range
allow dup dup2 dup3 fcntl flock pipe pipe2 umask
allow getcwd chdir fchdir getdents getdents64
allow rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat unlink unlinkat
allow chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat
allow setxattr lsetxattr fsetxattr setxattrat getxattr lgetxattr fgetxattr getxattrat
allow listxattr llistxattr flistxattr listxattrat removexattr lremovexattr fremovexattr removexattrat
allow file_getattr file_setattr cachestat
allow inotify_init inotify_init1 inotify_add_watch inotify_rm_watch

[set-id-bits] a set-user-id file in a writable bind gives its owner's rights to whoever runs it outside
deny EPERM chmod fchmod creat when arg1 & S_ISUID|S_ISGID
deny EPERM fchmodat fchmodat2 when arg2 & S_ISUID|S_ISGID
deny EPERM mknod when arg1 & S_ISUID|S_ISGID
deny EPERM mknodat when arg2 & S_ISUID|S_ISGID
deny EPERM open when arg1 & O_CREAT and arg2 & S_ISUID|S_ISGID
deny EPERM open when arg1 & O_TMPFILE == O_TMPFILE and arg2 & S_ISUID|S_ISGID
deny EPERM openat when arg2 & O_CREAT and arg3 & S_ISUID|S_ISGID
deny EPERM openat when arg2 & O_TMPFILE == O_TMPFILE and arg3 & S_ISUID|S_ISGID

[openat2] its mode is in memory, where a filter cannot look; libraries fall back to openat
enosys openat2

[device-nodes] fifos and sockets are made with mknod too; device nodes are made by the launcher only
allow mknod mknodat
deny EPERM mknod when arg1 & S_IFMT == S_IFCHR
deny EPERM mknod when arg1 & S_IFMT == S_IFBLK
deny EPERM mknodat when arg2 & S_IFMT == S_IFCHR
deny EPERM mknodat when arg2 & S_IFMT == S_IFBLK

[terminal] all of ioctl but typing into a terminal's input queue, pasting on a console, and loading a line discipline
allow ioctl
deny EPERM ioctl when arg1 low32 in TIOCSTI TIOCLINUX TIOCSETD

[leases] who writes to a leased file waits until the holder has let go or lease-break-time is over
deny EPERM fcntl when arg1 low32 in F_SETLEASE F_SETDELEG

[memory] map and advise on own memory
allow mmap munmap mremap mprotect brk msync mincore madvise mseal map_shadow_stack membarrier
allow mlock mlock2 mlockall munlock munlockall memfd_create
allow pkey_alloc pkey_free pkey_mprotect

[processes] start, replace, wait for and end processes and threads
allow fork vfork execve execveat exit exit_group wait4 waitid
allow getpid gettid getppid getpgrp getpgid setpgid getsid setsid
allow set_tid_address set_robust_list get_robust_list rseq rseq_slice_yield restart_syscall arch_prctl
allow set_thread_area get_thread_area
allow pidfd_open pidfd_send_signal process_mrelease

[namespaces] a user namespace makes most of the kernel's privileged surface reachable
allow clone unshare
deny EPERM clone unshare when arg0 & CLONE_NEWNS|CLONE_NEWCGROUP|CLONE_NEWUTS|CLONE_NEWIPC
deny EPERM clone unshare when arg0 & CLONE_NEWUSER|CLONE_NEWPID|CLONE_NEWNET|CLONE_NEWTIME
deny EPERM setns

[clone3] its flags are in memory, where a filter cannot look; libcs fall back to clone
enosys clone3

[own-sandbox] a payload may confine itself further; filters only ever add up
allow seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self

[process-control] prctl, except moving the limits of a process image, which forges what /proc shows of it
allow prctl
deny EPERM prctl when arg0 low32 == PR_SET_MM

[personality] query, and how uname answers; nothing that weakens the memory layout
allow personality when arg0 low32 in 0xffffffff PER_LINUX PER_LINUX32 UNAME26 PER_LINUX32|UNAME26
deny EPERM personality

[ids] change between the ids that the user namespace maps; the kernel checks
allow getuid geteuid getgid getegid getgroups getresuid getresgid
allow setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups
allow capget capset

[signals] send and receive signals
allow kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
allow rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
allow signalfd signalfd4 pause

[scheduling] own priority and processors; for real time the limits must allow it too, they also bind sched_setattr
allow sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_setparam sched_getscheduler
allow sched_get_priority_max sched_get_priority_min sched_rr_get_interval sched_getattr sched_setattr
allow getpriority setpriority ioprio_get ioprio_set getcpu
allow sched_setscheduler when arg1 low32 in SCHED_OTHER SCHED_BATCH SCHED_IDLE
allow sched_setscheduler when arg1 low32 in SCHED_OTHER|SCHED_RESET_ON_FORK SCHED_BATCH|SCHED_RESET_ON_FORK
allow sched_setscheduler when arg1 low32 == SCHED_IDLE|SCHED_RESET_ON_FORK
deny EPERM sched_setscheduler

[limits] see and lower own limits, see own usage
allow getrlimit setrlimit prlimit64 getrusage times sysinfo uname

[waiting] wait for descriptors, other threads and events
allow poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
allow eventfd eventfd2 futex futex_waitv futex_wait futex_wake futex_requeue

[time] read clocks and set timers
allow time gettimeofday clock_gettime clock_getres nanosleep clock_nanosleep alarm getitimer setitimer
allow timer_create timer_settime timer_gettime timer_getoverrun timer_delete
allow timerfd_create timerfd_settime timerfd_gettime

[random] read the kernel's random numbers
allow getrandom

[sockets] use sockets of the families below
allow bind listen accept accept4 connect shutdown getsockname getpeername getsockopt setsockopt
allow sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg

[socket-families] rare families are rarely looked at: vsock, alg, packet, bluetooth, netfilter's netlink and the like
allow socket when arg0 low32 == AF_UNIX
allow socket when arg0 low32 == AF_NETLINK and arg2 low32 == NETLINK_ROUTE
allow socketpair when arg0 low32 == AF_UNIX

[internet] of the internet's protocols too: others (SCTP, DCCP, L2TP, MPTCP, SMC) are rarely looked at, and asking loads their modules
allow socket when arg0 low32 in AF_INET AF_INET6 and arg1 & SOCK_TYPE_MASK == SOCK_STREAM and arg2 low32 in IPPROTO_IP IPPROTO_TCP
allow socket when arg0 low32 in AF_INET AF_INET6 and arg1 & SOCK_TYPE_MASK == SOCK_DGRAM and arg2 low32 in IPPROTO_IP IPPROTO_UDP IPPROTO_ICMP IPPROTO_ICMPV6
allow socket when arg0 low32 in AF_INET AF_INET6 and arg1 & SOCK_TYPE_MASK == SOCK_RAW
deny EAFNOSUPPORT socket socketpair

[ipc] System V and POSIX objects of the own IPC namespace
allow shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl
allow mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr

[uprobes] the kernel's own trampolines make them when the host traces the program; denied, a traced program would crash
allow uretprobe uprobe

# ------------------------------------------------------------------------------------------------- known and dangerous

[mounts] the mounts are finished before the payload starts
deny EPERM mount umount2 pivot_root swapon swapoff quotactl quotactl_fd acct

[chroot] needs a capability anyway, but with one it is the classic way out past an open directory descriptor
deny EPERM chroot

[file-handles] reopen any inode of a file system past all mounts; a handle's name is half of the guess
deny EPERM open_by_handle_at name_to_handle_at

[watching-files] mount-wide events, and permission events that stop other processes
deny EPERM fanotify_init fanotify_mark

[other-processes] read, write and compare what belongs to other processes
deny EPERM ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd

[tracing] programs and events inside the kernel
deny EPERM bpf perf_event_open lookup_dcookie

[keyrings] keys have no namespace of their own
deny EPERM add_key request_key keyctl

[kernel-log] one buffer for the whole machine
deny EPERM syslog

[kernel-code] replace or extend the running kernel
deny EPERM init_module finit_module delete_module kexec_load kexec_file_load reboot

[machine] ports, segments and terminals of the whole machine
deny EPERM iopl ioperm modify_ldt vm86 vm86old vhangup

[clock] the clock and its frequency belong to the machine, reading them by these calls too
deny EPERM settimeofday clock_settime adjtimex clock_adjtime stime

[host-name] set by the launcher
deny EPERM sethostname setdomainname

[numa] move pages between memory nodes: a history of errors, and a map of the machine
deny EPERM mbind migrate_pages move_pages get_mempolicy set_mempolicy set_mempolicy_home_node

# ----------------------------------------------------------------------------------------- better as if not there at all

[io-uring] does its calls where no filter sees them
enosys io_uring_setup io_uring_enter io_uring_register

[aio] the older asynchronous interface: few use it, all fall back
enosys io_setup io_destroy io_getevents io_pgetevents io_submit io_cancel

[mount-descriptors] the new mount calls (CVE-2021-41133: deny-lists forgot them); mountinfo tells what they would
enosys open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick mount_setattr statmount listmount listns

[labels] security modules' attributes; /proc/PID/attr is the way that is checked
enosys lsm_get_self_attr lsm_set_self_attr lsm_list_modules

[hidden-memory] memory that the kernel cannot see, and page faults that the payload decides when to end
enosys memfd_secret userfaultfd

[obsolete] replaced long ago, or gone from the kernel
deny EPERM uselib
enosys remap_file_pages ustat sysfs _sysctl create_module get_kernel_syms query_module nfsservctl getpmsg putpmsg
enosys afs_syscall tuxcall security epoll_ctl_old epoll_wait_old vserver
