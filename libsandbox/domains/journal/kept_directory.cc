// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/journal/kept_directory.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/kept_ids.hh"
#include "core/lease.hh"
#include "core/lock.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "domains/journal/facts.hh"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace sandbox::journal {
namespace {

constexpr char kMark[] = "trusted.sandbox.root";
constexpr std::chrono::seconds kLockPatience{5};

Result<UniqueFd> open_kept(const std::string& path) {
    UniqueFd directory(sys::openat2(AT_FDCWD, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, RESOLVE_NO_SYMLINKS));
    if (!directory) return fail(Error::from_errno("open " + path));
    return directory;
}

/// Empty: it has none. Error: it cannot have one.
Result<std::string> mark_of(int directory, const std::string& path) {
    char text[PATH_MAX];
    ssize_t length = ::fgetxattr(directory, kMark, text, sizeof text);
    if (length < 0 && errno == ENODATA) return std::string();
    if (length < 0) return fail(Error::from_errno("read whose " + path + " is (" + kMark + ")"));
    return std::string(text, static_cast<std::size_t>(length));
}

/// The path by which a tree is known whatever leads there.
Result<std::string> name_of(const std::string& root) {
    char resolved[PATH_MAX];
    if (::realpath(root.c_str(), resolved) == nullptr) return fail(Error::from_errno(root));
    return std::string(resolved);
}

Error not_ours(const std::string& path, const std::string& mark) {
    if (!mark.empty()) return Error::impossible(path + " has the journal of the system in " + quote(mark));
    return Error::impossible(path + " has a journal of a system that is not known").hint("an empty directory would be taken");
}

Result<bool> is_free(int directory, const std::string& path, const std::string& mark) {
    return mark.empty() && TRY(names_in(directory, path)).empty();
}

Result<void> claim(int directory, const std::string& path, const std::string& name) {
    auto mark = TRY(mark_of(directory, path));
    if (mark == name) return {};
    if (!TRY(is_free(directory, path, mark))) return fail(not_ours(path, mark));
    if (::fsetxattr(directory, kMark, name.data(), name.size(), XATTR_CREATE) == 0) return {};
    // Another start was as fast.
    if (errno == EEXIST && TRY(mark_of(directory, path)) == name) return {};
    return fail(Error::from_errno("mark " + path + " as this system's (" + kMark + ")"));
}

/// The blocks that directories beside it have.
Result<std::set<std::uint32_t>> blocks_in(int journals) {
    std::set<std::uint32_t> blocks;
    for (const std::string& name : TRY(names_in(journals, kKept))) {
        struct stat status {};
        if (::fstatat(journals, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && kept_ids::has(status.st_uid))
            blocks.insert(kept_ids::block_of(status.st_uid));
    }
    return blocks;
}

Result<bool> has_block(int directory, const std::string& path) {
    struct stat status {};
    if (::fstat(directory, &status) < 0) return fail(Error::from_errno(path));
    return kept_ids::has(status.st_uid);
}

Result<void> give_block(int directory, const std::string& path) {
    if (TRY(has_block(directory, path))) return {};
    // Not the directory of all journals: everybody may open that, and so lock it.
    auto leases = TRY(leases_directory());
    TRY(lock_within(leases.get(), kLockPatience, Lease::kDirectory));
    if (TRY(has_block(directory, path))) return {};
    auto taken = TRY(blocks_in(TRY(open_kept(kKept)).get()));
    std::uint32_t first = kept_ids::kFirst;
    while (taken.contains(first)) first += kept_ids::kBlock;
    if (!kept_ids::has(first)) return fail(Error::impossible(std::string("all ids for journals in ") + kKept + " are taken"));
    if (::fchown(directory, first, first) < 0) return fail(Error::from_errno("chown " + path));
    return {};
}

}  // namespace

bool may_keep(const std::string& path, const std::string& root) {
    auto directory = open_kept(path);
    if (!directory) return false;
    auto name = name_of(root);
    auto mark = mark_of(directory->get(), path);
    if (mark && name && *mark == *name) return true;
    // One that cannot be marked is refused when it is to be.
    auto free = is_free(directory->get(), path, mark.value_or(""));
    return free && *free;
}

Result<void> make_kept(const LinkJournal& link, const std::string& root) {
    const std::string path = std::string(kKept) + "/" + link.machine;
    if (::mkdir(path.c_str(), 0755) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + path));
    auto directory = TRY(open_kept(path));
    TRY(claim(directory.get(), path, root));
    return link.owner == LinkJournal::Owner::range ? give_block(directory.get(), path) : Result<void>();
}

}  // namespace sandbox::journal
