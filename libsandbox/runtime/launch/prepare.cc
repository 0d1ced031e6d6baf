// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/prepare.hh"

#include "core/file.hh"
#include "core/process.hh"
#include "core/process_namespaces.hh"
#include "core/reopening.hh"
#include "core/watcher_protocol.hh"
#include "domains/caps/prepare.hh"
#include "domains/cgroups/member.hh"
#include "domains/cgroups/scope.hh"
#include "domains/joining/prepare.hh"
#include "domains/journal/make_link.hh"
#include "domains/landlock/prepare.hh"
#include "domains/limits/prepare.hh"
#include "domains/mounts/prepare.hh"
#include "domains/namespaces/prepare.hh"
#include "domains/net/prepare.hh"
#include "domains/process/prepare.hh"
#include "domains/seccomp/prepare.hh"
#include "domains/selinux/prepare.hh"
#include "domains/users/prepare.hh"
#include "plan/find.hh"
#include "plan/tree.hh"
#include "runtime/launch/guarded.hh"
#include "runtime/launch/ledger_record.hh"
#include "runtime/launch/lent.hh"
#include "runtime/launch/memory_limit.hh"
#include "runtime/ledger/find.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>

namespace sandbox {

const Plan kNoPlan{};

namespace {

/// An op of some domain, or one of several, as one of the child's ops.
template <class T> child::Op as_op(T&& op) {
    if constexpr (std::is_constructible_v<child::Op, T>) return child::Op(std::forward<T>(op));
    else return std::visit([](auto&& one) { return child::Op(one); }, std::forward<T>(op));
}

/// What is in the sandbox's control group, or shows it.
bool needs_group(const Step& step) {
    return std::holds_alternative<cgroups::Step>(step.body) || (std::holds_alternative<mounts::Step>(step.body) && step.reason.setting == "Files.Cgroup");
}

bool makes_group(const Step& step) {
    return is<cgroups::Step, cgroups::OpenScope>(step) || is<cgroups::Step, cgroups::Make>(step);
}

/// The keys for which a group is made.
std::span<const Reason> wishes_for_group(const Plan& plan) {
    auto make = find_step<cgroups::Step, cgroups::Make>(plan);
    return make ? std::span(make.step->wishes) : std::span<const Reason>();
}

class Preparer {
public:
    Preparer(Prepared& out, const Unit& unit, ledger::Ledger* entry) : out_(out), unit_(unit), entry_(entry) {}

    Result<void> step(std::size_t index) {
        index_ = index;
        const Step& step = out_.plan.steps[index];
        if (has_lost_group_ && needs_group(step)) return {};
        if (has_lost_link_ && step.reason.setting == "Journal.Link") return {};
        std::size_t before = out_.ops.size();
        TRY(std::visit([this](const auto& domain) { return std::visit(*this, domain); }, step.body));
        bool is_carried = step.phase == Phase::privilege || step.phase == Phase::become;
        if (!is_carried || out_.ops.size() == before) return {};
        out_.has_carrier = true;
        out_.carried = out_.ops.size();
        return {};
    }
    /// The sandbox's control group cannot be had. Error: a written key needs it that the unit does not call optional.
    Result<void> lose_group(const Unit& unit, const Error& why);

    /// The clone's own step has no op.
    Result<void> operator()(const namespaces::Isolate& isolate) {
        out_.clone_flags |= isolate.flags;
        return {};
    }
    Result<void> operator()(const cgroups::OpenScope& open) {
        out_.groups.scope = TRY(cgroups::open_scope(open));
        if (auto renewed = cgroups::renew_scope(open); !renewed) out_.bench.left_out.push_back(renewed.error().message());
        return {};
    }
    Result<void> operator()(const limits::SetLimit& set) {
        if (set.without_group && out_.groups.limits_tasks) return {};
        return push(limits::prepare(set, out_.bench));
    }
    Result<void> operator()(const limits::RaiseLimit& raise) {
        auto op = TRY(limits::prepare(raise, out_.bench));
        return op ? push(Result<limits::RaiseLimitOp>(*op)) : Result<void>();
    }
    /// Root keeps its own user namespace; who is nobody enters the other's first, and has rights over the rest only there.
    Result<void> operator()(const joining::JoinSandbox& join) {
        auto sandbox = TRY(ledger::find(join.name));
        int shared = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER);
        int flags = TRY(foreign_namespaces(sandbox.record.namespaces, sandbox.record.joining.made_namespaces)) & shared;
        if (flags == 0) return {};
        return push(Result<joining::JoinOp>(joining::JoinOp{-1, out_.bench.keep.fd(std::move(sandbox.init)), flags}));
    }
    /// The watcher first: nothing is there that it does not know of.
    Result<void> operator()(const cgroups::Make& make) {
        out_.groups.groups = cgroups::OwnedGroups(make, out_.groups.scope);
        auto watched = out_.groups.groups.directories();
        for (const std::string& above : out_.groups.groups.missing_above()) watched.push_back(watcher::kIfEmpty + above);
        if (auto enlist = find_step<machine::Step, machine::Enlist>(out_.plan); enlist && enlist.step->has_tunnel)
            watched.push_back(watcher::kIfEmpty + machine::tunnel_directory(enlist.step->name));
        out_.watcher.emplace(TRY(Watcher::start(entry_, watched)));
        // The ledger too: whoever finds it does the watcher's work, should that be killed with us.
        TRY(tell_ledger());
        auto made = out_.groups.groups.make([&](std::uint64_t inode) -> Result<void> {
            TRY(out_.watcher->made(inode));
            return tell_ledger();
        });
        if (!made && made.error().code() == EEXIST) TRY(out_.watcher->taken());
        return made;
    }
    /// On cgroup v1 the child is in the groups by its own hand, and systemd moves it out of those that it manages.
    Result<void> operator()(const machine::Enlist& enlist) {
        out_.machine = std::make_unique<machine::Registration>(has_lost_scope() ? with_own_scope(enlist) : enlist);
        TRY(out_.machine->open_tunnel());
        std::vector<cgroups::Group> groups;
        for (const cgroups::Group& group : out_.groups.groups.all())
            if (group.version == cgroups::Version::v1) groups.push_back(group);
        auto reason = out_.plan.steps[index_].reason;
        auto task = [machine = out_.machine.get(), groups, reason, is_default = enlist.is_default](pid_t child, Bench& bench) -> Result<void> {
            auto made = machine->make(child);
            if (!made) {
                auto error = std::move(made).error().at(reason.origin, reason.setting);
                if (!is_default) return fail(std::move(error));
                bench.left_out.push_back(error.message());
            }
            for (const cgroups::Group& group : groups) TRY(cgroups::move_task(group, child));
            return {};
        };
        return push(users::await_host(out_.bench, std::move(task)));
    }
    Result<void> operator()(const journal::Listen&) {
        journal::ListenOp op{};
        out_.log_sockets = TRY(journal::open_sockets(out_.bench, op));
        return push(Result<journal::ListenOp>(op));
    }
    /// A directory that could not be made this system's is not bound either.
    Result<void> operator()(const journal::LinkJournal& link) {
        auto made = journal::make_link(link, out_.bench.host_paths);
        has_lost_link_ = !made;
        return made;
    }
    template <class DomainStep> Result<void> operator()(const DomainStep& step) {
        if constexpr (std::is_constructible_v<life::Step, DomainStep> || std::is_constructible_v<hooks::Step, DomainStep> ||
                      std::is_constructible_v<journal::Step, DomainStep>) return {};  // the supervisor's
        else if constexpr (std::is_constructible_v<cgroups::Step, DomainStep>) return push(prepare(step, out_.groups, out_.bench));
        else return push(prepare(step, out_.bench));
    }

private:
    /// Without its scope it is in its caller's unit, which is no machine. A service of its own it still has.
    bool has_lost_scope() const {
        auto open = find_step<cgroups::Step, cgroups::OpenScope>(out_.plan);
        return has_lost_group_ && open && !cgroups::is_delegated(*open.step);
    }
    static machine::Enlist with_own_scope(machine::Enlist enlist) {
        enlist.has_own_scope = true;
        return enlist;
    }
    Result<void> tell_ledger() {
        if (entry_ == nullptr) return {};
        auto record = TRY(ledger::record_of(unit_, out_, -1));
        record.name = entry_->name();
        return entry_->write_groups(record);
    }
    /// Done already: the child has nothing to do.
    Result<void> push(Result<void> done) { return done; }
    Result<void> push(Result<std::vector<mounts::PlaceOp>> ops) {
        for (mounts::PlaceOp& op : TRY(std::move(ops))) TRY(push(Result<mounts::PlaceOp>(std::move(op))));
        return {};
    }
    template <class DomainOp> Result<void> push(Result<DomainOp> op) {
        if (!op) return fail(std::move(op).error());
        out_.ops.push_back(as_op(*std::move(op)));
        out_.step_of.push_back(index_);
        return {};
    }
    Prepared& out_;
    const Unit& unit_;
    ledger::Ledger* entry_;
    std::size_t index_ = 0;
    bool has_lost_group_ = false;
    bool has_lost_link_ = false;
};

/// A line of which the child holds one end until it becomes another program. In place, the clone itself returns only then.
Result<void> open_set_up(Prepared& out) {
    if (out.plan.mode == LaunchMode::in_place) return {};
    auto pipe = TRY(make_pipe());
    out.set_up = std::move(pipe.from);
    out.bench.set_up = out.bench.keep.fd(std::move(pipe.to));
    return {};
}

/// Journal.Link says itself whether it is only tried: the directory and its bind.
bool is_optional(const Unit& unit, std::string_view setting) {
    bool is_tried = setting == "Journal.Link" && *unit.journal.link != journal::Link::host && *unit.journal.link != journal::Link::guest;
    return is_tried || std::ranges::any_of(unit.about.optional, [&](const auto& item) { return item.value == setting; });
}

/// What restricts a place that is there: of one that could be left out, such as a bind, it may not be missing.
bool is_restriction(const child::Op& op) {
    return std::holds_alternative<mounts::ReadOnlyOp>(op) || std::holds_alternative<mounts::MaskOp>(op);
}

Result<void> Preparer::lose_group(const Unit& unit, const Error& why) {
    std::string others;
    const auto& first = out_.plan.steps[index_].reason;
    auto wishes = wishes_for_group(out_.plan);
    std::vector<Reason> all(wishes.begin(), wishes.end());
    if (!unit.hooks.on_oom.empty()) all.push_back({"Hooks.OnOOM", unit.hooks.on_oom.items[0].origin});
    for (const Reason& wish : all) {
        if (!is_optional(unit, wish.setting)) return fail(Error(why).at(wish.origin, wish.setting));
        if (wish.setting != first.setting) others += (others.empty() ? "; with the group goes " : ", ") + std::string(wish.setting);
    }
    has_lost_group_ = true;
    // What it was told of goes with it: others may have those names from now on.
    if (out_.watcher) {
        TRY(out_.watcher->keep_entry());
        TRY(out_.watcher->finish());
        out_.watcher.reset();
    }
    out_.groups = {};
    out_.bench.left_out.push_back(Error(why).at(first.origin, first.setting).message() + others);
    return {};
}

void mark_optional(Prepared& out, const Unit& unit) {
    out.optional = std::make_unique<bool[]>(out.ops.size());
    for (std::size_t index = 0; index < out.ops.size(); ++index)
        out.optional[index] = !is_restriction(out.ops[index]) && is_optional(unit, out.plan.steps[out.step_of[index]].reason.setting);
}

}  // namespace

Result<void> open_life_line(Prepared& out) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return fail(Error::from_errno("socketpair"));
    out.life_line = LifeLine(UniqueFd(ends[0]));
    out.bench.life_line = out.bench.keep.fd(UniqueFd(ends[1]));
    return {};
}

/// How many descriptors from 3 on the command gets.
static int passed_descriptors(std::span<const child::Op> ops) {
    for (const child::Op& op : ops)
        if (const auto* close = std::get_if<process::CloseDescriptorsOp>(&op)) return close->passed;
    return 0;
}

/// Everything between what is kept closes; the op is the first that has ranges.
void keep_only(Prepared& out) {
    std::vector<int> kept;
    for (const UniqueFd& fd : out.bench.keep.fds()) kept.push_back(fd.get());
    int passed = passed_descriptors(out.ops);
    for (int fd = 3; fd < 3 + passed; ++fd) kept.push_back(fd);
    out.gaps = process::gaps_between(std::move(kept));
    for (child::Op& op : out.ops) {
        if (auto* close = std::get_if<process::CloseDescriptorsOp>(&op)) {
            close->ranges = out.gaps.data();
            close->count = out.gaps.size();
        }
        if (auto* confine = std::get_if<landlock::ConfineFilesOp>(&op)) confine->passed = passed;
    }
}

/// Whether it puts a file system of ours into somebody else's tree.
static bool makes_island(const child::Op& op) {
    const auto* made = std::get_if<mounts::NewFileSystemOp>(&op);
    return made != nullptr && made->target.ground == mounts::Ground::foreign && *made->target.path != '\0';
}

child::Program Prepared::program() {
    islands = std::make_unique<Island[]>(static_cast<std::size_t>(std::ranges::count_if(ops, makes_island)));
    Context context{.life_line = bench.life_line};
    context.islands = islands.get();
    context.host_proc = bench.host_proc;
    return {.ops = ops, .optional = {optional.get(), ops.size()}, .carried = carried, .context = context};
}

static void distrust_written(const Plan& plan, HostPaths& paths) {
    for (const std::string& source : lent_sources(plan)) {
        struct stat status {};
        UniqueFd directory(::open(source.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (directory && ::fstat(directory.get(), &status) == 0) paths.distrust(identity_of(status));
    }
}

Result<void> Prepared::let_go() {
    auto gone = machine ? machine->end() : Result<void>();
    if (watcher) watcher->let_go();
    return gone;
}

Result<Prepared> prepare(const Unit& unit, const Plan& plan, ledger::Ledger* entry) {
    Prepared out{.plan = plan};
    out.bench.has_terminal = unit.has_terminal;
    auto start = find_step<process::Step, process::Start>(plan);
    bool has_init = start && start.step->init == process::Init::builtin;  // not without a pid namespace, whatever the unit says
    out.bench.tells_begin = has_init && (unit.is_background || memory_limit_of_one(plan) != nullptr);
    out.kill_signal = *unit.life.kill_signal;
    out.patience = *unit.life.stop_timeout;
    out.bench.guarded = [&unit, known = GuardedPlaces()]() mutable -> GuardedPlaces& {
        if (known.empty()) known = GuardedPlaces(guarded_places(unit));
        return known;
    };
    out.bench.host_paths.work_in(unit.working_directory);
    distrust_written(plan, out.bench.host_paths);
    out.bench.host_paths.recall(lent_before);
    TRY(open_life_line(out));
    TRY(open_set_up(out));
    out.bench.host_proc = out.bench.keep.fd(TRY(open_proc()));
    Preparer preparer(out, unit, entry);
    for (std::size_t index = 0; index < out.plan.steps.size(); ++index) {
        auto prepared = preparer.step(index);
        const Reason& reason = out.plan.steps[index].reason;
        if (prepared) continue;
        if (!is_optional(unit, reason.setting)) return fail(std::move(prepared).error().at(reason.origin, reason.setting));
        if (makes_group(out.plan.steps[index])) {
            TRY(preparer.lose_group(unit, prepared.error()));
            continue;
        }
        out.bench.left_out.push_back(std::move(prepared).error().at(reason.origin, reason.setting).message());
    }
    for (int fd : {0, 1, 2})
        if (out.bench.keeps_callers[fd]) let_reopen_pipe(fd, out.bench.host_group);
    if (auto kept = remember_lent(lent_sources(plan)); !kept)
        out.bench.left_out.push_back("that directories were lent is not kept, and links in them will be followed: " + kept.error().message());
    if (out.watcher) TRY(out.watcher->await_start());
    keep_only(out);
    mark_optional(out, unit);
    return out;
}

}  // namespace sandbox
