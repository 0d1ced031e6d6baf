// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/join.hh"

#include "core/file.hh"
#include "core/id_map.hh"
#include "core/path.hh"
#include "core/process_namespaces.hh"
#include "core/reopening.hh"
#include "core/sys.hh"
#include "core/text.hh"
#include "domains/cgroups/freezer.hh"
#include "domains/cgroups/membership.hh"
#include "domains/cgroups/scope.hh"
#include "domains/limits/prepare.hh"
#include "domains/process/prepare.hh"
#include "domains/selinux/prepare.hh"
#include "runtime/running/account.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sandbox {
namespace {

/// Whether another of the groups is below this one; then that is where processes are.
bool has_group_below(const std::vector<std::string>& groups, const std::string& group) {
    return std::ranges::any_of(groups, [&](const auto& other) { return other != group && is_below(other, group); });
}

Error frozen(const ledger::Record& record) {
    return Error::impossible("the sandbox " + record.name + " is frozen").hint("sandbox-set --thaw lets it go on");
}

/// -1 is a value of its as well.
Result<int> own_nice() {
    errno = 0;
    int nice = ::getpriority(PRIO_PROCESS, 0);
    if (nice == -1 && errno != 0) return fail(Error::from_errno("getpriority"));
    return nice;
}

class Joiner {
public:
    Joiner(Prepared& out, const ledger::Running& sandbox, const Guest& guest)
        : out_(out), record_(sandbox.record), joining_(sandbox.record.joining), sandbox_(sandbox), guest_(guest) {}

    Result<void> enter() {
        out_.ops.reserve(kMostOps);
        if (::geteuid() == 0) push(joining::DropGroupsOp{});
        if (!joining_.oom_score.empty()) push(limits::SetOomScoreOp{joining_.oom_score.c_str(), true});
        for (const std::string& group : record_.cgroups)
            if (!has_group_below(record_.cgroups, group)) TRY(enter_group(group));
        push(joining::EnterNamespacesOp{sandbox_.init.get(), TRY(foreign_namespaces(record_.namespaces, joining_.made_namespaces))});
        out_.has_carrier = true;
        out_.carried = out_.ops.size();
        return {};
    }

    Result<void> become() {
        account_ = guest_.account ? *guest_.account : TRY(account_of(sandbox_, guest_.user));
        if (guest_.has_terminal) TRY(selinux::label_terminal(guest_.standard[0], joining_.terminal_label));
        push(TRY(prepare(process::CloseDescriptors{}, out_.bench)));
        push(process::ResetSignalsOp{});
        TRY(let_reopen_standard());
        for (int fd : {0, 1, 2})
            if (guest_.standard[fd] >= 0) push(process::OpenStandardOp{TRY(keep(guest_.standard[fd])), fd});
        push(joining::BecomeInsideOp{account_.user, account_.group});
        for (const auto& limit : joining_.limits)
            push(TRY(prepare(limits::SetLimit{limit.resource, {limit.soft, limit.hard}, true}, out_.bench)));
        if (joining_.nice > TRY(own_nice())) push(limits::SetNiceOp{joining_.nice});
        run_beside_init();
        if (joining_.new_keyring) push(process::NewKeyringOp{});
        auto directory = guest_.directory.value_or(account_.home.empty() ? joining_.directory : account_.home);
        push(process::ChangeDirectoryOp{out_.bench.keep.text(directory), joining_.umask, !guest_.directory});
        return {};
    }

    /// In the order of Phase: confine, filter, relinquish.
    void confine() {
        if (!joining_.label.empty()) push(selinux::LabelProcessOp{joining_.label.c_str(), joining_.label.size()});
        bool drops_first = joining_.drops_capabilities && joining_.no_new_privileges;
        if (drops_first) push(caps::KeepOnlyOp{joining_.capabilities});
        if (joining_.no_new_privileges) push(caps::NoNewPrivilegesOp{});
        push(process::HoldLifeLineOp{});
        if (joining_.has_filter)
            push(seccomp::LoadFilterOp{reinterpret_cast<const sock_filter*>(joining_.filter.data()),
                                       static_cast<unsigned short>(joining_.filter.size())});
        if (joining_.drops_capabilities && !drops_first) push(caps::KeepOnlyOp{joining_.capabilities});
    }

    void start() {
        auto environment = joining_.environment;
        if (!account_.home.empty()) set(environment, "HOME=" + account_.home);
        if (!account_.name.empty())
            for (const char* name : {"USER=", "LOGNAME="}) set(environment, name + account_.name);
        for (const std::string& variable : guest_.environment) set(environment, variable);
        auto command = guest_.command;
        if (command.empty()) command = {shell_in(environment)};
        push(process::StartOp{-1, out_.bench.keep.strings(command), out_.bench.keep.strings(environment),
                              guest_.has_terminal});
    }

private:
    static constexpr std::size_t kMostOps = 40;  // in all, with some limits and groups
    template <class Op> void push(Op op) { out_.ops.emplace_back(std::move(op)); }

    Result<void> enter_group(const std::string& group) {
        auto file = open_file(group + "/tasks", O_WRONLY);
        bool is_unified = !file && file.error().code() == ENOENT;
        if (is_unified) TRY(cgroups::approach(group));
        // A sandbox that shares out its own group has its processes below it.
        if (is_unified) file = open_below(cgroups::directory_of(record_.init.pid, group));
        if (!file) return fail(std::move(file).error().within("enter the sandbox's cgroup"));
        push(joining::EnterGroupOp{out_.bench.keep.fd(*std::move(file))});
        return {};
    }

    /// The group in which PID 1 is, which who is inside may freeze by itself.
    Result<UniqueFd> open_below(const std::string& group) const {
        if (TRY(cgroups::is_frozen(std::span(&group, 1)))) return fail(frozen(record_));
        return open_file(group + "/cgroup.procs", O_WRONLY);
    }

    /// On the processors of PID 1, which may have others than at its start.
    void run_beside_init() {
        std::string theirs(limits::kMostProcessors / 8, '\0'), own = theirs;
        auto length = ::syscall(SYS_sched_getaffinity, record_.init.pid, theirs.size(), theirs.data());
        if (length < 0 || ::syscall(SYS_sched_getaffinity, 0, own.size(), own.data()) < 0 || theirs == own) return;
        theirs.resize(static_cast<std::size_t>(length));
        auto size = theirs.size();
        push(limits::SetAffinityOp{"", out_.bench.keep.text(std::move(theirs)), size});
    }

    /// The pipes, and a terminal that only the guest's descriptors lead to: one that has a name inside is given to the guest's user alone.
    Result<void> let_reopen_standard() const {
        auto maps = ::geteuid() == 0 ? TRY(read_group_map(std::to_string(record_.init.pid))) : std::vector<IdRange>();
        auto group = outside_of(maps, account_.group);
        if (!group) return {};
        for (int fd : {0, 1, 2}) {
            bool is_terminal = guest_.has_terminal && guest_.standard[fd] >= 0;
            if (!is_terminal) let_reopen_pipe(guest_.standard[fd] >= 0 ? guest_.standard[fd] : fd, *group);
            else if (!guest_.is_terminal_named) let_reopen(guest_.standard[fd], *group);
        }
        return {};
    }

    /// A copy that the child does not close before its time.
    Result<int> keep(int fd) {
        UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
        if (!copy) return fail(Error::from_errno("dup"));
        return out_.bench.keep.fd(std::move(copy));
    }

    static void set(std::vector<std::string>& environment, const std::string& variable) {
        auto name = variable.substr(0, variable.find('=') + 1);
        std::erase_if(environment, [&](const std::string& one) { return one.starts_with(name); });
        environment.push_back(variable);
    }

    static std::string shell_in(const std::vector<std::string>& environment) {
        for (const std::string& variable : environment)
            if (variable.starts_with("SHELL=/")) return variable.substr(6);
        return "/bin/sh";
    }

    Prepared& out_;
    const ledger::Record& record_;
    const ledger::Joining& joining_;
    const ledger::Running& sandbox_;
    const Guest& guest_;
    Account account_{};
};

}  // namespace

Result<Prepared> prepare_join(const ledger::Running& sandbox, const Guest& guest) {
    // It would stop where it enters the group, and we with it.
    if (TRY(cgroups::is_frozen(sandbox.record.cgroups))) return fail(frozen(sandbox.record));
    Prepared out{.is_guest = true};
    TRY(open_life_line(out));
    out.bench.host_proc = out.bench.keep.fd(TRY(open_file("/proc", O_PATH | O_DIRECTORY)));
    Joiner joiner(out, sandbox, guest);
    TRY(joiner.enter());
    TRY(joiner.become());
    joiner.confine();
    joiner.start();
    keep_only(out);
    out.optional = std::make_unique<bool[]>(out.ops.size());
    return out;
}

Result<Child> launch_guest(Prepared& prepared, const ledger::Running& sandbox) {
    // What an ordinary user's child opens in /proc before it enters is its own only while that is dumpable.
    if (::geteuid() != 0) return launch(prepared);
    ChildrenElsewhere elsewhere(sandbox.init.get());
    prepared.has_carrier = !elsewhere;
    prepared.is_hidden = static_cast<bool>(elsewhere);
    if (elsewhere) prepared.carried = 0;
    return launch(prepared);
}

}  // namespace sandbox
