// SPDX-License-Identifier: LGPL-2.1-or-later
#include "label.hh"

#include "walk.hh"

#include <cerrno>
#include <memory>
#include <optional>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

namespace sandbox::label {
namespace {

struct FreeContext {
    void operator()(char* context) const { ::freecon(context); }
};
using Context = std::unique_ptr<char, FreeContext>;

Result<void> require_selinux() {
    if (::is_selinux_enabled() == 1) return {};
    return fail(Error::impossible("SELinux is not enabled on this host"));
}

std::string path_of(int fd) {
    return "/proc/self/fd/" + std::to_string(fd);
}

Context context_at(const std::string& path) {
    char* context = nullptr;
    return Context(::getfilecon_raw(path.c_str(), &context) < 0 ? nullptr : context);
}

Error labelling_failed(const std::string& path, int error) {
    auto failure = Error::from_errno("label " + path, error);
    return error == EOPNOTSUPP ? std::move(failure).hint("its file system, or the mount's context=, has one label for all") : failure;
}

/// A link that somebody made into a directory of theirs, to a file that is not theirs (see protected_hardlinks in proc(5)).
bool is_smuggled(const struct stat& status, uid_t owner) {
    return !S_ISDIR(status.st_mode) && status.st_nlink > 1 && status.st_uid != owner;
}

}  // namespace

Result<void> set(const std::string& path, const std::string& context) {
    TRY(require_selinux());
    if (::security_check_context_raw(context.c_str()) < 0) return fail(Error::from_errno("the policy's answer to " + context));
    std::optional<uid_t> owner;
    return walk(path, [&](const Found& found) -> Result<void> {
        if (!owner) owner = found.status.st_uid;
        if (is_smuggled(found.status, *owner))
            return fail(Error::impossible(found.path + " has other names, and another owner than " + path));
        auto name = path_of(found.fd);
        if (auto now = context_at(name); now && now.get() == context) return {};
        if (::setfilecon_raw(name.c_str(), context.c_str()) < 0) return fail(labelling_failed(found.path, errno));
        return {};
    });
}

Result<void> restore(const std::string& path) {
    TRY(require_selinux());
    constexpr unsigned kFlags = SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_SET_SPECFILE_CTX | SELINUX_RESTORECON_XDEV |
                                SELINUX_RESTORECON_IGNORE_DIGEST;
    if (::selinux_restorecon(path.c_str(), kFlags) < 0) return fail(Error::from_errno("restore the label of " + path));
    return {};
}

Result<std::string> get(const std::string& path) {
    TRY(require_selinux());
    char* context = nullptr;
    if (::lgetfilecon_raw(path.c_str(), &context) < 0) return fail(Error::from_errno("the label of " + path));
    Context owner(context);
    return std::string(context);
}

}  // namespace sandbox::label
