// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/prepare.hh"

#include "core/kept_ids.hh"
#include "core/sys.hh"
#include "domains/mounts/guard.hh"
#include "domains/mounts/idmap.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sandbox::mounts {
namespace {

using Kind = Place::Kind;

std::uint64_t propagation_of(bool slave) {
    return slave ? MS_SLAVE : MS_PRIVATE;
}

unsigned attributes_of(const MountFlags& flags) {
    return (flags.read_only ? MOUNT_ATTR_RDONLY : 0u) | (flags.nosuid ? MOUNT_ATTR_NOSUID : 0u) |
           (flags.nodev ? MOUNT_ATTR_NODEV : 0u) | (flags.noexec ? MOUNT_ATTR_NOEXEC : 0u);
}

Target target_of(const PutPlace& step, Bench& bench) {
    return {bench.keep.text(step.place.target.substr(1)), step.ground};
}

/// Whether the sandbox runs as another host id than its launcher, root.
bool is_other_user(const Bench& bench) {
    return ::geteuid() == 0 && bench.host_user != 0;
}

std::string bind_text(const Place& place) {
    return "bind " + place.source + " onto " + place.target;
}

bool needs_idmap(const Place& place, const struct stat& status) {
    if (place.idmap == Place::Idmap::yes) return true;
    unsigned for_others = S_ISDIR(status.st_mode) ? S_IROTH | S_IXOTH : S_IROTH;
    return place.idmap == Place::Idmap::when_needed && (status.st_mode & for_others) != for_others;
}

Result<void> idmap(int tree, const OwnerMap& map, const Place& place) {
    auto owner = TRY(idmap_namespace(map));
    mount_attr attributes{.attr_set = MOUNT_ATTR_IDMAP, .userns_fd = static_cast<__u64>(owner.get())};
    int error = sys::mount_setattr(tree, "", AT_EMPTY_PATH | (place.recursive ? AT_RECURSIVE : 0u), attributes);
    if (error == 0) return {};
    auto failure = Error::from_errno(bind_text(place) + ": idmap", -error);
    if (error != -EINVAL) return fail(std::move(failure));
    bool has_option = place.reason.setting == "Files.Bind" || place.reason.setting == "Files.BindReadOnly";
    return fail(std::move(failure).hint(std::string("its file system cannot be idmapped") +
                                        (has_option ? "; the option noidmap leaves the owners as they are" : "")));
}

/// What is bound: looked up once, so that it stays what it was.
struct Source {
    HostPaths::Found found{};  ///< of what somebody wrote
    bool is_missing = false;   ///< and optional
};

Result<Source> look_up(const Place& place, const Bench& bench) {
    auto found = bench.host_paths.find(place.source);
    if (found) return Source{*std::move(found)};
    int code = found.error().code();
    if (place.optional && (code == ENOENT || code == ENOTDIR)) return Source{.is_missing = true};
    return fail(code != 0 ? Error::from_errno(bind_text(place), code) : std::move(found).error().within(bind_text(place)));
}

Result<Source> source_of(const Place& place, const Bench& bench) {
    if (place.reason.origin.is_fallback()) return Source{};
    return look_up(place, bench);
}

/// The child looks it up once more, when the new root lies over the old one already: a link that climbs to / by ".." would go on in the new
/// one. So it gets the path without links, and what it must find there.
Result<void> leave_to_child(const Place& place, const Source& source, Bench& bench, BindOp& op) {
    const UniqueFd& fd = source.found.fd;
    if (!fd) return {};
    struct stat status {};
    if (::fstat(fd.get(), &status) < 0) return fail(Error::from_errno(bind_text(place)));
    op.known = identity_of(status);
    if (!source.found.has_links) return {};
    op.source = bench.keep.text(TRY(source.found.path(bind_text(place))));
    return {};
}

/// As root's nothing may come into being there: what is set-user-ID would hold outside.
Result<void> idmap_kept(int tree, const Place& place, const struct stat& status, const Bench& bench) {
    if (!kept_ids::has(status.st_uid)) return fail(Error::impossible(bind_text(place) + ": its owner is somebody else's than such files'"));
    if (bench.host_count == 0) return idmap(tree, {status.st_uid, status.st_gid, bench.host_user, bench.host_group}, place);
    auto first = kept_ids::block_of(status.st_uid);
    return idmap(tree, {first, first, bench.host_first, bench.host_first, std::min(bench.host_count, kept_ids::kBlock)}, place);
}

/// Root opens what somebody wrote, because the leased id may not; the copy is attached by the child.
Result<int> open_as_root(const Place& place, const Source& source, Bench& bench) {
    unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (place.recursive ? AT_RECURSIVE : 0u);
    const UniqueFd& fd = source.found.fd;
    UniqueFd tree(fd ? sys::open_tree(fd.get(), "", flags | AT_EMPTY_PATH) : sys::open_tree(AT_FDCWD, place.source.c_str(), flags));
    if (!tree && place.optional && (errno == ENOENT || errno == ENOTDIR)) return -1;
    if (!tree) return fail(Error::from_errno(bind_text(place)));
    struct stat status {};
    if (::fstat(tree.get(), &status) < 0) return fail(Error::from_errno(bind_text(place)));
    if (place.idmap == Place::Idmap::kept) {
        TRY(idmap_kept(tree.get(), place, status, bench));
        return bench.keep.lend(std::move(tree));
    }
    // What is the range's on disk already, or somebody else's, stays as it is.
    bool is_ranges = status.st_uid >= bench.host_first && status.st_uid - bench.host_first < bench.host_count;
    bool is_whole = place.idmap == Place::Idmap::whole && !is_ranges && status.st_uid < bench.host_count;
    if (is_whole) TRY(idmap(tree.get(), {0, 0, bench.host_first, bench.host_first, bench.host_count}, place));
    else if (needs_idmap(place, status))
        TRY(idmap(tree.get(), {status.st_uid, status.st_gid, bench.host_user, bench.host_group}, place));
    return bench.keep.lend(std::move(tree));
}

/// Behind a bind: what is hidden in it; and in a writable one what is to be read only, with each directory on the way to both a mount,
/// which nobody can move. Each becomes a mount once, those above before those below, or a later one would bring along all that lie there.
Result<void> add_guards(const Place& place, Bench& bench, std::vector<PlaceOp>& ops) {
    auto lent = place.flags.read_only ? Lent::to_read : Lent::to_write;
    auto found = guarded_in(place.source, lent, bench.guarded());
    if (!found) return fail(std::move(found).error().within(bind_text(place)));
    std::string top = place.target == "/" ? "" : place.target.substr(1) + "/";
    auto target = [&](const std::string& path) { return Target{bench.keep.text(top + path), Ground::foreign}; };
    // Alone, a mount that is below the tree does not come along, and neither does what lies on it.
    bool may_lack = !place.recursive;
    Guards guards(*found);
    if (lent == Lent::to_write)
        for (const std::string& path : guards.ways()) ops.push_back(ReadOnlyOp{target(path), true, true, may_lack});
    for (const auto& [path, manner] : guards.ends()) {
        if (manner == Guarded::Manner::hidden) ops.push_back(MaskOp{target(path), may_lack});
        else ops.push_back(ReadOnlyOp{target(path), true, false, may_lack});
    }
    return {};
}

/// None: it is missing, and may be.
Result<std::optional<BindOp>> prepare_bind(const PutPlace& step, Bench& bench) {
    const Place& place = step.place;
    auto source = TRY(source_of(place, bench));
    if (source.is_missing) return std::nullopt;
    BindOp op{.target = target_of(step, bench), .tree = -1, .source = bench.keep.text(place.source),
              .attributes = attributes_of(place.flags), .propagation = propagation_of(step.slave),
              .recursive = place.recursive, .optional = place.optional, .is_file = place.is_file};
    if (place.is_tunnel) op.propagation = propagation_of(true);
    // A copy that the child makes has lost the host's mounts by then.
    bool is_roots = is_other_user(bench) && (!place.reason.origin.is_fallback() || place.idmap == Place::Idmap::kept);
    if (is_roots || place.is_tunnel) op.tree = TRY(open_as_root(place, source, bench));
    else TRY(leave_to_child(place, source, bench, op));
    return op;
}

/// SELinux's label of a file system and all in it, if it has one; mount(8), "context=".
Parameter label_parameter(const std::string& label, Bench& bench) {
    return label.empty() ? Parameter{} : Parameter{"context", bench.keep.text(label)};
}

NewFileSystemOp prepare_tmpfs(const PutPlace& step, Bench& bench) {
    const Place& place = step.place;
    Keep& keep = bench.keep;
    return {.target = target_of(step, bench), .type = "tmpfs",
            .parameters = {{"size", keep.text(std::to_string(static_cast<std::uint64_t>(place.size)))},
                           {"nr_inodes", keep.text(std::to_string(place.inodes))},
                           {"mode", keep.text(print_mode(place.mode))},
                           label_parameter(bench.labels.mounts, bench)},
            .attributes = attributes_of(place.flags)};
}

NewFileSystemOp prepare_proc(const PutPlace& step, Bench& bench) {
    NewFileSystemOp op{.target = target_of(step, bench), .type = "proc", .parameters = {},
                       .attributes = attributes_of(step.place.flags)};
    std::size_t count = 0;
    for (std::string_view option : split(step.place.source, ',')) {
        auto equals = option.find('=');
        if (count + 1 < kParameters && equals != option.npos)
            op.parameters[count++] = {bench.keep.text(std::string(option.substr(0, equals))),
                                      bench.keep.text(std::string(option.substr(equals + 1)))};
    }
    return op;
}

/// A flag for each controller of a v1 hierarchy.
Result<PlaceOp> prepare_cgroup(const PutPlace& step, Bench& bench) {
    const Place& place = step.place;
    NewFileSystemOp op{.target = target_of(step, bench), .type = place.source.empty() ? "cgroup2" : "cgroup", .parameters = {},
                       .attributes = attributes_of(place.flags)};
    std::size_t count = 0;
    for (std::string_view controller : split(place.source, ',')) {
        if (controller.empty()) continue;
        if (count + 1 == kParameters)
            return fail(Error::impossible(place.target + ": more controllers in one hierarchy than are known: " + place.source));
        op.parameters[count++] = {bench.keep.text(std::string(controller)), nullptr};
    }
    return PlaceOp(op);
}

/// Descriptor 0 is the terminal; root inside owns it, as an init expects of its console. The child finds it by its name: the descriptor
/// leads to a mount that is not in its mount namespace.
Result<PlaceOp> prepare_console(const PutPlace& step, Bench& bench) {
    char name[64] = {};
    if (int error = ::ttyname_r(STDIN_FILENO, name, sizeof name)) return fail(Error::from_errno("the terminal's name", error));
    (void)::fchown(STDIN_FILENO, bench.host_user, bench.host_group);
    return BindOp{.target = target_of(step, bench), .tree = -1, .source = bench.keep.text(name), .attributes = attributes_of(step.place.flags),
            .propagation = propagation_of(false), .recursive = false, .optional = false};
}

/// Who sent a datagram is told with it.
Result<PlaceOp> prepare_socket(const Target& target, Bench& bench) {
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return fail(Error::from_errno("socket"));
    int yes = 1;
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) < 0) return fail(Error::from_errno("setsockopt SO_PASSCRED"));
    bench.notify = bench.keep.fd(std::move(socket));
    return PlaceOp(SocketOp{target, bench.notify});
}

}  // namespace

Result<DetachPropagationOp> prepare(const DetachPropagation& step, Bench&) {
    return DetachPropagationOp{propagation_of(step.slave)};
}

Result<NewFileSystemOp> prepare(const EmptyRoot& step, Bench& bench) {
    Keep& keep = bench.keep;
    return NewFileSystemOp{.target = {"", Ground::ours}, .type = "tmpfs",
                           .parameters = {{"size", keep.text(std::to_string(static_cast<std::uint64_t>(step.size)))},
                                          {"nr_inodes", keep.text(std::to_string(step.inodes))},
                                          {"mode", "0755"},
                                          label_parameter(bench.labels.mounts, bench)},
                           .attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
}

Result<std::vector<PlaceOp>> prepare(const DirectoryRoot& step, Bench& bench) {
    Place place{.kind = Kind::bind, .target = "/", .source = step.source, .flags = {.read_only = step.read_only},
                .idmap = step.idmap};
    auto source = TRY(look_up(place, bench));
    BindOp op{.target = {"", Ground::foreign}, .tree = -1, .source = bench.keep.text(step.source),
              .attributes = attributes_of({.read_only = step.read_only}), .propagation = propagation_of(step.slave),
              .recursive = true, .optional = false, .is_file = false};
    if (is_other_user(bench)) op.tree = TRY(open_as_root(place, source, bench));
    else TRY(leave_to_child(place, source, bench, op));
    std::vector<PlaceOp> ops{op};
    TRY(add_guards(place, bench, ops));
    return ops;
}

/// What is no bind.
static Result<PlaceOp> prepare_one(const PutPlace& step, Bench& bench) {
    const Place& place = step.place;
    Target target = target_of(step, bench);
    switch (place.kind) {
    case Kind::directory: return DirectoryOp{target, place.mode};
    case Kind::file: return FileOp{target, bench.keep.text(place.source), place.source.size(), place.mode};
    case Kind::symlink: return SymlinkOp{target, bench.keep.text(place.source)};
    case Kind::bind: break;
    case Kind::tmpfs: return prepare_tmpfs(step, bench);
    case Kind::proc: return prepare_proc(step, bench);
    case Kind::devpts:
        return NewFileSystemOp{target, "devpts", {{"newinstance", nullptr}, {"ptmxmode", "0666"}, {"mode", "0620"}, label_parameter(bench.labels.terminal, bench)},
                               attributes_of(place.flags)};
    case Kind::console: return prepare_console(step, bench);
    case Kind::node: return NodeOp{target, place.mode};
    case Kind::socket: return prepare_socket(target, bench);
    case Kind::cgroup: return prepare_cgroup(step, bench);
    case Kind::mqueue: return NewFileSystemOp{target, "mqueue", {}, attributes_of(place.flags)};
    case Kind::mask: return MaskOp{target, place.optional};
    case Kind::read_only: return ReadOnlyOp{target, true};
    case Kind::seal: return ReadOnlyOp{target, false};
    }
    return fail(Error::impossible("place " + place.target));
}

Result<std::vector<PlaceOp>> prepare(const PutPlace& step, Bench& bench) {
    const Place& place = step.place;
    if (place.kind == Kind::console && !bench.has_terminal) return std::vector<PlaceOp>{};
    std::vector<PlaceOp> ops;
    if (place.kind == Kind::bind) {
        auto bind = TRY(prepare_bind(step, bench));
        if (!bind) return ops;
        ops.push_back(*bind);
    } else {
        ops.push_back(TRY(prepare_one(step, bench)));
    }
    if (place.kind == Kind::bind && !place.reason.origin.is_fallback()) TRY(add_guards(place, bench, ops));
    return ops;
}

Result<EnterRootOp> prepare(const EnterRoot&, Bench&) {
    return EnterRootOp{};
}

}  // namespace sandbox::mounts
