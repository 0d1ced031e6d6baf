// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/idmap.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace sandbox::mounts {
namespace {

/// A process that does nothing but be in a new user namespace; killed when its holder goes.
class Holder {
public:
    static Result<Holder> start() {
        pid_t launcher = ::getpid();
        long pid = ::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
        if (pid < 0) return fail(Error::from_errno("clone a user namespace"));
        if (pid == 0) hold(launcher);
        return Holder(static_cast<pid_t>(pid));
    }
    Holder(Holder&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
    Holder& operator=(Holder&&) = delete;
    ~Holder() {
        if (pid_ < 0) return;
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    std::string proc(const char* file) const { return "/proc/" + std::to_string(pid_) + "/" + file; }

private:
    /// Ends with the launcher, however that ends.
    [[noreturn]] static void hold(pid_t launcher) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        while (::getppid() == launcher) ::pause();
        ::_exit(0);
    }
    explicit Holder(pid_t pid) : pid_(pid) {}
    pid_t pid_;
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
