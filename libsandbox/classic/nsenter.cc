// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/nsenter.hh"

#include "classic/child.hh"
#include "classic/credentials.hh"
#include "classic/exec.hh"
#include "classic/join_cgroup.hh"
#include "classic/message.hh"
#include "classic/security_context.hh"
#include "core/file.hh"

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sandbox::classic {
namespace {

/// What is open of the target before we leave our own namespaces.
struct Opened {
    UniqueFd process{};  ///< its directory in /proc, which belongs to the user that it runs as
    UniqueFd environment{};  ///< none yet: it is to be opened inside
    std::vector<UniqueFd> groups{};
};

/// Whom the options speak of when none of them says where a namespace is.
Result<void> need_target(const NsenterRequest& request, bool needed) {
    if (needed && request.entry.target == 0) return fail(refused("no target PID specified"));
    return {};
}

/// The file of the target that an option is about, or the complaint that nobody said which.
Result<UniqueFd> open_of_target(const NsenterRequest& request, const char* file) {
    if (request.entry.target == 0)
        return fail(refused("neither filename nor target pid supplied for " + std::string(file)));
    return open_of_process(request.entry.target, file);
}

/// What belongs to another user of the namespace to enter can be read only from inside.
bool opens_inside(const NsenterRequest& request, const Error& error) {
    return error.code() == EACCES && (request.entry.flags() & CLONE_NEWUSER) != 0;
}

Result<void> open_environment(const NsenterRequest& request, Opened& opened) {
    auto file = open_of_target(request, "environ");
    if (!file && !opens_inside(request, file.error())) return fail(file.error());
    if (file) opened.environment = std::move(*file);
    else opened.process = TRY(open_of_target(request, ""));
    return {};
}

Result<void> take_environment(Opened& opened, std::string& text) {
    if (!opened.environment) opened.environment.reset(::openat(opened.process.get(), "environ", O_RDONLY | O_CLOEXEC));
    if (!opened.environment) return fail(failed("failed to get environment variables"));
    text = TRY(read_all(opened.environment.get(), "environ", 16u << 20));
    replace_environment(text);
    return {};
}

Result<void> set_context(const NsenterRequest& request) {
    if (!request.follows_context || !is_selinux_enabled()) return {};
    if (request.entry.target == 0) return fail(refused("no target PID specified for --follow-context"));
    return follow_context(request.entry.target);
}

/// An older kernel has no file for it, of any process.
bool is_supported(const Namespace& kind) {
    return ::access(("/proc/self/" + std::string(kind.file)).c_str(), F_OK) == 0 || errno != ENOENT;
}

/// --all: what the options have not chosen already.
Result<void> choose_all(Entry& entry) {
    if (entry.target == 0) return fail(refused("no target PID specified for --all"));
    int chosen = entry.flags();
    bool is_own = (chosen & CLONE_NEWUSER) == 0 && TRY(is_own_user_namespace(entry.target));
    for (const Namespace& kind : kNamespaces)
        if ((chosen & kind.flag) == 0 && !(kind.flag == CLONE_NEWUSER && is_own) && is_supported(kind)) entry.of_target |= kind.flag;
    return {};
}

Result<void> choose_namespaces(NsenterRequest& request) {
    Entry& entry = request.entry;
    if (entry.target != 0) TRY(open_target(entry, request.target_inode));
    if (request.all) TRY(choose_all(entry));
    for (const Namespace& kind : kNamespaces)
        if (entry.target == 0 && (entry.of_target & kind.flag) != 0)
            return fail(refused("neither filename nor target pid supplied for " + std::string(kind.file)));
    // Without a pidfd the files of a thread are what there is; of a process that has gone there is none.
    if (entry.target != 0 && !entry.process) TRY(open_each(entry));
    TRY(need_target(request, request.net_socket.has_value()));
    if (request.net_socket) TRY(choose_network_of_socket(entry, *request.net_socket));
    if (request.user_parent && entry.flags() == 0) TRY(need_target(request, true));
    if (request.user_parent) TRY(choose_parent(entry));
    return {};
}

bool resets_ids(const NsenterRequest& request) {
    return (request.entry.flags() & CLONE_NEWUSER) != 0 && !request.preserves_credentials;
}

/// To be called inside: the target's ids are those that the entered user namespace has for them.
Result<void> resolve_ids(NsenterRequest& request, int process) {
    struct stat about {};
    if (process >= 0 && ::fstat(process, &about) < 0) return fail(failed("can not get process stat"));
    for (auto [wanted, theirs] : {std::pair{&request.uid, about.st_uid}, std::pair{&request.gid, about.st_gid}}) {
        if (wanted->follows) wanted->id = theirs;
        if (resets_ids(request) && !wanted->id) wanted->id = 0;
    }
    return {};
}

/// Whether anything but a namespace is asked for: scripts use `nsenter -r DIR` and `-S ID` alone.
bool changes_something(const NsenterRequest& request) {
    return request.root.directory || request.directory.directory || request.inner_directory != nullptr ||
           request.uid.is_given() || request.gid.is_given() || request.takes_environment || request.joins_cgroup ||
           request.follows_context;
}

Result<Opened> open_files(NsenterRequest& request) {
    Opened opened;
    TRY(choose_namespaces(request));
    if (request.root.of_target) request.root.directory = TRY(open_of_target(request, "root"));
    if (request.directory.of_target) request.directory.directory = TRY(open_of_target(request, "cwd"));
    if (request.takes_environment) TRY(open_environment(request, opened));
    if (request.joins_cgroup) {
        TRY(open_of_target(request, "cgroup"));
        opened.groups = TRY(open_groups(request.entry.target));
    }
    if (request.uid.follows || request.gid.follows) opened.process = TRY(open_of_target(request, ""));
    if (request.entry.flags() == 0 && !changes_something(request)) return fail(refused("no namespace specified"));
    return opened;
}

Result<void> change_directories(NsenterRequest& request) {
    UniqueFd& root = request.root.directory;
    UniqueFd& directory = request.directory.directory;
    if (root) {
        // A new root alone leaves us where we are, be it outside.
        if (!directory && request.inner_directory == nullptr) {
            directory.reset(::open(".", O_RDONLY | O_CLOEXEC));
            if (!directory) return fail(failed("cannot open current working directory"));
        }
        if (::fchdir(root.get()) < 0) return fail(failed("change directory by root file descriptor failed"));
        if (::chroot(".") < 0) return fail(failed("chroot failed"));
        if (::chdir("/") < 0) return fail(failed("cannot change directory to /"));
    }
    if (request.inner_directory != nullptr) {
        directory.reset(::open(request.inner_directory, O_RDONLY | O_CLOEXEC));
        if (!directory) return fail(failed("cannot open current working directory"));
    }
    if (directory && ::fchdir(directory.get()) < 0)
        return fail(failed("change directory by working directory file descriptor failed"));
    return {};
}

/// `groups_error`: what the first try said, with the rights of before; it counts if the second fails too.
Result<void> set_credentials(const NsenterRequest& request, int groups_error) {
    if (request.gid.id) {
        if (int code = drop_groups(); code < 0 && groups_error < 0) return fail(failed("setgroups failed", -code));
        TRY(set_gid(*request.gid.id));
    }
    if (request.uid.id) TRY(set_uid(*request.uid.id));
    if (request.keeps_capabilities && (request.entry.flags() & CLONE_NEWUSER) != 0) TRY(keep_capabilities());
    return {};
}

/// What the process that becomes the program works with.
struct LastPart {
    const NsenterRequest& request;
    int groups_error;
    const std::vector<char*>& words;
};

Result<int> become_program(const LastPart& part) {
    TRY(set_credentials(part.request, part.groups_error));
    return fail(exec_program(part.words));
}

int run_child(const void* context) {
    return status_of(become_program(*static_cast<const LastPart*>(context)));
}

}  // namespace

Result<int> run_nsenter(NsenterRequest& request, const std::vector<char*>& words) {
    TRY(set_context(request));
    auto opened = TRY(open_files(request));
    // What is inside must not look into us, who still hold descriptors of outside (CVE-2016-9962).
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    int flags = request.entry.flags();
    int groups_error = resets_ids(request) ? drop_groups() : 0;
    TRY(enter(request.entry));
    TRY(change_directories(request));
    std::string environment;  // must live until the exec
    if (request.takes_environment) TRY(take_environment(opened, environment));
    TRY(join_groups(opened.groups));
    TRY(resolve_ids(request, opened.process.get()));
    LastPart part{request, groups_error, words};
    if (!request.forks || (flags & CLONE_NEWPID) == 0) return become_program(part);
    ::signal(SIGCHLD, SIG_DFL);  // an inherited SIG_IGN would leave us nothing to wait for
    return wait_following(TRY(start_child(Memory::shared, run_child, &part)));
}

}  // namespace sandbox::classic
