// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/users/op.hh"

#include "core/sys.hh"

#include <linux/securebits.h>
#include <string.h>
#include <sys/prctl.h>

namespace sandbox::users {

/// Drops all groups and takes the ids; stays readable to itself, which a change of ids undoes.
static int become(unsigned user, unsigned group, Context& context) noexcept {
    context.call = "setgroups";
    if (int error = sys::setgroups(0, nullptr)) return error;
    context.call = "setresgid";
    if (int error = sys::setresgid(group)) return error;
    context.call = "setresuid";
    if (int error = sys::setresuid(user)) return error;
    context.call = "prctl PR_SET_DUMPABLE";
    return sys::done(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

int apply(const BecomeOp& op, Context& context) noexcept {
    return become(op.user, op.group, context);
}

static int write_self(const Context& context, const char* path, const char* text) noexcept {
    sys::ScopedFd file(sys::open_proc(context.host_proc, path, O_WRONLY));
    if (file.failed()) return file.get();
    return sys::done(::write(file.get(), text, ::strlen(text)));
}

/// The map "INSIDE OUTSIDE 1" with another OUTSIDE.
static int write_moved(const Context& context, const char* path, const char* text, unsigned outside) noexcept {
    char map[40];
    std::size_t length = 0;
    while (text[length] != ' ' && length < 11) map[length] = text[length], ++length;
    map[length++] = ' ';
    char digits[12];
    int count = 0;
    for (unsigned rest = outside; count == 0 || rest != 0; rest /= 10) digits[count++] = static_cast<char>('0' + rest % 10);
    while (count > 0) map[length++] = digits[--count];
    ::strcpy(map + length, " 1\n");
    return write_self(context, path, map);
}

static int write_map(const Context& context, const char* path, const char* text, unsigned joined) noexcept {
    return context.has_joined_user ? write_moved(context, path, text, joined) : write_self(context, path, text);
}

int apply(const MapSelfOp& op, Context& context) noexcept {
    context.call = "write /proc/self/setgroups";
    if (int error = write_self(context, "self/setgroups", "deny")) return error;
    context.call = "write /proc/self/gid_map";
    if (int error = write_map(context, "self/gid_map", op.group_map, context.joined_group)) return error;
    context.call = "write /proc/self/uid_map";
    return write_map(context, "self/uid_map", op.user_map, context.joined_user);
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
    context.call = "prctl PR_SET_SECUREBITS";
    if (::prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0) < 0) return -errno;
    if (int error = become(op.user, op.group, context)) return error;
    context.call = "prctl PR_SET_SECUREBITS";
    return sys::done(::prctl(PR_SET_SECUREBITS, 0, 0, 0, 0));
}

}  // namespace sandbox::users
