// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/op.hh"

#include "core/sys.hh"

#include <string.h>
#include <sys/prctl.h>

namespace sandbox::users {

int apply(const BecomeOp& op, Context& context) noexcept {
    context.call = "setgroups";
    if (int error = sys::setgroups(0, nullptr)) return error;
    context.call = "setresgid";
    if (int error = sys::setresgid(op.group)) return error;
    context.call = "setresuid";
    if (int error = sys::setresuid(op.user)) return error;
    context.call = "prctl PR_SET_DUMPABLE";
    return sys::done(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static int write_self(const Context& context, const char* path, const char* text) noexcept {
    sys::ScopedFd file(static_cast<int>(sys::result(::openat(context.host_proc, path, O_WRONLY | O_CLOEXEC))));
    if (file.failed()) return file.get();
    return sys::done(::write(file.get(), text, ::strlen(text)));
}

int apply(const MapSelfOp& op, Context& context) noexcept {
    context.call = "write /proc/self/setgroups";
    if (int error = write_self(context, "self/setgroups", "deny")) return error;
    context.call = "write /proc/self/gid_map";
    if (int error = write_self(context, "self/gid_map", op.group_map)) return error;
    context.call = "write /proc/self/uid_map";
    return write_self(context, "self/uid_map", op.user_map);
}

int apply(const AwaitHostOp& op, Context& context) noexcept {
    context.call = "read";
    char byte = 0;
    ssize_t count = 0;
    do count = ::read(op.line, &byte, 1);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    return count == 1 ? 0 : -ECANCELED;
}

int apply(const BecomeUserOp& op, Context& context) noexcept {
    if (op.drop_groups) {
        context.call = "setgroups";
        if (int error = sys::setgroups(0, nullptr)) return error;
    }
    context.call = "setresgid";
    if (int error = sys::setresgid(op.group)) return error;
    context.call = "setresuid";
    return sys::setresuid(op.user);
}

}  // namespace sandbox::users
