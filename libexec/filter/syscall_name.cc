// SPDX-License-Identifier: LGPL-2.1-or-later
#include "syscall_name.hh"

#include <seccomp.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <string_view>

namespace sandbox::filter {
namespace {

/// A call that is newer than libseccomp 2.5.4 (Linux 5.17), which knows the rest. From 424 on all architectures share
/// their numbers; the kernel's arch/*/syscall*.tbl never changes one.
struct NewerCall {
    std::string_view name;
    int number;
    std::uint32_t only_on = 0;  ///< 0: everywhere
};

constexpr NewerCall kNewerCalls[] = {
    {"uretprobe", 335, SCMP_ARCH_X86_64},  // Linux 6.11
    {"uprobe", 336, SCMP_ARCH_X86_64},     // 6.18
    {"cachestat", 451},                    // 6.5
    {"fchmodat2", 452},                    // 6.6
    {"map_shadow_stack", 453},             // 6.6
    {"futex_wake", 454},                   // 6.7
    {"futex_wait", 455},                   // 6.7
    {"futex_requeue", 456},                // 6.7
    {"statmount", 457},                    // 6.8
    {"listmount", 458},                    // 6.8
    {"lsm_get_self_attr", 459},            // 6.8
    {"lsm_set_self_attr", 460},            // 6.8
    {"lsm_list_modules", 461},             // 6.8
    {"mseal", 462},                        // 6.10
    {"setxattrat", 463},                   // 6.13
    {"getxattrat", 464},                   // 6.13
    {"listxattrat", 465},                  // 6.13
    {"removexattrat", 466},                // 6.13
    {"open_tree_attr", 467},               // 6.15
    {"file_getattr", 468},                 // 6.17
    {"file_setattr", 469},                 // 6.17
    {"listns", 470},                       // 6.19
    {"rseq_slice_yield", 471},             // 7.0
};

const NewerCall* find_newer(std::string_view name) {
    const auto* found = std::ranges::find(kNewerCalls, name, &NewerCall::name);
    return found == std::end(kNewerCalls) ? nullptr : found;
}

}  // namespace

std::uint32_t native_architecture() { return ::seccomp_arch_native(); }

bool is_system_call(const std::string& name) {
    return find_newer(name) != nullptr || ::seccomp_syscall_resolve_name(name.c_str()) != __NR_SCMP_ERROR;
}

std::optional<int> system_call_number(const std::string& name, std::uint32_t architecture) {
    // libseccomp answers a negative number of its own for a call that only other architectures have.
    int number = ::seccomp_syscall_resolve_name_arch(architecture, name.c_str());
    if (number >= 0) return number;
    const NewerCall* newer = find_newer(name);
    if (newer == nullptr || (newer->only_on != 0 && newer->only_on != architecture)) return std::nullopt;
    return newer->number;
}

std::optional<std::string> system_call_name(int number, std::uint32_t architecture) {
    std::unique_ptr<char, decltype(&::free)> name(::seccomp_syscall_resolve_num_arch(architecture, number), ::free);
    if (name) return name.get();
    for (const NewerCall& newer : kNewerCalls)
        if (newer.number == number && (newer.only_on == 0 || newer.only_on == architecture)) return std::string(newer.name);
    return std::nullopt;
}

}  // namespace sandbox::filter
