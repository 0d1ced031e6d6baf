// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cstdint>
#include <expected>
#include <span>
#include <string>

namespace sandbox::seccomp {

/// Runs a classic BPF program on one system call as the kernel's seccomp does, and returns the value of its RET.
/// What the kernel would refuse to load (foreign instructions, loads beside the data, jumps past the end) is an error.
/// See seccomp_check_filter() and bpf_check_classic() in the kernel.
std::expected<std::uint32_t, std::string> evaluate(std::span<const sock_filter> program, const seccomp_data& data);

}  // namespace sandbox::seccomp
