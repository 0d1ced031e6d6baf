# SPDX-License-Identifier: LGPL-2.1-or-later
#
# For a sandbox that boots a system, or makes sandboxes of its own: it mounts and makes namespaces within its user
# namespace. Needs capabilities there; the machine's clock, log, keys, modules and tracing stay denied.

extends default

[namespaces] systemd, container engines and browsers make their own
allow clone clone3 unshare setns

[mounts] within the own mount namespace
allow mount umount2 pivot_root chroot
allow open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick mount_setattr statmount listmount

[device-nodes] overlay file systems keep deletions as character devices 0:0; the kernel refuses others
allow mknod mknodat

[set-id-bits] package managers install set-user-id programs
allow chmod fchmod fchmodat fchmodat2 creat open openat openat2

[file-handles] systemd tells mounts apart by them; opening by handle stays denied
allow name_to_handle_at

[device-events] systemd-logind and udev listen for devices; a network namespace of its own hears of its own only
allow socket when arg0 low32 == AF_NETLINK and arg2 low32 == NETLINK_KOBJECT_UEVENT

[host-name] of the own UTS namespace
allow sethostname setdomainname

[terminal] getty hangs up its terminal
allow vhangup

[power] inside a PID namespace it ends that namespace's init, nothing else
allow reboot
