// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/op.hh"

#include "core/sys.hh"

#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace sandbox::mounts {
namespace {

/// Where a path is looked up from: the new root, or the innermost island above it.
struct Start {
    int dir;
    const char* rest;  ///< empty: `dir` itself

    Start(const char* path, const Context& context) noexcept : dir(context.root), rest(path) {
        for (unsigned index = 0; index < context.island_count; ++index) {
            const Island& island = context.islands[index];
            std::size_t length = ::strlen(island.path);
            if (::strncmp(path, island.path, length) != 0 || (path[length] != '/' && path[length] != '\0')) continue;
            if (rest > path + length) continue;  // an inner one was found
            dir = island.mount;
            rest = path + length + (path[length] == '/');
        }
    }
    /// -errno, or the place without following a link and without leaving where we start.
    int find() const noexcept {
        if (*rest == '\0') return static_cast<int>(sys::result(::fcntl(dir, F_DUPFD_CLOEXEC, 3)));
        return sys::openat2(dir, rest, O_PATH | O_CLOEXEC, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS);
    }
};

/// A target in a file system of ours is taken by its path: nobody else can write there. Any other is looked up without
/// following a link and without leaving the root (CVE-2021-30465 and its kin), and used by descriptor.
class Spot {
public:
    Spot(const Target& target, const Context& context) noexcept
        : start_(target.path, context), found_(target.ground == Ground::ours ? -1 : start_.find()),
          is_ours_(target.ground == Ground::ours) {}

    int error() const noexcept { return is_ours_ || !found_.failed() ? 0 : found_.get(); }
    bool is_ours() const noexcept { return is_ours_; }
    /// Descriptor and path to name the place with; an empty path is the descriptor itself.
    int dir() const noexcept { return is_ours_ ? start_.dir : found_.get(); }
    const char* path() const noexcept { return is_ours_ ? start_.rest : ""; }

    int attach(int mount) const noexcept {
        unsigned flags = MOVE_MOUNT_F_EMPTY_PATH | (*path() == '\0' ? MOVE_MOUNT_T_EMPTY_PATH : 0u);
        return sys::move_mount(mount, "", dir(), path(), flags);
    }

private:
    Start start_;
    sys::ScopedFd found_;
    bool is_ours_;
};

int make_directory(int root, const char* path, unsigned mode) noexcept {
    if (::mkdirat(root, path, mode) == 0) return 0;
    return errno == EEXIST ? 0 : -errno;
}

/// An empty file to mount on.
int make_file(int root, const char* path) noexcept {
    return sys::done(::mknodat(root, path, S_IFREG | 0444, 0));
}

constexpr dev_t kNullDevice = 0x103;  // makedev(1, 3)

/// A copy of the host's /dev/null, to mask with: what stands in the sandbox's own /dev is for whoever owns that to say (CVE-2025-31133).
int clone_null() noexcept {
    sys::ScopedFd null(sys::openat2(AT_FDCWD, "/dev/null", O_PATH | O_CLOEXEC, 0));
    if (null.failed()) return null.get();
    struct stat status {};
    if (::fstat(null.get(), &status) < 0) return -errno;
    if (!S_ISCHR(status.st_mode) || status.st_rdev != kNullDevice) return -ENODEV;
    int mount = sys::open_tree(null.get(), "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
    if (mount < 0) return mount;
    // As the devices inside: what is not set here could be taken away by who has rights over the mounts there.
    mount_attr attributes{.attr_set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, .attr_clr = 0, .propagation = MS_PRIVATE, .userns_fd = 0};
    int error = sys::mount_setattr(mount, "", AT_EMPTY_PATH, attributes);
    if (error == 0) return mount;
    ::close(mount);
    return error;
}

bool is_directory(int fd) noexcept {
    struct stat status {};
    return ::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

int configure(int fs, const Parameter (&parameters)[kParameters]) noexcept {
    for (const Parameter& parameter : parameters) {
        if (parameter.key == nullptr) break;
        unsigned command = parameter.value != nullptr ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG;
        if (int error = sys::fsconfig(fs, command, parameter.key, parameter.value, 0)) return error;
    }
    return sys::fsconfig(fs, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0);
}

/// A detached mount of a new file system, or -errno.
int new_mount(const char* type, const Parameter (&parameters)[kParameters], unsigned attributes,
              const char*& call) noexcept {
    call = "fsopen";
    sys::ScopedFd fs(sys::fsopen(type, FSOPEN_CLOEXEC));
    if (fs.failed()) return fs.get();
    call = "fsconfig";
    if (int error = configure(fs.get(), parameters)) return error;
    call = "fsmount";
    return sys::fsmount(fs.get(), FSMOUNT_CLOEXEC, attributes);
}

/// The new root is attached over the old one, which paths of the host still start from until the pivot.
int attach_root(int mount, Context& context) noexcept {
    context.root = mount;
    context.call = "move_mount";
    return sys::move_mount(mount, "", AT_FDCWD, "/", MOVE_MOUNT_F_EMPTY_PATH);
}

int attach_tree(const BindOp& op, int tree, Context& context) noexcept {
    mount_attr attributes{.attr_set = op.attributes, .propagation = op.propagation};
    context.call = "mount_setattr";
    if (int error = sys::mount_setattr(tree, "", AT_EMPTY_PATH | (op.recursive ? AT_RECURSIVE : 0u), attributes)) return error;
    if (*op.target.path == '\0') {
        context.call = "";
        return is_directory(tree) ? attach_root(tree, context) : -ENOTDIR;
    }
    Spot spot(op.target, context);
    context.call = "find the target";
    if (int error = spot.error()) return error;
    context.call = "";
    if (op.is_file && is_directory(tree)) return -EISDIR;
    if (spot.is_ours()) {
        context.call = "make the target";
        int error = is_directory(tree) ? make_directory(spot.dir(), spot.path(), 0755) : make_file(spot.dir(), spot.path());
        if (error != 0) return error;
    }
    context.call = "move_mount";
    return spot.attach(tree);
}

}  // namespace

int apply(const DetachPropagationOp& op, Context& context) noexcept {
    context.call = "mount_setattr";
    mount_attr attributes{.propagation = op.propagation};
    return sys::mount_setattr(AT_FDCWD, "/", AT_RECURSIVE, attributes);
}

static bool is_proc(const char* type) noexcept {
    return std::string_view(type) == "proc";
}

int apply(const NewFileSystemOp& op, Context& context) noexcept {
    int mount = new_mount(op.type, op.parameters, op.attributes, context.call);
    if (mount < 0) return mount;
    if (*op.target.path == '\0') return attach_root(mount, context);
    bool is_island = op.target.ground == Ground::foreign;
    sys::ScopedFd owner(is_island ? -1 : mount);
    Spot spot(op.target, context);
    context.call = "find the target";
    if (int error = spot.error()) return error;
    context.call = "mkdir";
    if (int error = spot.is_ours() ? make_directory(spot.dir(), spot.path(), 0755) : 0) return error;
    context.call = "move_mount";
    if (int error = spot.attach(mount)) return error;
    if (is_island) context.islands[context.island_count++] = {op.target.path, mount};
    if (is_proc(op.type) && context.own_sysctls < 0) context.own_sysctls = sys::open_proc(mount, "sys", O_PATH | O_DIRECTORY);
    return 0;
}

/// Whoever may write to a directory above could have exchanged it since it was looked up.
static bool is_known(const Identity& known, int tree) noexcept {
    if (known == Identity{}) return true;
    struct stat status {};
    return ::fstat(tree, &status) == 0 && identity_of(status) == known;
}

int apply(const BindOp& op, Context& context) noexcept {
    if (op.tree >= 0) return attach_tree(op, op.tree, context);
    context.call = "open_tree";
    int tree = sys::open_tree(AT_FDCWD, op.source,
                              OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (op.recursive ? AT_RECURSIVE : 0u));
    if (tree < 0) return op.optional && (tree == -ENOENT || tree == -ENOTDIR) ? 0 : tree;
    int error = is_known(op.known, tree) ? attach_tree(op, tree, context) : -ESTALE;
    if (tree != context.root) ::close(tree);
    return error;
}

int apply(const DirectoryOp& op, Context& context) noexcept {
    context.call = "mkdir";
    Start start(op.target.path, context);
    return make_directory(start.dir, start.rest, op.mode);
}

int apply(const FileOp& op, Context& context) noexcept {
    context.call = "open";
    Start start(op.target.path, context);
    sys::ScopedFd file(static_cast<int>(sys::result(::openat(
        start.dir, start.rest, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, op.mode))));
    if (file.failed()) return file.get();
    context.call = "write";
    for (std::size_t written = 0; written < op.length;) {
        ssize_t count = ::write(file.get(), op.bytes + written, op.length - written);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -errno;
        written += static_cast<std::size_t>(count);
    }
    return 0;
}

int apply(const SymlinkOp& op, Context& context) noexcept {
    context.call = "symlink";
    Start start(op.target.path, context);
    return sys::done(::symlinkat(op.source, start.dir, start.rest));
}

int apply(const NodeOp& op, Context& context) noexcept {
    context.call = "mknod";
    Start start(op.target.path, context);
    return sys::done(::mknodat(start.dir, start.rest, op.mode, 0));
}

/// bind(2) takes no descriptor to start from, and a path of at most 107 bytes: so it is done there. Nothing depends on where we are
/// until EnterRootOp.
int apply(const SocketOp& op, Context& context) noexcept {
    Start start(op.target.path, context);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (::strlen(start.rest) >= sizeof address.sun_path) return -ENAMETOOLONG;
    ::strcpy(address.sun_path, start.rest);
    context.call = "chdir";
    if (::fchdir(start.dir) < 0) return -errno;
    context.call = "bind";
    if (::bind(op.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) return -errno;
    context.call = "chmod";
    return sys::done(::chmod(address.sun_path, 0666));
}

int apply(const MaskOp& op, Context& context) noexcept {
    context.call = "find the target";
    sys::ScopedFd target(Start(op.target.path, context).find());
    bool is_missing = target.get() == -ENOENT || target.get() == -ENOTDIR;
    if (target.failed()) return op.optional && is_missing ? 0 : target.get();
    constexpr unsigned kUnder = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    constexpr unsigned kMove = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
    if (is_directory(target.get())) {
        constexpr Parameter kEmpty[kParameters] = {{"size", "4096"}, {"nr_inodes", "2"}, {"mode", "0555"}};
        sys::ScopedFd mount(new_mount("tmpfs", kEmpty, kUnder, context.call));
        if (mount.failed()) return mount.get();
        context.call = "move_mount";
        return sys::move_mount(mount.get(), "", target.get(), "", kMove);
    }
    context.call = "open_tree /dev/null";
    sys::ScopedFd mount(clone_null());
    if (mount.failed()) return mount.get();
    context.call = "move_mount";
    return sys::move_mount(mount.get(), "", target.get(), "", kMove);
}

int apply(const ReadOnlyOp& op, Context& context) noexcept {
    mount_attr attributes{.attr_set = op.is_pin ? 0u : MOUNT_ATTR_RDONLY};
    Spot spot(op.target, context);
    context.call = "find the target";
    if (int error = spot.error()) return op.optional && (error == -ENOENT || error == -ENOTDIR) ? 0 : error;
    unsigned empty = *spot.path() == '\0' ? AT_EMPTY_PATH : 0u;
    context.call = "mount_setattr";
    if (!op.is_new_mount) return sys::mount_setattr(spot.dir(), spot.path(), empty, attributes);
    context.call = "open_tree";
    sys::ScopedFd tree(sys::open_tree(spot.dir(), spot.path(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | empty));
    if (tree.failed()) return tree.get();
    context.call = "mount_setattr";
    if (int error = sys::mount_setattr(tree.get(), "", AT_EMPTY_PATH | AT_RECURSIVE, attributes)) return error;
    context.call = "move_mount";
    return spot.attach(tree.get());
}

int apply(const EnterRootOp&, Context& context) noexcept {
    context.call = "chdir";
    if (::fchdir(context.root) < 0) return -errno;
    context.call = "pivot_root";
    if (int error = sys::pivot_root(".", ".")) return error;
    context.call = "umount";
    if (::umount2(".", MNT_DETACH) < 0) return -errno;
    context.call = "chdir";
    return sys::done(::chdir("/"));
}

}  // namespace sandbox::mounts
