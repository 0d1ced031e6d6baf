// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/terminal_relay.hh"

#include "core/file.hh"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr char kEndKey = '\4';  // VEOF

/// The terminal behind a descriptor, opened anew: a flag of ours must not become the caller's. Where it cannot be opened
/// (another user's, after su) a copy has to do.
Result<UniqueFd> open_again(int fd, int mode) {
    UniqueFd file(::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), mode | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file) file = UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
    if (!file) return fail(Error::from_errno("dup"));
    return file;
}

Result<UniqueFd> open_slave(int master) {
    if (::grantpt(master) < 0 || ::unlockpt(master) < 0) return fail(Error::from_errno("unlock a terminal"));
    int slave = ::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) return fail(Error::from_errno("open a terminal"));
    return UniqueFd(slave);
}

/// Writes what the other side takes now.
void write_some(int fd, std::string& bytes) {
    ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count > 0) bytes.erase(0, static_cast<std::size_t>(count));
    else if (count < 0 && errno != EAGAIN && errno != EINTR) bytes.clear();  // nobody is there any more
}

}  // namespace

Result<std::unique_ptr<TerminalRelay>> TerminalRelay::make() {
    bool has_terminal = ::isatty(0) == 1;
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    if (!master) return fail(Error::from_errno("open /dev/ptmx").hint("Exec.TTY = \"never\" does without a terminal"));
    auto slave = TRY(open_slave(master.get()));
    auto input = TRY(open_again(0, O_RDONLY));
    auto output = TRY(open_again(has_terminal && ::isatty(1) != 1 ? 0 : 1, O_WRONLY));
    std::unique_ptr<TerminalRelay> relay(
        new TerminalRelay(std::move(input), std::move(output), std::move(master), std::move(slave)));
    relay->copy_size();
    if (has_terminal) relay->make_raw();
    return relay;
}

Result<std::unique_ptr<TerminalRelay>> TerminalRelay::make_if(life::Terminal wanted) {
    bool is_wanted = wanted == life::Terminal::always || (wanted == life::Terminal::automatic && ::isatty(0) == 1);
    if (!is_wanted) return nullptr;
    return make();
}

TerminalRelay::~TerminalRelay() {
    give_back_standard();
    restore();
}

Result<void> TerminalRelay::lend_standard() {
    for (int fd : {0, 1, 2}) {
        if (fd != 0 && ::isatty(fd) != 1) continue;
        lent_[fd] = UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
        if (!lent_[fd] || ::dup2(slave_.get(), fd) < 0) return fail(Error::from_errno("dup"));
    }
    return {};
}

void TerminalRelay::give_back_standard() {
    for (int fd : {0, 1, 2})
        if (lent_[fd]) ::dup2(lent_[fd].get(), fd), lent_[fd].reset();
}

void TerminalRelay::make_raw() {
    termios now{};
    if (::tcgetattr(input_.get(), &now) < 0) return;
    if (slave_) ::tcsetattr(slave_.get(), TCSANOW, &now);
    before_ = now;
    ::cfmakeraw(&now);
    ::tcsetattr(input_.get(), TCSADRAIN, &now);
}

void TerminalRelay::restore() {
    if (before_ && input_) ::tcsetattr(input_.get(), TCSADRAIN, &*before_);
    before_.reset();
}

void TerminalRelay::copy_size() {
    winsize size{};
    if (::ioctl(output_.get(), TIOCGWINSZ, &size) == 0) ::ioctl(master_.get(), TIOCSWINSZ, &size);
}

void TerminalRelay::wait_for(std::vector<pollfd>& lines) {
    short wanted = static_cast<short>((outwards_.empty() ? POLLIN : 0) | (inwards_.empty() ? 0 : POLLOUT));
    lines.push_back({master_.get(), wanted, 0});
    lines.push_back({outwards_.empty() ? -1 : output_.get(), POLLOUT, 0});
    lines.push_back({inwards_.empty() ? input_.get() : -1, POLLIN, 0});
}

void TerminalRelay::serve(std::span<const pollfd> lines) {
    if (lines[0].revents & POLLOUT) write_some(master_.get(), inwards_);
    if (lines[1].revents != 0) write_some(output_.get(), outwards_);
    if (lines[2].revents != 0) read_input();
    if (lines[0].revents & (POLLIN | POLLHUP)) read_master();
}

void TerminalRelay::read_input() {
    char buffer[4096];
    ssize_t count = ::read(input_.get(), buffer, sizeof buffer);
    if (count > 0) inwards_.append(buffer, static_cast<std::size_t>(count));
    if (count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))) return;
    if (!before_) inwards_ += kEndKey;
    restore();
    input_.reset();
}

void TerminalRelay::read_master() {
    char buffer[4096];
    ssize_t count = ::read(master_.get(), buffer, sizeof buffer);
    if (count > 0) outwards_.append(buffer, static_cast<std::size_t>(count));
}

void TerminalRelay::started() {
    give_back_standard();
}

Result<void> TerminalRelay::again() {
    inwards_.clear();
    slave_ = TRY(open_slave(master_.get()));  // the session that ended hung the first one up
    copy_size();
    if (input_ && ::isatty(input_.get()) == 1) make_raw();
    return lend_standard();
}

void TerminalRelay::finish() {
    for (;;) {
        pollfd room{output_.get(), POLLOUT, 0};
        while (!outwards_.empty() && ::poll(&room, 1, 1000) > 0) write_some(output_.get(), outwards_);
        outwards_.clear();
        read_master();
        if (outwards_.empty()) break;
    }
    restore();
}

void TerminalRelay::stop() {
    restore();
    ::raise(SIGSTOP);
    if (input_ && ::isatty(input_.get()) == 1) {
        termios now{};
        if (::tcgetattr(input_.get(), &now) == 0) before_ = now, ::cfmakeraw(&now), ::tcsetattr(input_.get(), TCSADRAIN, &now);
    }
    copy_size();
}

bool TerminalRelay::takes(int signal) {
    if (signal != SIGWINCH) return false;
    copy_size();
    return true;
}

}  // namespace sandbox
