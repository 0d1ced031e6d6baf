// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/report/diagnose.hh"

#include "core/file.hh"
#include "core/obstacles.hh"

#include <algorithm>
#include <cstring>
#include <optional>
#include <sys/resource.h>
#include <sys/socket.h>

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
    const auto* mounts = std::get_if<mounts::Step>(&step.body);
    const auto* put = mounts != nullptr ? std::get_if<mounts::PutPlace>(mounts) : nullptr;
    return put != nullptr && put->place.kind == Place::Kind::proc;
}

/// The place's kind of mistake that a user can mend.
std::string_view place_hint(const Step& step, int code, std::string_view call) {
    const auto* mounts = std::get_if<mounts::Step>(&step.body);
    const auto* put = mounts != nullptr ? std::get_if<mounts::PutPlace>(mounts) : nullptr;
    if (put == nullptr || call != "find the target") return {};
    if (code == ENOENT) return "the target must exist there, make it first";
    if (code == ELOOP) return "the target leads over a symbolic link, which is not followed";
    if (code == EXDEV) return "the target leads out of the root";
    return {};
}

template <class LimitStep> bool is_limit(const Step& step) {
    const auto* limits = std::get_if<limits::Step>(&step.body);
    return limits != nullptr && std::holds_alternative<LimitStep>(*limits);
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

Error start_failure(const Step& step, int code) {
    const auto* process = std::get_if<process::Step>(&step.body);
    const auto* start = process != nullptr ? std::get_if<process::Start>(process) : nullptr;
    auto name = start != nullptr && !start->command.empty() ? quote(start->command[0]) : std::string("exec");
    if (code == ENOENT || code == ENOTDIR) return Error(Fault::not_found, name + ": not found in the sandbox");
    return Error::from_errno(name, code).as(Fault::not_executable);
}

/// The step that limits descriptors; nothing if none does.
std::optional<std::size_t> descriptor_limit(const Plan& plan) {
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
        const auto* limits = std::get_if<limits::Step>(&plan.steps[index].body);
        const auto* set = limits != nullptr ? std::get_if<limits::SetLimit>(limits) : nullptr;
        if (set != nullptr && set->resource == RLIMIT_NOFILE) return index;
    }
    return std::nullopt;
}

Error too_few_descriptors(const Step& limit) {
    return Error::from_errno(describe(limit), EMFILE).hint("the set-up needs some for itself");
}

/// The group's limit of memory, if it has one: the set-up counts for it too.
std::string memory_limit(const Plan& plan) {
    for (const Step& step : plan.steps) {
        const auto* groups = std::get_if<cgroups::Step>(&step.body);
        const auto* set = groups != nullptr ? std::get_if<cgroups::SetFile>(groups) : nullptr;
        if (set == nullptr || set->tries.empty() || step.reason.origin.is_fallback()) continue;
        if (step.reason.setting == "Resources.MemoryMax" || step.reason.setting == "Resources.MemorySwapMax")
            return std::string(step.reason.setting) + " (" + step.reason.origin.print() + ")";
    }
    return {};
}

}  // namespace

/// Why a v2 group took no process of ours, or nothing if it did.
static Error entry_failure(const Prepared& prepared, int error) {
    auto is_entry = [](const Step& step) {
        const auto* groups = std::get_if<cgroups::Step>(&step.body);
        return groups != nullptr && std::holds_alternative<cgroups::Enter>(*groups);
    };
    auto step = std::ranges::find_if(prepared.plan.steps, is_entry);
    auto failure = failed_step(prepared, static_cast<std::size_t>(step - prepared.plan.steps.begin()), error, "clone3");
    if (error == EACCES) failure = std::move(failure).hint("cgroup.procs of the group above both is not writable: it is not delegated to this user");
    if (error == ENOSYS) failure = std::move(failure).hint("this kernel, or a filter around us, has no clone3");
    return std::move(failure).at(step->reason.origin, step->reason.setting);
}

static bool joins(const Prepared& prepared) {
    return std::ranges::any_of(prepared.plan.steps, [](const Step& step) { return std::holds_alternative<joining::Step>(step.body); });
}

Error clone_failure(const Prepared& prepared, int error) {
    bool is_of_group = error == EACCES || error == EBUSY || error == EOPNOTSUPP || error == ENODEV || error == ENOSYS;
    if (prepared.groups.unified && is_of_group) return entry_failure(prepared, error);
    auto isolate = std::ranges::find_if(prepared.plan.steps, [](const Step& step) { return step.phase == Phase::isolate; });
    bool has_step = isolate != prepared.plan.steps.end();  // what joins has none
    auto index = static_cast<std::size_t>(isolate - prepared.plan.steps.begin());
    auto failure = has_step ? failed_step(prepared, index, error, {}) : Error::from_errno("start a process in the sandbox", error);
    if (auto cause = user_namespace_cause(); !cause.empty() && (error == EPERM || error == ENOSPC || error == EACCES))
        failure = std::move(failure).hint(cause);
    else if (error == ENOSPC && joins(prepared))
        failure = std::move(failure).hint("the sandbox that is joined may allow no user namespaces: Security.RestrictNamespaces = false there");
    else if (error == ENOSPC)
        failure = std::move(failure).hint("a limit of /proc/sys/user, or user namespaces nested 32 deep");
    else if (error == EAGAIN)
        failure = std::move(failure).hint("the caller's limit of processes (ulimit -u) is reached");
    return has_step ? with_place(prepared, index, std::move(failure)) : failure;
}

Error op_failure(const Prepared& prepared, const OpFailure& failure) {
    std::string_view call(failure.call, ::strnlen(failure.call, sizeof failure.call));
    // What joins has ops, and no steps.
    if (failure.op >= prepared.step_of.size()) return Error::from_errno(call.empty() ? "set-up" : std::string(call), failure.error);
    std::size_t index = prepared.step_of[failure.op];
    const Step& step = prepared.plan.steps[index];
    if (step.phase == Phase::start) return with_place(prepared, index, start_failure(step, failure.error));
    if (failure.error == EMFILE)
        if (auto limit = descriptor_limit(prepared.plan); limit && *limit <= index)
            return with_place(prepared, *limit, too_few_descriptors(prepared.plan.steps[*limit]));
    auto error = failed_step(prepared, index, failure.error, call);
    if (auto hint = place_hint(step, failure.error, call); !hint.empty()) error = std::move(error).hint(hint);
    if (is_proc(step) && failure.error == EPERM) {
        auto mask = proc_mask(own_mounts());
        if (!mask.empty()) error = std::move(error).hint("the host's /proc is covered at " + mask + "; Files.Proc = \"none\" does without");
    }
    if (step.phase == Phase::become && (failure.error == EPERM || failure.error == EINVAL))
        error = std::move(error).hint("this root has no ids to lease, as inside another container; User.PrivateUsers = \"self\" takes its own");
    if (is_limit<limits::SetOomScore>(step) && failure.error == EACCES)
        error = std::move(error).hint("below the caller's own it needs CAP_SYS_RESOURCE on the host");
    if ((is_limit<limits::RaiseLimit>(step) || is_limit<limits::SetLimit>(step)) && failure.error == EPERM)
        error = std::move(error).hint("above the caller's hard limit needs CAP_SYS_RESOURCE on the host");
    if (is_limit<limits::SetNice>(step) && failure.error == EACCES)
        error = std::move(error).hint("below the caller's own it needs CAP_SYS_NICE on the host");
    if (is_limit<limits::SetAffinity>(step) && failure.error == EINVAL)
        error = std::move(error).hint("none of them may be used: the caller has " + usable_processors() + ", of which Resources.AllowedCPUs may take some");
    if (failure.error == EXDEV && (step.phase == Phase::map || step.phase == Phase::forbid || step.phase == Phase::limit))
        error = std::move(error).hint("something is mounted over that file of /proc");
    bool is_map = step.phase == Phase::map;
    if (is_map && (failure.error == EPERM || failure.error == EACCES))
        if (auto cause = user_namespace_cause(); !cause.empty()) error = std::move(error).hint(cause);
    return with_place(prepared, index, std::move(error));
}

Error reported_failure(const Prepared& prepared) {
    OpFailure failure;
    ssize_t length = ::recv(prepared.life_line.get(), &failure, sizeof failure, MSG_DONTWAIT);
    if (length == sizeof failure && failure.kind == OpFailure::kKind) return op_failure(prepared, failure);
    auto ended = Error::impossible("the sandbox ended while it was being set up");
    auto limit = memory_limit(prepared.plan);
    return limit.empty() ? ended : std::move(ended).hint(limit + " may be too little for it");
}

Error init_failure(const init::Message& message) {
    static constexpr std::string_view kSteps[] = {
        "start", "read its options", "be the first process", "keep the life line", "block signals", "lead a session or a group",
        "take the terminal", "hide itself", "arm its death signal", "start the command's process", "setpgid",
        "put the command into the foreground", "unblock the command's signals", "close descriptors", "load its own filter",
        "wait for the command"};
    auto step = static_cast<std::size_t>(message.step);
    std::string text = "PID 1 of the sandbox: ";
    text += step < std::size(kSteps) ? kSteps[step] : "do an unknown step";
    auto error = Error::from_errno(std::move(text), message.error);
    if (message.error == EAGAIN) return std::move(error).hint("Resources.TasksMax or Resources.LimitNPROC leaves no room for it");
    return error;
}

Error task_failure(const Prepared& prepared, Error error) {
    for (std::size_t index = 0; index < prepared.plan.steps.size(); ++index)
        if (prepared.plan.steps[index].phase == Phase::map) return with_place(prepared, index, std::move(error));
    return error;
}

}  // namespace sandbox
