// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/enter.hh"

#include "classic/message.hh"
#include "core/sys.hh"

#include <sys/ioctl.h>

namespace sandbox::classic {
namespace {

constexpr std::size_t kKinds = std::size(kNamespaces);
constexpr std::size_t kUser = 0;
static_assert(kNamespaces[kUser].flag == CLONE_NEWUSER);

std::string proc_path(pid_t target, const char* file) {
    return "/proc/" + std::to_string(target) + "/" + file;
}

bool has_files(const Entry& entry) {
    for (const UniqueFd& file : entry.files)
        if (file) return true;
    return false;
}

/// Enters what the rights suffice for, the user namespace excepted; what was entered is done with.
void enter_allowed(Entry& entry) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if (kind == kUser || !entry.files[kind]) continue;
        if (sys::setns(entry.files[kind].get(), kNamespaces[kind].flag) == 0) entry.files[kind].reset();
    }
}

Result<void> enter_rest(const Entry& entry, int of_target) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if (!entry.files[kind]) continue;
        int code = sys::setns(entry.files[kind].get(), kNamespaces[kind].flag);
        if (code == 0) continue;
        if ((of_target & kNamespaces[kind].flag) != 0) return fail(failed("reassociate to namespaces failed", -code));
        return fail(failed("reassociate to namespace '" + std::string(kNamespaces[kind].file) + "' failed", -code));
    }
    return {};
}

}  // namespace

int Entry::flags() const {
    int all = of_target;
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        if (files[kind]) all |= kNamespaces[kind].flag;
    return all;
}

Result<UniqueFd> open_of_process(pid_t process, const char* file) {
    auto path = proc_path(process, file);
    UniqueFd opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened) return fail(failed("cannot open " + path));
    return opened;
}

Result<void> open_each(Entry& entry) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if ((entry.of_target & kNamespaces[kind].flag) == 0) continue;
        entry.files[kind] = TRY(open_of_process(entry.target, kNamespaces[kind].file));
    }
    return {};
}

Result<void> enter(Entry& entry) {
    bool single = entry.process && !has_files(entry);
    if (single && sys::setns(entry.process.get(), entry.of_target) == 0) return {};
    int of_target = entry.process ? entry.of_target : 0;
    TRY(open_each(entry));
    enter_allowed(entry);
    return enter_rest(entry, of_target);
}

Result<bool> is_own_user_namespace(pid_t target) {
    struct stat own {}, other {};
    auto path = proc_path(target, "ns/user");
    if (::stat(path.c_str(), &other) < 0) return fail(failed("stat of " + path + " failed"));
    if (::stat("/proc/self/ns/user", &own) < 0) return fail(failed("stat of /proc/self/ns/user failed"));
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev;
}

}  // namespace sandbox::classic
