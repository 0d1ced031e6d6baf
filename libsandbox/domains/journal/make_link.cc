// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/make_link.hh"

#include "core/fd.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "domains/journal/facts.hh"
#include "domains/journal/kept_directory.hh"

#include <climits>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox::journal {
namespace {

/// The directory of that name in another, made if it is missing; whose the other is, as in a tree with a range of ids of its own.
Result<UniqueFd> enter(const UniqueFd& parent, const std::string& name, const std::string& path) {
    bool is_new = ::mkdirat(parent.get(), name.c_str(), 0755) == 0;
    if (!is_new && errno != EEXIST) return fail(Error::from_errno("mkdir " + path));
    UniqueFd directory(sys::openat2(parent.get(), name.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC, RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH));
    if (!directory) return fail(Error::from_errno("open " + path));
    struct stat above {};
    if (is_new && (::fstat(parent.get(), &above) < 0 || ::fchownat(directory.get(), "", above.st_uid, above.st_gid, AT_EMPTY_PATH) < 0))
        return fail(Error::from_errno("chown " + path));
    return directory;
}

/// /var/log/journal/MACHINE in a tree that is somebody else's, which is at `path`.
Result<void> make_inside(const UniqueFd& root, std::string path, const std::string& machine) {
    UniqueFd directory;
    for (const std::string& name : {std::string("var"), std::string("log"), std::string("journal"), machine})
        directory = TRY(enter(directory ? directory : root, name, path += "/" + name));
    return {};
}

Result<void> link_to(const std::string& target, const std::string& path) {
    if (::symlink(target.c_str(), path.c_str()) == 0) return {};
    if (errno != EEXIST) return fail(Error::from_errno("link " + path));
    char found[PATH_MAX]{};
    ssize_t length = ::readlink(path.c_str(), found, sizeof found - 1);
    if (length >= 0 && target == found) return {};
    return fail(Error::impossible(path + " is there already, and does not lead to " + quote(target)));
}

}  // namespace

Result<void> make_link(const LinkJournal& link, const HostPaths& paths) {
    const std::string path = std::string(kKept) + "/" + link.machine;
    // Whether the host keeps journals is not ours to decide: the directory that all lie in is never made.
    struct stat status {};
    if (::stat(kKept, &status) < 0) return fail(Error::from_errno(kKept).hint("the host keeps journals only if it is there"));
    auto root = TRY(paths.find(link.root));
    auto name = TRY(root.path(link.root));
    auto made = make_inside(root.fd, link.root, link.machine);
    if (link.side == LinkJournal::Side::host) {
        // In what is read-only on the disk something else may stand above it inside; if not, the bind says so.
        if (!made && made.error().code() != EROFS) return made;
        return make_kept(link, name);
    }
    if (!made) return made;
    return link_to(name + path, path);
}

}  // namespace sandbox::journal
