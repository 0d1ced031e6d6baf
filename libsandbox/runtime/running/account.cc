// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/account.hh"

#include "core/file.hh"
#include "core/sys.hh"
#include "core/text.hh"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>

namespace sandbox {
namespace {

std::optional<std::uint32_t> parse_id(std::string_view text) {
    auto number = parse_number(text);
    if (!number || *number >= 0xffffffff) return std::nullopt;  // the last is "none" to the kernel
    return static_cast<std::uint32_t>(*number);
}

/// The file of the process's own root, whatever links it has there; a pipe or a device would hold us.
Result<std::string> read_passwd(const ledger::Running& sandbox) {
    auto root = TRY(open_file("/proc/" + std::to_string(sandbox.record.init.pid) + "/root", O_PATH | O_DIRECTORY));
    // The number still was our process's when its root was opened, or it is none of ours.
    TRY(open_process(sandbox.record.init));
    int opened = sys::openat2(root.get(), "etc/passwd", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                              RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    if (opened < 0) return fail(Error::from_errno("open the sandbox's /etc/passwd", -opened));
    UniqueFd file(opened);
    struct stat status {};
    if (::fstat(file.get(), &status) < 0 || !S_ISREG(status.st_mode))
        return fail(Error::impossible("the sandbox's /etc/passwd is no regular file"));
    return read_all(file.get(), "the sandbox's /etc/passwd");
}

}  // namespace

Result<Account> account_of(const ledger::Running& sandbox, const std::string& user) {
    if (user.empty()) return Account{sandbox.record.joining.user, sandbox.record.joining.group};
    if (user.find_first_not_of("0123456789") == user.npos) {
        if (auto id = parse_id(user)) return Account{*id, *id};
        return fail(Error::usage("--user: " + quote(user) + " is no user's id"));
    }
    auto passwd = TRY(read_passwd(sandbox));
    for (std::string_view line : split(passwd, '\n')) {
        auto fields = split(line, ':');
        if (fields.size() != 7 || fields[0] != user) continue;
        auto id = parse_id(fields[2]), group = parse_id(fields[3]);
        if (id && group && fields[5].starts_with('/') && fields[5].find('\0') == line.npos)
            return Account{*id, *group, user, std::string(fields[5])};
    }
    return fail(Error::impossible("--user: the sandbox has no user " + quote(user)));
}

}  // namespace sandbox
