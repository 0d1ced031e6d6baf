# SPDX-License-Identifier: LGPL-2.1-or-later
#
# For programs that need io_uring. Opens a hole in each rule on sockets and files: its operations pass no filter.

extends default

[io-uring] asked for by the unit
allow io_uring_setup io_uring_enter io_uring_register
