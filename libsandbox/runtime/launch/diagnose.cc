// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/diagnose.hh"

#include "core/file.hh"
#include "core/obstacles.hh"
#include "core/signal.hh"
#include "plan/find.hh"
#include "runtime/launch/memory_limit.hh"
#include "runtime/launch/missing_targets.hh"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

/// Why this machine may refuse user namespaces, with what would help; empty if we know of no reason.
std::string user_namespace_cause() {
    if (sysctl_text("/proc/sys/user/max_user_namespaces") == "0")
        return "user.max_user_namespaces is 0; as root: sysctl user.max_user_namespaces=10000";
    if (sysctl_text("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        return "kernel.unprivileged_userns_clone is 0; as root: sysctl kernel.unprivileged_userns_clone=1";
    if (sysctl_text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        return "AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns); give sandbox-run a "
               "profile with the rule \"userns,\"";
    if (is_in_chroot(own_mounts())) return "the kernel allows no user namespace inside a chroot; enter the root by pivot_root instead";
    return {};
}

/// What the setting tried, in the words of --explain.
Error failed_step(const Prepared& prepared, std::size_t step, int code, std::string_view call) {
    const Step& failed = prepared.plan.steps[step];
    auto text = describe(failed);
    if (!call.empty() && code != ENOENT) text += ": " + std::string(call);
    return Error::from_errno(std::move(text), code);
}

Error with_place(const Prepared& prepared, std::size_t step, Error error) {
    const Reason& reason = prepared.plan.steps[step].reason;
    return std::move(error).at(reason.origin, reason.setting);
}

bool is_proc(const Step& step) {
    const auto* put = as<mounts::Step, mounts::PutPlace>(step);
    return put != nullptr && put->place.kind == Place::Kind::proc;
}

/// The place's kind of mistake that a user can mend.
std::string place_hint(const Step& step, int code, std::string_view call) {
    const auto* put = as<mounts::Step, mounts::PutPlace>(step);
    if (put == nullptr || call != "find the target") return {};
    if (code == ENOENT && put->place.kind == Place::Kind::mask)
        return "\"-" + put->place.target + "\" is hidden where it exists, and skipped where it does not";
    if (code == ENOENT) return "the target must exist there, make it first";
    if (code == ELOOP) return "the target leads over a symbolic link, which is not followed";
    if (code == EXDEV) return "the target leads out of the root";
    return {};
}

/// A root of somebody's own without what the sandbox puts its own things onto: all that is to be made in it. Nothing: it is another failure.
std::optional<Error> incomplete_root(const Plan& plan, const Step& step, int code, std::string_view call) {
    const auto* put = as<mounts::Step, mounts::PutPlace>(step);
    if (put == nullptr || put->place.kind == Place::Kind::mask || call != "find the target" || code != ENOENT) return std::nullopt;
    auto root = find_step<mounts::Step, mounts::DirectoryRoot>(plan);
    auto missing = missing_targets(plan);
    if (!root || missing.empty()) return std::nullopt;
    // A default of ours fails for the root that somebody wrote.
    const Reason& reason = step.reason.origin.is_fallback() ? *root.reason : step.reason;
    return Error::from_errno(describe(step), code).hint("make " + join(missing, ", ")).at(reason.origin, reason.setting);
}

/// Why a written limit was refused (setrlimit(2)): even root has no more descriptors than fs.nr_open.
std::string limit_cause(const Step& step) {
    const auto* raise = as<limits::Step, limits::RaiseLimit>(step);
    const auto* set = as<limits::Step, limits::SetLimit>(step);
    int resource = raise != nullptr ? raise->resource : set->resource;
    std::uint64_t wanted = raise != nullptr ? raise->hard : set->range.hard;
    auto most = sysctl_text("/proc/sys/fs/nr_open");
    if (resource == RLIMIT_NOFILE && parse_number(most) && wanted > *parse_number(most))
        return "the most that this host allows is fs.nr_open, " + most;
    return "above the caller's hard limit needs CAP_SYS_RESOURCE on the host";
}

/// "0-3", as the kernel says it of us.
std::string usable_processors() {
    static constexpr std::string_view kKey = "\nCpus_allowed_list:\t";
    auto status = read_file("/proc/self/status");
    auto at = status ? status->find(kKey) : std::string::npos;
    if (at == std::string::npos) return "unknown";
    auto list = status->substr(at + kKey.size());
    return list.substr(0, list.find('\n'));
}

Error command_failure(const Step& step, int code) {
    const auto* start = as<process::Step, process::Start>(step);
    return start_failure(start != nullptr && !start->command.empty() ? start->command[0] : std::string(), code);
}

/// The step that limits descriptors; nothing if none does.
std::optional<std::size_t> descriptor_limit(const Plan& plan) {
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
        const auto* set = as<limits::Step, limits::SetLimit>(plan.steps[index]);
        if (set != nullptr && set->resource == RLIMIT_NOFILE) return index;
    }
    return std::nullopt;
}

/// Of the others EMFILE has another reason than a limit of descriptors.
bool makes_descriptor(std::string_view call) {
    constexpr std::string_view kNone[] = {"seccomp", "landlock_add_rule", "landlock_restrict_self"};
    return std::ranges::find(kNone, call) == std::end(kNone);
}

Error too_few_descriptors(const Step& limit) {
    return Error::from_errno(describe(limit), EMFILE).hint("the set-up needs some for itself");
}

/// Who wrote the group's limit of memory, if it has one: the set-up counts for it too.
std::string print_memory_reason(const Plan& plan) {
    for (const Step& step : plan.steps) {
        const auto* set = as<cgroups::Step, cgroups::SetFile>(step);
        if (set == nullptr || set->tries.empty() || step.reason.origin.is_fallback()) continue;
        if (step.reason.setting == "Resources.MemoryMax" || step.reason.setting == "Resources.MemorySwapMax")
            return std::string(step.reason.setting) + " (" + step.reason.origin.print() + ")";
    }
    return {};
}

/// The step that limits processes; null: none does. What somebody wrote goes before a default.
const Step* task_limit(const Plan& plan) {
    auto limits_tasks = [](const Step& step) {
        const auto* set = as<limits::Step, limits::SetLimit>(step);
        const auto* file = as<cgroups::Step, cgroups::SetFile>(step);
        return (set != nullptr && set->resource == RLIMIT_NPROC) || (file != nullptr && cgroups::limits_tasks(*file));
    };
    const Step* found = nullptr;
    for (const Step& step : plan.steps)
        if (limits_tasks(step) && (found == nullptr || found->reason.origin.is_fallback())) found = &step;
    return found;
}

}  // namespace

Error start_failure(const std::string& command, int code) {
    if (code == ENOENT || code == ENOTDIR) return Error(Fault::not_found, quote(command) + ": not found in the sandbox");
    auto error = Error::from_errno(quote(command), code).as(Fault::not_executable);
    if (code == EACCES) return std::move(error).hint("not executable: chmod +x, or name an interpreter");
    if (code == ENOEXEC) return std::move(error).hint("neither a program of this machine's nor a script with a #! line: name an interpreter");
    return error;
}

/// Why a v2 group took no process of ours, or nothing if it did.
static Error entry_failure(const Prepared& prepared, int error) {
    auto step = std::ranges::find_if(prepared.plan.steps, is<cgroups::Step, cgroups::Enter>);
    auto failure = failed_step(prepared, static_cast<std::size_t>(step - prepared.plan.steps.begin()), error, "clone3");
    if (error == EACCES) failure = std::move(failure).hint("cgroup.procs of the group above both is not writable: it is not delegated to this user");
    if (error == ENOSYS) failure = std::move(failure).hint("this kernel, or a filter around us, has no clone3");
    return std::move(failure).at(step->reason.origin, step->reason.setting);
}

/// Who joins a sandbox has no plan.
static Error guest_clone_failure(int error) {
    auto failure = Error::from_errno("clone", error);
    if (error == EAGAIN) return std::move(failure).hint("a limit of processes is reached, the caller's (ulimit -u) or the sandbox's");
    if (error == EACCES) return std::move(failure).hint("cgroup.procs of the group above both is not writable: it is not delegated to this user");
    return failure;
}

static bool joins(const Prepared& prepared) {
    return std::ranges::any_of(prepared.plan.steps, [](const Step& step) { return std::holds_alternative<joining::Step>(step.body); });
}

Error clone_failure(const Prepared& prepared, int error) {
    if (prepared.plan.steps.empty()) return guest_clone_failure(error);
    bool is_of_group = error == EACCES || error == EBUSY || error == EOPNOTSUPP || error == ENODEV || error == ENOSYS;
    if (prepared.groups.unified && is_of_group) return entry_failure(prepared, error);
    auto isolate = std::ranges::find_if(prepared.plan.steps, [](const Step& step) { return step.phase == Phase::isolate; });
    auto index = static_cast<std::size_t>(isolate - prepared.plan.steps.begin());
    auto failure = failed_step(prepared, index, error, {});
    if (auto cause = user_namespace_cause(); !cause.empty() && (error == EPERM || error == ENOSPC || error == EACCES))
        failure = std::move(failure).hint(cause);
    else if (error == ENOSPC && joins(prepared))
        failure = std::move(failure).hint("the sandbox that is joined may allow no user namespaces: Security.RestrictNamespaces = false there");
    else if (error == ENOSPC)
        failure = std::move(failure).hint("a limit of /proc/sys/user, or user namespaces nested 32 deep");
    else if (error == EAGAIN)
        failure = std::move(failure).hint("the caller's limit of processes (ulimit -u) is reached");
    return with_place(prepared, index, std::move(failure));
}

/// What joins has ops, and no steps.
static Error joining_failure(const Prepared& prepared, const OpFailure& failure, std::string_view call) {
    const auto* become = failure.op < prepared.ops.size() ? std::get_if<joining::BecomeInsideOp>(&prepared.ops[failure.op]) : nullptr;
    bool is_group = call == "setresgid";
    if (become != nullptr && failure.error == EINVAL && (is_group || call == "setresuid"))
        return Error::impossible((is_group ? "group " : "user ") + std::to_string(is_group ? become->group : become->user) +
                                     " is not in the sandbox, which maps only the ids of its User.PrivateUsers or User.Map",
                                 EINVAL)
            .hint("by default it is one; started with User.PrivateUsers = \"pick\" it has 65536");
    return Error::from_errno(call.empty() ? "set-up" : std::string(call), failure.error);
}

Error op_failure(const Prepared& prepared, const OpFailure& failure) {
    std::string_view call(failure.call, ::strnlen(failure.call, sizeof failure.call));
    if (failure.op >= prepared.step_of.size()) return joining_failure(prepared, failure, call);
    std::size_t index = prepared.step_of[failure.op];
    const Step& step = prepared.plan.steps[index];
    if (step.phase == Phase::start && call == kExec) return with_place(prepared, index, command_failure(step, failure.error));
    if (failure.error == EMFILE && makes_descriptor(call))
        if (auto limit = descriptor_limit(prepared.plan); limit && *limit <= index)
            return with_place(prepared, *limit, too_few_descriptors(prepared.plan.steps[*limit]));
    if (auto incomplete = incomplete_root(prepared.plan, step, failure.error, call)) return *std::move(incomplete);
    auto error = failed_step(prepared, index, failure.error, call);
    if (auto hint = place_hint(step, failure.error, call); !hint.empty()) error = std::move(error).hint(hint);
    if (is_proc(step) && failure.error == EPERM) {
        auto mask = proc_mask(own_mounts());
        if (!mask.empty()) error = std::move(error).hint("the host's /proc is covered at " + mask + "; Files.Proc = \"none\" does without");
    }
    if (step.phase == Phase::become && (failure.error == EPERM || failure.error == EINVAL))
        error = std::move(error).hint("this root has no ids to lease, as inside another container; User.PrivateUsers = \"self\" takes its own");
    if (is<limits::Step, limits::SetOomScore>(step) && failure.error == EACCES)
        error = std::move(error).hint("below the caller's own it needs CAP_SYS_RESOURCE on the host");
    if ((is<limits::Step, limits::RaiseLimit>(step) || is<limits::Step, limits::SetLimit>(step)) && failure.error == EPERM)
        error = std::move(error).hint(limit_cause(step));
    if (is<limits::Step, limits::SetNice>(step) && failure.error == EACCES)
        error = std::move(error).hint("below the caller's own it needs CAP_SYS_NICE on the host");
    if (is<limits::Step, limits::SetAffinity>(step) && failure.error == EINVAL)
        error = std::move(error).hint("none of them may be used: the caller has " + usable_processors() + ", of which Resources.AllowedCPUs may take some");
    if (failure.error == EXDEV && (step.phase == Phase::map || step.phase == Phase::forbid || step.phase == Phase::limit))
        error = std::move(error).hint("something is mounted over that file of /proc");
    bool is_map = step.phase == Phase::map;
    if (is_map && (failure.error == EPERM || failure.error == EACCES))
        if (auto cause = user_namespace_cause(); !cause.empty()) error = std::move(error).hint(cause);
    return with_place(prepared, index, std::move(error));
}

Error reported_failure(Prepared& prepared) {
    if (auto failure = prepared.life_line.failed_step()) return op_failure(prepared, *failure);
    auto ended = Error::impossible("the sandbox ended while it was being set up");
    auto limit = print_memory_reason(prepared.plan);
    return limit.empty() ? ended : std::move(ended).hint(limit + " may be too little for it");
}

std::optional<Error> starved_init(const Prepared& prepared, int status) {
    const Step* limit = memory_limit_of_one(prepared.plan);
    bool is_killed = WIFSIGNALED(status) && (WTERMSIG(status) == SIGSEGV || WTERMSIG(status) == SIGKILL);
    if (limit == nullptr || !is_killed || !prepared.bench.tells_begin) return std::nullopt;
    auto text = describe(*limit) + ": too little for PID 1 of the sandbox, which the kernel has killed at its start (" + print_signal(WTERMSIG(status)) + ")";
    return Error::impossible(std::move(text)).at(limit->reason.origin, limit->reason.setting);
}

Error init_failure(const Plan& plan, const init::Message& message) {
    static constexpr std::string_view kSteps[] = {
        "start", "read its options", "be the first process", "keep the life line", "block signals", "lead a session or a group",
        "take the terminal", "hide itself", "arm its death signal", "start the command's process", "setpgid",
        "put the command into the foreground", "unblock the command's signals", "close descriptors", "load its own filter",
        "wait for the command"};
    static_assert(std::size(kSteps) == static_cast<std::size_t>(init::Step::watch) + 1);
    auto step = static_cast<std::size_t>(message.step);
    std::string text = "PID 1 of the sandbox: ";
    text += step < std::size(kSteps) ? kSteps[step] : "do an unknown step";
    auto error = Error::from_errno(std::move(text), message.error);
    const Step* limit = message.error == EAGAIN ? task_limit(plan) : nullptr;
    if (limit == nullptr) return error;
    return std::move(error).hint(describe(*limit) + " leaves no room for it").at(limit->reason.origin, limit->reason.setting);
}

Error task_failure(const Prepared& prepared, Error error) {
    for (std::size_t index = 0; index < prepared.plan.steps.size(); ++index)
        if (prepared.plan.steps[index].phase == Phase::map) return with_place(prepared, index, std::move(error));
    return error;
}

}  // namespace sandbox
