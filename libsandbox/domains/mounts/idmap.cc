// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/idmap.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

namespace sandbox::mounts {
namespace {

/// A process that does nothing but be in a new user namespace, until its line ends or it is killed.
class Holder {
public:
    static Result<Holder> start() {
        auto line = TRY(make_pipe());
        long pid = ::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
        if (pid < 0) return fail(Error::from_errno("clone a user namespace"));
        if (pid == 0) hold(line);
        return Holder(static_cast<pid_t>(pid), std::move(line.to));
    }
    Holder(Holder&& other) noexcept : pid_(std::exchange(other.pid_, -1)), line_(std::move(other.line_)) {}
    Holder& operator=(Holder&&) = delete;
    ~Holder() {
        if (pid_ < 0) return;
        ::kill(pid_, SIGKILL);
        line_.reset();
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    std::string proc(const char* file) const { return "/proc/" + std::to_string(pid_) + "/" + file; }

private:
    /// Ends with the launcher, however that ends.
    [[noreturn]] static void hold(Pipe& line) {
        char byte;
        line.to.reset();
        while (::read(line.from.get(), &byte, 1) < 0 && errno == EINTR) {}
        ::_exit(0);
    }
    Holder(pid_t pid, UniqueFd line) : pid_(pid), line_(std::move(line)) {}
    pid_t pid_;
    UniqueFd line_;
};

Result<void> write_map(const std::string& path, std::uint32_t disk, std::uint32_t host, std::uint32_t count) {
    auto file = TRY(open_file(path, O_WRONLY));
    return write_all(file.get(), std::to_string(disk) + " " + std::to_string(host) + " " + std::to_string(count) + "\n", path);
}

}  // namespace

Result<UniqueFd> idmap_namespace(const OwnerMap& map) {
    auto holder = TRY(Holder::start());
    TRY(write_map(holder.proc("uid_map"), map.disk_user, map.host_user, map.count));
    TRY(write_map(holder.proc("gid_map"), map.disk_group, map.host_group, map.count));
    return open_file(holder.proc("ns/user"), O_RDONLY);
}

}  // namespace sandbox::mounts
