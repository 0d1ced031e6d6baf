// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/mapper.hh"

#include "classic/exec.hh"
#include "classic/message.hh"
#include "core/fd.hh"
#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox::classic {

/// What a failure begins with: the originals have other words for a file of their own than for one of another process.
struct Words {
    const char* open;
    const char* write;
};
static constexpr Words kOfOurs{"cannot open ", "write failed "};
static constexpr Words kOfAnother{"failed to open ", "failed to write "};

/// The kernel wants a map in one write.
static Result<void> write_proc(const Words& words, const std::string& path, std::string_view bytes) {
    UniqueFd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file) return fail(failed(words.open + path));
    if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        return fail(failed(words.write + path));
    return {};
}

/// As root. The helper is still out here, so that its own map says which ids there are; it ends if the kernel refuses.
static void write_map(const char* file, std::span<const IdRange> ranges, pid_t target) {
    auto written = write_proc(kOfAnother, "/proc/" + std::to_string(target) + "/" + file, print_map(ranges));
    if (written) return;
    report(written.error());
    advise(complaint_about(ranges, pass_through(read_file("/proc/self/" + std::string(file)).value_or(""))));
    ::_exit(1);
}

[[noreturn]] static void exec_mapper(const char* program, std::span<const IdRange> ranges, pid_t target) {
    std::vector<std::string> words{program, std::to_string(target)};
    for (const IdRange& range : ranges)
        for (auto number : {range.inner, range.outer, range.count}) words.push_back(std::to_string(number));
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execvp(program, argv.data());
    ::_exit(status_of(fail(not_executed(program))));
}

/// Ends this process with the program's status if that is not 0; the program has said why.
static Result<void> run_mapper(const char* program, std::span<const IdRange> ranges, pid_t target) {
    pid_t pid = ::fork();
    if (pid < 0) return fail(failed("fork failed"));
    if (pid == 0) exec_mapper(program, ranges, target);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return fail(failed("waitpid failed"));
    if (!WIFEXITED(status)) ::_exit(1);
    if (WEXITSTATUS(status) != 0) ::_exit(WEXITSTATUS(status));
    return {};
}

Result<void> write_outer_maps(const void* maps, pid_t target) {
    const auto& [users, groups] = *static_cast<const OuterMaps*>(maps);
    struct Side {
        const std::vector<IdRange>& ranges;
        const char* program;
        const char* file;
    };
    for (const Side& side : {Side{users, "newuidmap", "uid_map"}, Side{groups, "newgidmap", "gid_map"}}) {
        if (side.ranges.empty()) continue;
        if (::geteuid() == 0)
            write_map(side.file, side.ranges, target);
        else
            TRY(run_mapper(side.program, side.ranges, target));
    }
    return {};
}

Result<void> write_own_map(const char* path, unsigned inner, unsigned outer) {
    IdRange line{inner, outer, 1};
    return write_proc(kOfOurs, path, print_map({&line, 1}));
}

Result<void> control_setgroups(const char* word) {
    auto written = write_proc(kOfOurs, "/proc/self/setgroups", word);
    if (!written && ::access("/proc/self/setgroups", F_OK) < 0 && errno == ENOENT) return {};
    return written;
}

}  // namespace sandbox::classic
