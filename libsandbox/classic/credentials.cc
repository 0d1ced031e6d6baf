// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/credentials.hh"

#include "classic/message.hh"
#include "classic/number.hh"
#include "core/sys.hh"

#include <cstdint>
#include <linux/capability.h>
#include <sys/prctl.h>

namespace sandbox::classic {

int drop_groups() noexcept {
    return sys::setgroups(0, nullptr);
}

Result<void> set_gid(unsigned gid) {
    if (::syscall(SYS_setgid, gid) < 0) return fail(failed("setgid() failed"));
    return {};
}

Result<void> set_uid(unsigned uid) {
    if (::syscall(SYS_setuid, uid) < 0) return fail(failed("setuid() failed"));
    return {};
}

Result<Owner> parse_owner(std::string_view text) {
    auto colon = text.find(':');
    auto uid = parse_id(text.substr(0, colon));
    auto gid = colon == text.npos ? std::nullopt : parse_id(text.substr(colon + 1));
    if (!uid || !gid) return fail(refused("failed to parse owner"));
    return Owner{*uid, *gid};
}

Result<void> become(const Owner& owner) {
    if (int code = drop_groups()) return fail(failed("setgroups failed", -code));
    TRY(set_gid(owner.gid));
    TRY(set_uid(owner.uid));
    // A change of the user makes /proc/self root's until the next exec.
    if (::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0) return fail(failed("prctl failed"));
    return {};
}

Result<void> keep_capabilities() {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3]{};
    if (::syscall(SYS_capget, &header, data) < 0) return fail(failed("capget failed"));
    for (auto& word : data) word.inheritable = word.permitted;
    if (::syscall(SYS_capset, &header, data) < 0) return fail(failed("capset failed"));
    auto permitted = std::uint64_t{data[1].permitted} << 32 | data[0].permitted;
    for (unsigned long capability = 0; capability < 64; ++capability) {
        if ((permitted >> capability & 1) == 0) continue;
        if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0)
            return fail(failed("prctl(PR_CAP_AMBIENT) failed"));
    }
    return {};
}

}  // namespace sandbox::classic
