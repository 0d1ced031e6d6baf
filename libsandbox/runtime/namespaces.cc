// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/namespaces.hh"

#include "core/sys.hh"

#include <charconv>
#include <optional>
#include <sched.h>
#include <sys/ioctl.h>

namespace sandbox {
namespace {

/// /proc/PID/ns of a process; PID may be "self".
class NamespaceLinks {
public:
    explicit NamespaceLinks(const std::string& process)
        : directory_(::open(("/proc/" + process + "/ns").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

    /// By what the link says, as "mnt:[4026532184]": stat(2) would take three times as long.
    std::optional<std::uint64_t> inode(const char* name) const {
        char text[64];
        ssize_t length = ::readlinkat(directory_.get(), name, text, sizeof text);
        std::string_view link(text, length < 0 ? 0 : static_cast<std::size_t>(length));
        auto bracket = link.find('[');
        std::uint64_t inode = 0;
        if (bracket == link.npos) return std::nullopt;
        auto [end, error] = std::from_chars(link.data() + bracket + 1, link.data() + link.size(), inode);
        if (error != std::errc{} || std::string_view(end, link.data() + link.size()) != "]") return std::nullopt;
        return inode;
    }

private:
    UniqueFd directory_;
};

/// PIDFD_GET_USER_NAMESPACE of linux/pidfd.h, Linux 6.11: opens a process's user namespace.
constexpr unsigned long kGetUserNamespace = _IO(0xff, 9);

/// A process that has not looked into its /proc yet makes all of that anew, at ten times the cost of this.
std::optional<std::uint64_t> own_user_namespace() {
    UniqueFd self(sys::pidfd_open(::getpid()));
    UniqueFd file(::ioctl(self.get(), kGetUserNamespace, 0));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) < 0) return NamespaceLinks("self").inode("user");
    return status.st_ino;
}

}  // namespace

std::map<std::string, std::uint64_t> namespaces_of(pid_t pid) {
    NamespaceLinks links(std::to_string(pid));
    std::map<std::string, std::uint64_t> inodes;
    for (const char* name : {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"})
        if (auto inode = links.inode(name)) inodes[name] = *inode;
    return inodes;
}

int foreign_namespaces(const std::map<std::string, std::uint64_t>& namespaces, int made) {
    static constexpr std::pair<const char*, int> kFlags[] = {
        {"cgroup", CLONE_NEWCGROUP}, {"ipc", CLONE_NEWIPC}, {"mnt", CLONE_NEWNS},   {"net", CLONE_NEWNET},
        {"pid", CLONE_NEWPID},       {"user", CLONE_NEWUSER}, {"uts", CLONE_NEWUTS}};
    std::optional<NamespaceLinks> own;
    int flags = 0;
    for (const auto& [name, flag] : kFlags) {
        auto theirs = namespaces.find(name);
        if (theirs == namespaces.end()) continue;
        bool is_foreign = (made & flag) != 0;
        if (flag == CLONE_NEWUSER) {
            is_foreign = own_user_namespace() != theirs->second;
        } else if (!is_foreign) {
            if (!own) own.emplace("self");
            is_foreign = own->inode(name) != theirs->second;
        }
        if (is_foreign) flags |= flag;
    }
    return flags;
}

ChildrenElsewhere::ChildrenElsewhere(int pidfd) : self_(sys::pidfd_open(::getpid())) {
    are_elsewhere_ = self_ && sys::setns(pidfd, CLONE_NEWPID) == 0;
}

ChildrenElsewhere::~ChildrenElsewhere() {
    if (are_elsewhere_) (void)sys::setns(self_.get(), CLONE_NEWPID);
}

}  // namespace sandbox
