// SPDX-License-Identifier: LGPL-2.1-or-later
//
// inject [--user UID] [--stride N | --only PROCESS:CALL] [--errors LIST | --kill] [--log FILE --reports FILE] [--watch DIRECTORY]... [--group NAME]
//        -- PROGRAM [ARGUMENT]...
//
// Runs a program that confines the payload `observe` once for each of its system calls and each errno of the list, the
// call failing with it; or, with --kill, the first process being killed there. Every stride-th run is made, the first
// always; with --only those at one call, and what they said is shown. A run is good if the payload says what it says without a fault, or does not run and the program says why; if no process,
// mount or lease is left, and, where a call failed, below the directories no file that is not there without a fault, and no cgroup
// of the name. --log: what the payload says, and the program in the background says why it does not run, is in the file; that a part of it
// is lost, in the last of the reports.

#include "trace.hh"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <seccomp.h>
#include <set>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using fault::Call, fault::Command, fault::Fault, fault::Outcome;

namespace {

constexpr const char* kLeases = "/run/sandbox/leases";

struct Job {
    Command command;
    std::size_t stride = 1;
    std::vector<int> errors{ENOMEM, EPERM, EINTR, EIO, ENOSPC, EMFILE, EAGAIN, ENOSYS, EINVAL, EACCES};
    bool kill = false;
    Call only{};
    std::string log{};
    std::string reports{};
    std::vector<std::string> watched{};
    std::string group{};
};

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The paths below the directories.
std::set<std::string> files_below(const std::vector<std::string>& directories) {
    std::set<std::string> paths;
    std::error_code none;
    for (const std::string& directory : directories)
        for (const auto& file : std::filesystem::recursive_directory_iterator(directory, none)) paths.insert(file.path());
    return paths;
}

/// Where cgroups of the name are.
std::string find_group(const std::string& name) {
    std::error_code none;
    for (auto place = std::filesystem::recursive_directory_iterator("/sys/fs/cgroup", none); place != std::filesystem::recursive_directory_iterator();
         place.increment(none))
        if (place->path().filename() == name) return place->path();
    return {};
}

std::string name_of(long number) {
    char* name = ::seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, static_cast<int>(number));
    std::string text = name != nullptr ? name : std::to_string(number);
    std::free(name);
    return text;
}

std::vector<int> parse_errors(std::string text) {
    std::vector<int> errors;
    for (char* word = std::strtok(text.data(), ","); word != nullptr; word = std::strtok(nullptr, ","))
        for (int code = 1; code < 134; ++code)
            if (const char* name = ::strerrorname_np(code); name != nullptr && std::strcmp(name, word) == 0) errors.push_back(code);
    return errors;
}

std::string mounts() {
    std::ifstream file("/proc/self/mountinfo");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether somebody still holds a part of the file.
bool is_held(const std::filesystem::path& file) {
    int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return false;
    struct flock all{.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0, .l_pid = 0};
    bool is_locked = ::fcntl(fd, F_OFD_GETLK, &all) < 0 || all.l_type != F_UNLCK;
    ::close(fd);
    return is_locked;
}

/// Whether somebody still holds a lease, which is a lock on a part of a file.
bool is_lease_held() {
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(kLeases, none))
        if (is_held(file.path())) return true;
    return false;
}

/// The C library's last words before main() have no newline.
bool is_one_line(const std::string& text) {
    return !text.empty() && text.find('\n') >= text.size() - 1;
}

/// The first line that one has and the other lacks.
std::string difference(const std::string& was, const std::string& is) {
    for (std::size_t at = 0; at < was.size() || at < is.size();) {
        auto line = [&](const std::string& text) { return at < text.size() ? text.substr(at, text.find('\n', at) - at) : std::string("(end)"); };
        if (line(was) != line(is)) return "\"" + line(was) + "\" became \"" + line(is) + "\"";
        at += line(was).size() + 1;
    }
    return "nothing";
}

/// What a run did wrong; empty if nothing.
std::string judge(const Fault& fault, const Outcome& outcome, const std::string& baseline) {
    if (outcome.hung) return "HUNG";
    if (!outcome.left.empty()) return "LEFT the process " + outcome.left[0];
    bool is_cut = outcome.status != 0 && baseline.starts_with(outcome.out);  // killed as it spoke
    if (outcome.out != baseline && !is_cut)
        return "OPEN: " + difference(baseline, outcome.out);
    bool is_killed = WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == SIGKILL;
    if (fault.kill) return is_killed || WIFEXITED(outcome.status) ? "" : "ended otherwise than by SIGKILL";
    // The C library's own start: it protects its tables, or aborts.
    bool is_start = fault.at.number == SYS_mprotect && WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == SIGABRT;
    if (is_start) return "";
    if (!WIFEXITED(outcome.status)) return "CRASHED by signal " + std::to_string(WTERMSIG(outcome.status));
    int status = WEXITSTATUS(outcome.status);
    if (status == 0) return outcome.out == baseline ? "" : "SILENT: success without the payload";
    // Nothing can be said when saying it is what fails.
    if (fault.at.number == SYS_write && fault.at.first_argument == 2) return "";
    if (!is_one_line(outcome.err)) return "SILENT: status " + std::to_string(status) + ", says \"" + outcome.err + "\"";
    if (status != 125 && status != 126 && status != 127 && status != 2) return "status " + std::to_string(status);
    return "";
}

class Sweep {
public:
    explicit Sweep(Job job) : job_(std::move(job)) {}

    int run() {
        if (!learn()) return 1;
        std::size_t number = 0;
        std::size_t errors = job_.kill ? 1 : job_.errors.size();
        for (const Call& call : calls_)
            for (std::size_t index = 0; index < errors; ++index, ++number)
                if (is_chosen(call, number)) try_one({call, job_.kill ? 0 : job_.errors[index], job_.kill});
        std::printf("# %zu runs over %zu calls: %zu with the whole confinement, %zu refused, %zu not reached, %zu bad\n", runs_,
                    calls_.size(), complete_, refused_, not_reached_, bad_);
        // A sweep that misses its calls proves nothing.
        return bad_ > 0 || runs_ == 0 || not_reached_ > 1 + runs_ / 20 ? 1 : 0;
    }

private:
    /// The confinement and the calls without a fault.
    bool learn() {
        mounts_ = mounts();
        has_lease_ = is_lease_held();
        Outcome first = run_with({}), second = usual();
        files_ = files_below(job_.watched);
        baseline_ = first.out;
        calls_ = second.calls;  // the first made the directories that stay
        bool is_good = WIFEXITED(first.status) && WEXITSTATUS(first.status) == 0 && !first.out.empty();
        if (!is_good) std::printf("# without a fault: status %d, says \"%s\"\n", first.status, first.err.c_str());
        if (is_good && first.out != second.out) std::printf("# is not the same twice: %s\n", difference(first.out, second.out).c_str());
        if (job_.kill) job_.command.arguments.emplace_back("stay");
        return is_good && first.out == second.out;
    }

    /// A run with as many calls as the one before: on a busy machine one may poll once more, and all later ones stand elsewhere.
    Outcome usual() {
        constexpr int kMost = 5;
        Outcome outcome = run_with({});
        for (int runs = 1; runs < kMost; ++runs) {
            auto before = outcome.calls.size();
            outcome = run_with({});
            if (outcome.calls.size() == before) break;
        }
        return outcome;
    }

    bool is_chosen(const Call& call, std::size_t number) const {
        if (job_.only.index >= 0) return call.process == job_.only.process && call.index == job_.only.index;
        return number % job_.stride == 0;
    }

    /// With a log what it says of the payload counts.
    Outcome run_with(const Fault& fault) {
        if (job_.log.empty()) return fault::run(job_.command, fault);
        std::filesystem::remove(job_.log);
        Outcome outcome = fault::run(job_.command, fault);
        outcome.out = text_of(job_.log);
        auto reports = text_of(job_.reports);
        auto last = reports.size() < 2 ? reports : reports.substr(reports.rfind('\n', reports.size() - 2) + 1);
        bool is_lost = last.find("a part of the output is lost: ") != last.npos;
        if (is_lost) outcome.out.clear(), outcome.err = "lost", outcome.status = 125 << 8;
        auto said = outcome.out.find("sandbox-run: ");
        if (said == outcome.out.npos) return outcome;
        if (outcome.status == 0) outcome.err = outcome.out.substr(said), outcome.status = 125 << 8;
        outcome.out.resize(said);
        return outcome;
    }

    /// What is left of a run beside processes and mounts.
    std::string left() const {
        for (const std::string& file : files_below(job_.watched))
            if (!files_.contains(file)) return "LEFT the file " + file;
        auto group = job_.group.empty() ? std::string() : find_group(job_.group);
        return group.empty() ? "" : "LEFT the group " + group;
    }

    void try_one(const Fault& fault) {
        Outcome outcome = run_with(fault);
        ++runs_;
        not_reached_ += !outcome.reached;
        ++(outcome.out.empty() ? refused_ : complete_);
        std::string verdict = outcome.reached ? judge(fault, outcome, baseline_) : "";
        if (verdict.empty() && mounts() != mounts_) verdict = "LEFT a mount";
        if (verdict.empty() && is_lease_held() != has_lease_) verdict = "LEFT a lease";
        if (verdict.empty() && !fault.kill) verdict = left();
        bad_ += !verdict.empty();
        if (job_.only.index >= 0) say(fault, verdict + " [" + outcome.err + "]");
        else if (!verdict.empty()) say(fault, verdict);
    }

    void say(const Fault& fault, const std::string& verdict) {
        std::printf("# %s: process %d, call %d, %s(%#lx): %s\n", fault.kill ? "killed" : ::strerrorname_np(fault.error), fault.at.process,
                    fault.at.index, name_of(fault.at.number).c_str(), fault.at.first_argument, verdict.c_str());
        std::fflush(stdout);
    }

    Job job_;
    std::string baseline_;
    std::string mounts_;
    std::set<std::string> files_;
    bool has_lease_ = false;  ///< of a sandbox that runs beside
    std::vector<Call> calls_;
    std::size_t runs_ = 0, complete_ = 0, refused_ = 0, not_reached_ = 0, bad_ = 0;
};

int usage() {
    std::fprintf(stderr, "Usage: inject [--user UID] [--stride N | --only PROCESS:CALL] [--errors LIST | --kill] [--log FILE --reports FILE] "
                         "[--watch DIRECTORY]... [--group NAME] -- PROGRAM [ARGUMENT]...\n");
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    Job job;
    int next = 1;
    for (; next < argc && std::strcmp(argv[next], "--") != 0; ++next) {
        std::string option = argv[next];
        if (option == "--kill") {
            job.kill = true;
            continue;
        }
        if (++next == argc) return usage();
        if (option == "--user") job.command.user = static_cast<uid_t>(std::atoi(argv[next]));
        else if (option == "--stride") job.stride = static_cast<std::size_t>(std::atoi(argv[next]));
        else if (option == "--only") std::sscanf(argv[next], "%d:%d", &job.only.process, &job.only.index);
        else if (option == "--log") job.log = argv[next];
        else if (option == "--reports") job.reports = argv[next];
        else if (option == "--watch") job.watched.emplace_back(argv[next]);
        else if (option == "--group") job.group = argv[next];
        else if (option == "--errors") job.errors = parse_errors(argv[next]);
        else return usage();
    }
    for (++next; next < argc; ++next) job.command.arguments.emplace_back(argv[next]);
    if (job.command.arguments.empty() || job.stride == 0) return usage();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    return Sweep(std::move(job)).run();
}
