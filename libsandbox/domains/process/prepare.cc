// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/prepare.hh"

#include "core/fifo.hh"
#include "core/file.hh"
#include "core/init_protocol.hh"
#include "core/sys.hh"
#include "domains/process/init_image.hh"

#include <algorithm>
#include <climits>

namespace sandbox::process {

std::vector<Range> gaps_between(std::vector<int> kept) {
    std::ranges::sort(kept);
    std::vector<Range> gaps;
    unsigned next = 3;
    for (int fd : kept) {
        auto number = static_cast<unsigned>(fd);
        if (number > next) gaps.push_back({next, number - 1});
        next = std::max(next, number + 1);
    }
    gaps.push_back({next, UINT_MAX});
    return gaps;
}

namespace {

/// A directory leads to all of the host's tree by "..", and a path (O_PATH) to what it names (CVE-2024-21626).
Result<void> refuse_way_out(int fd, const struct stat& status, const std::string& name) {
    int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return fail(Error::from_errno("look at " + name));
    if (!S_ISDIR(status.st_mode) && (flags & O_PATH) == 0) return {};
    return fail(Error::impossible(name + " is a " + (S_ISDIR(status.st_mode) ? "directory" : "path") +
                                  ", by which the command could leave the sandbox; give it a file or /dev/null"));
}

/// Whether it is a regular file that is open for more than its descriptor is for. Refuses what leads out of the sandbox.
Result<bool> is_open_too_far(int fd) {
    struct stat status {};
    std::string name = "descriptor " + std::to_string(fd);
    int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 && errno == EBADF) return false;
    if (flags < 0 || ::fstat(fd, &status) < 0) return fail(Error::from_errno("look at " + name));
    TRY(refuse_way_out(fd, status, name));
    return (flags & O_ACCMODE) == O_RDWR && S_ISREG(status.st_mode);
}

/// The file again, for reading (0) or writing (1, 2) only, at the same offset.
Result<UniqueFd> narrow(int fd) {
    int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return fail(Error::from_errno("look at descriptor " + std::to_string(fd)));
    int kept = flags & (O_APPEND | O_NONBLOCK | O_DSYNC | O_SYNC | O_DIRECT);
    auto file = open_file("/proc/self/fd/" + std::to_string(fd), kept | (fd == 0 ? O_RDONLY : O_WRONLY));
    if (!file)
        return fail(Error::from_errno("descriptor " + std::to_string(fd) + " is a file open for reading and writing: open it " +
                                          (fd == 0 ? "for reading" : "for writing") + " only", file.error().code()));
    if (::lseek(file->get(), ::lseek(fd, 0, SEEK_CUR), SEEK_SET) < 0) return fail(Error::from_errno("lseek"));
    return file;
}

}  // namespace

/// A standard descriptor that is a file open for reading and writing would give the payload both.
Result<CloseDescriptorsOp> prepare(const CloseDescriptors& step, Bench& bench) {
    CloseDescriptorsOp op;
    for (std::size_t fd = 0; fd < 3; ++fd) bench.keeps_callers[fd] = step.keeps_callers[fd];
    for (int fd = 0; fd < 3; ++fd) {
        if (!step.keeps_callers[static_cast<std::size_t>(fd)] || !TRY(is_open_too_far(fd))) continue;
        bool is_shared = fd == 2 && op.standard[1] >= 0 && is_same_open_file(1, 2);
        op.standard[fd] = is_shared ? op.standard[1] : bench.keep.lend(TRY(narrow(fd)));
        if (!is_shared) bench.narrowed.emplace_back(fd, op.standard[fd]);
    }
    for (int fd = 3; fd < 3 + step.passed; ++fd) {
        struct stat status {};
        auto name = "descriptor " + std::to_string(fd);
        if (::fstat(fd, &status) < 0) return fail(Error::from_errno(name + ", which $LISTEN_FDS counts"));
        TRY(refuse_way_out(fd, status, name));
    }
    op.passed = step.passed;
    return op;
}
Result<ResetSignalsOp> prepare(const ResetSignals&, Bench&) {
    return ResetSignalsOp{};
}
Result<LeaveTerminalOp> prepare(const LeaveTerminal&, Bench&) {
    return LeaveTerminalOp{};
}
Result<NewKeyringOp> prepare(const NewKeyring&, Bench&) {
    return NewKeyringOp{};
}
Result<HoldLifeLineOp> prepare(const HoldLifeLine&, Bench&) {
    return HoldLifeLineOp{};
}

static Result<bool> is_fifo(int fd, const std::string& path) {
    struct stat status {};
    if (::fstat(fd, &status) < 0) return fail(Error::from_errno("stat " + path));
    return S_ISFIFO(status.st_mode);
}

/// Of a fifo the other end is waited for, unless somebody inside could have made it, who does not make us wait.
static Result<UniqueFd> await_other_end(const HostPaths::Found& found, const std::string& path, int flags, const HostPaths& paths) {
    if (!paths.is_insiders(found)) return open_fifo(found.fd.get(), flags, path);
    return fail(Error::impossible(path + " is a fifo, and somebody inside could have made it")
                    .hint("the other end of one is waited for where nothing is bound writable, or was before"));
}

static Result<UniqueFd> open_standard(const std::string& path, int flags, const HostPaths& paths) {
    // Before it is opened: who waits to write would take us for the reader, and could be gone when there is one.
    if ((flags & O_ACCMODE) == O_RDONLY)
        if (auto found = TRY(paths.find(path)); TRY(is_fifo(found.fd.get(), path))) return await_other_end(found, path, flags, paths);
    auto file = paths.open(path, flags | O_NONBLOCK, 0666);
    if (file || file.error().code() != ENXIO) return file;
    // Nobody reads the fifo; or it is a socket.
    auto found = TRY(paths.find(path));
    return TRY(is_fifo(found.fd.get(), path)) ? await_other_end(found, path, flags & ~O_CREAT, paths) : std::move(file);
}

Result<OpenStandardOp> prepare(const OpenStandard& step, Bench& bench) {
    bool is_input = step.descriptor == 0;
    bool is_null = step.standard.kind == Standard::Kind::null;
    int flags = is_input ? O_RDONLY : O_WRONLY | (is_null ? 0 : O_CREAT | O_APPEND);
    const std::string path = is_null ? "/dev/null" : step.standard.path;
    auto file = TRY(open_standard(path, flags | O_NOCTTY, bench.host_paths));
    struct stat status {};
    if (::fstat(file.get(), &status) < 0) return fail(Error::from_errno("stat " + path));
    if (::fcntl(file.get(), F_SETFL, flags & O_APPEND) < 0) return fail(Error::from_errno("set the flags of " + path));
    TRY(refuse_way_out(file.get(), status, path));
    return OpenStandardOp{bench.keep.lend(std::move(file)), step.descriptor};
}

Result<ChangeDirectoryOp> prepare(const ChangeDirectory& step, Bench& bench) {
    return ChangeDirectoryOp{bench.keep.text(step.path), step.umask.value_or(0022), step.or_root};
}

Result<SetMaskOp> prepare(const SetMask& step, Bench&) {
    return SetMaskOp{step.umask};
}

Result<StartOp> prepare(const Start& step, Bench& bench) {
    StartOp op{.program = -1, .argv = nullptr, .environment = bench.keep.strings(step.environment),
               .leads_session = step.leads_session};
    if (step.init == Init::payload) {
        op.argv = bench.keep.strings(step.command);
        op.has_terminal = bench.has_terminal;
        return op;
    }
    op.program = bench.keep.lend(TRY(open_init()));
    char options[init::kOptionsSize];
    init::print_options({.life_line = bench.life_line, .terminal = bench.has_terminal, .parent_death_signal = true,
                         .tells_begin = bench.tells_begin, .keeps_session = !step.leads_session}, options);
    std::vector<std::string> arguments{"sandbox-init", options};
    arguments.insert(arguments.end(), step.command.begin(), step.command.end());
    op.argv = bench.keep.strings(arguments);
    return op;
}

}  // namespace sandbox::process
