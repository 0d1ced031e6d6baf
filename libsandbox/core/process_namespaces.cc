// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/process_namespaces.hh"

#include "core/process.hh"
#include "core/sys.hh"

#include <cerrno>
#include <charconv>
#include <optional>
#include <sched.h>
#include <sys/ioctl.h>

namespace sandbox {
namespace {

/// /proc/PID/ns of a process; PID may be "self".
class NamespaceLinks {
public:
    static Result<NamespaceLinks> open(const std::string& process) {
        NamespaceLinks links("/proc/" + process + "/ns");
        if (!links.directory_ && !is_out_of_sight(errno)) return fail(Error::from_errno("open " + links.path_));
        return links;
    }

    /// By what the link says, as "mnt:[4026532184]": stat(2) would take three times as long. Nothing: out of our sight, or a kind
    /// that the kernel does not have.
    Result<std::optional<std::uint64_t>> inode(const std::string& name) const {
        if (!directory_) return std::nullopt;
        char text[64];
        ssize_t length = ::readlinkat(directory_.get(), name.c_str(), text, sizeof text);
        if (length < 0 && !is_out_of_sight(errno)) return fail(Error::from_errno("readlink " + path_ + "/" + name));
        std::string_view link(text, length < 0 ? 0 : static_cast<std::size_t>(length));
        auto bracket = link.find('[');
        std::uint64_t inode = 0;
        if (bracket == link.npos) return std::nullopt;
        auto [end, error] = std::from_chars(link.data() + bracket + 1, link.data() + link.size(), inode);
        if (error != std::errc{} || std::string_view(end, link.data() + link.size()) != "]") return std::nullopt;
        return inode;
    }

private:
    explicit NamespaceLinks(std::string path)
        : path_(std::move(path)), directory_(::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

    std::string path_;
    UniqueFd directory_;
};

/// PIDFD_GET_USER_NAMESPACE of linux/pidfd.h, Linux 6.11: opens a process's user namespace.
constexpr unsigned long kGetUserNamespace = _IO(0xff, 9);

/// A process that has not looked into its /proc yet makes all of that anew, at ten times the cost of this.
Result<std::optional<std::uint64_t>> own_user_namespace() {
    UniqueFd self(sys::pidfd_open(::getpid()));
    UniqueFd file(::ioctl(self.get(), kGetUserNamespace, 0));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) < 0) return TRY(NamespaceLinks::open("self")).inode("user");
    return std::uint64_t{status.st_ino};
}

}  // namespace

Result<std::map<std::string, std::uint64_t>> namespaces_of(pid_t pid) {
    auto links = TRY(NamespaceLinks::open(std::to_string(pid)));
    std::map<std::string, std::uint64_t> inodes;
    for (const char* name : {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"})
        if (auto inode = TRY(links.inode(name))) inodes[name] = *inode;
    return inodes;
}

Result<int> foreign_namespaces(const std::map<std::string, std::uint64_t>& namespaces, int made) {
    static constexpr std::pair<const char*, int> kFlags[] = {
        {"cgroup", CLONE_NEWCGROUP}, {"ipc", CLONE_NEWIPC}, {"mnt", CLONE_NEWNS},   {"net", CLONE_NEWNET},
        {"pid", CLONE_NEWPID},       {"user", CLONE_NEWUSER}, {"uts", CLONE_NEWUTS}};
    std::optional<NamespaceLinks> own;
    int flags = 0;
    for (const auto& [name, flag] : kFlags) {
        bool is_foreign = (made & flag) != 0;
        auto theirs = namespaces.find(name);
        if (theirs == namespaces.end()) {
            if (is_foreign) flags |= flag;  // it has one of its own, whichever it is
            continue;
        }
        if (flag == CLONE_NEWUSER) {
            is_foreign = TRY(own_user_namespace()) != theirs->second;
        } else if (!is_foreign) {
            if (!own) own = TRY(NamespaceLinks::open("self"));
            is_foreign = TRY(own->inode(name)) != theirs->second;
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
