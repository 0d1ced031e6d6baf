// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/ledger_record.hh"

#include "core/clock.hh"
#include "core/process_namespaces.hh"
#include "core/text.hh"

#include <charconv>
#include <cstring>
#include <unistd.h>

namespace sandbox::ledger {
namespace {

template <class Op, class... Kinds> constexpr bool kIsOneOf = (std::is_same_v<Op, Kinds> || ...);

template <class Op>
constexpr bool kIsShared =
    kIsOneOf<Op, cgroups::EnterOp, users::BecomeOp, users::AwaitHostOp,
             namespaces::LimitUserNamespacesOp, namespaces::SetHostnameOp, mounts::DetachPropagationOp, mounts::NewFileSystemOp,
             mounts::BindOp, mounts::DirectoryOp, mounts::FileOp, mounts::SymlinkOp, mounts::NodeOp, mounts::SocketOp,
             seccomp::WatchRebootOp, mounts::MaskOp, mounts::ReadOnlyOp, mounts::EnterRootOp, net::LoopbackUpOp,
             journal::ListenOp> ||
    // Of the process, and as they are for any.
    kIsOneOf<Op, process::CloseDescriptorsOp, process::ResetSignalsOp, process::LeaveTerminalOp, process::OpenStandardOp, process::HoldLifeLineOp> ||
    kIsOneOf<Op, limits::RaiseLimitOp> ||
    // Who joins from another Landlock domain could neither see nor trace what runs.
    kIsOneOf<Op, landlock::ConfineFilesOp> ||
    // Of who joins.
    kIsOneOf<Op, joining::DropGroupsOp, joining::EnterGroupOp, joining::EnterNamespacesOp, joining::BecomeInsideOp,
             joining::JoinOp>;

/// What each of the child's ops means for whoever joins later.
struct Learn {
    Joining& joining;

    void operator()(const caps::KeepOnlyOp& op) const {
        joining.drops_capabilities = true;
        joining.capabilities = op.kept;
    }
    void operator()(const namespaces::UnshareOp& op) const { joining.made_namespaces |= op.flags; }
    void operator()(const namespaces::ReownOp& op) const { joining.made_namespaces |= op.flags; }
    void operator()(const caps::NoNewPrivilegesOp&) const { joining.no_new_privileges = true; }
    void operator()(const seccomp::LoadFilterOp& op) const {
        static_assert(sizeof(sock_filter) == sizeof joining.filter[0]);
        joining.has_filter = true;
        joining.filter.resize(op.length);
        std::memcpy(joining.filter.data(), op.program, op.length * sizeof(sock_filter));
    }
    void operator()(const process::NewKeyringOp&) const { joining.new_keyring = true; }
    void operator()(const process::ChangeDirectoryOp& op) const {
        joining.directory = op.path;
        joining.umask = op.umask;
    }
    void operator()(const process::SetMaskOp& op) const { joining.umask = op.umask; }
    void operator()(const process::StartOp& op) const {
        for (char* const* variable = op.environment; *variable != nullptr; ++variable) joining.environment.emplace_back(*variable);
    }
    void operator()(const limits::SetLimitOp& op) const {
        joining.limits.push_back({op.resource, op.range.rlim_cur, op.range.rlim_max});
    }
    void operator()(const selinux::LabelProcessOp& op) const { joining.label = op.context; }
    void operator()(const limits::SetNiceOp& op) const { joining.nice = op.value; }
    void operator()(const limits::SetOomScoreOp& op) const { joining.oom_score = op.text; }
    void operator()(const limits::SetAffinityOp& op) const { joining.processors = op.processors; }
    /// "INSIDE OUTSIDE 1"
    void operator()(const users::MapSelfOp& op) const {
        std::from_chars(op.user_map, op.user_map + std::strlen(op.user_map), joining.user);
        std::from_chars(op.group_map, op.group_map + std::strlen(op.group_map), joining.group);
    }
    void operator()(const users::BecomeUserOp& op) const {
        joining.user = op.user;
        joining.group = op.group;
    }
    /// These made the sandbox, and what they made is there for whoever joins. A new kind of op must be put here or above.
    template <class Op> void operator()(const Op&) const {
        static_assert(kIsShared<Op>, "does who joins need this op too?");
    }
};

}  // namespace

Result<Record> record_of(const Unit& unit, const Prepared& prepared, pid_t init) {
    Record record{.name = unit.name, .unit = unit.unit_name, .drop_ins = unit.drop_ins, .description = *unit.about.description};
    for (const auto& address : unit.about.documentation) record.documentation.push_back(*address);
    for (const auto& [key, value] : unit.about.labels) record.labels[key] = *value;
    for (const auto& word : unit.process.command) record.command.push_back(*word);
    record.cgroups = prepared.groups.groups.directories();
    record.cgroup_inodes = prepared.groups.groups.inodes();
    if (prepared.machine) record.tunnel = prepared.machine->tunnel();
    record.kill_signal = *unit.life.kill_signal;
    record.stop_timeout = unit.life.stop_timeout->count();
    record.boot = TRY(boot_id());
    record.caller = ::geteuid();
    record.started = real_now().count();
    record.supervisor = TRY(identify(::getpid()));
    if (init > 0) {
        record.init = TRY(identify(init));
        record.namespaces = TRY(namespaces_of(init));
    }
    record.joining.file_label = prepared.bench.labels.mounts;
    record.joining.terminal_label = prepared.bench.labels.terminal;
    record.joining.made_namespaces = prepared.clone_flags;
    for (const child::Op& op : prepared.ops) std::visit(Learn{record.joining}, op);
    return record;
}

}  // namespace sandbox::ledger
