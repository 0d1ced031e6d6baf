// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/terminal_relay.hh"

#include "core/clock.hh"
#include "core/file.hh"
#include "core/signal.hh"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
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

bool is_terminal(int fd) {
    return ::isatty(fd) == 1;
}

/// Where what the pty gets is written to: the caller's terminal, if there is one.
int screen_of(TerminalRelay::Extent extent) {
    if (is_terminal(1)) return 1;
    if (extent == TerminalRelay::Extent::output) return 2;
    return is_terminal(0) ? 0 : 1;
}

/// Whether the terminal is not ours to change and read now: another job of its session is in its foreground.
bool is_others(int fd) {
    pid_t front = ::tcgetpgrp(fd);
    return front > 0 && front != ::getpgrp();
}

/// Bytes pass as they are: the caller's terminal, which is not raw, makes lines of them.
void make_plain(int slave) {
    termios modes{};
    if (::tcgetattr(slave, &modes) != 0) return;
    modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    ::tcsetattr(slave, TCSANOW, &modes);
}

}  // namespace

Result<std::unique_ptr<TerminalRelay>> TerminalRelay::make(Extent extent, pty::Devpts devpts) {
    auto master = TRY(pty::open_master(devpts));
    auto input = extent == Extent::whole ? TRY(open_again(0, O_RDONLY)) : UniqueFd();
    auto output = TRY(open_again(screen_of(extent), O_WRONLY));
    std::unique_ptr<TerminalRelay> relay(new TerminalRelay(extent, std::move(devpts), std::move(input), std::move(output), std::move(master)));
    TRY(relay->open_slave());
    relay->copy_size();
    if (extent == Extent::whole && is_terminal(0)) relay->take_modes();
    return relay;
}

Result<std::unique_ptr<TerminalRelay>> TerminalRelay::make_if(life::Terminal wanted, bool has_input, pty::Devpts devpts) {
    bool is_whole = wanted == life::Terminal::always || (wanted == life::Terminal::automatic && has_input && is_terminal(0));
    if (is_whole) return make(Extent::whole, std::move(devpts));
    bool is_screen = wanted == life::Terminal::automatic && (is_terminal(1) || is_terminal(2));
    if (is_screen) return make(Extent::output);
    return nullptr;
}

Result<void> TerminalRelay::open_slave() {
    slave_ = TRY(pty::open_slave(master_, devpts_));
    if (extent_ == Extent::output) make_plain(slave_.get());
    return {};
}

bool TerminalRelay::is_named() const {
    struct stat there {}, own {};
    return devpts_.directory && ::fstat(devpts_.directory.get(), &there) == 0 && ::fstat(slave_.get(), &own) == 0 && there.st_dev == own.st_dev;
}

bool TerminalRelay::replaces(int fd) const {
    return fd == 0 ? is_whole() : is_terminal(fd);
}

TerminalRelay::~TerminalRelay() {
    give_back_standard();
}

Result<void> TerminalRelay::lend_standard() {
    for (int fd : {0, 1, 2}) {
        if (!replaces(fd)) continue;
        lent_[fd] = UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
        if (!lent_[fd] || ::dup2(slave_.get(), fd) < 0) return fail(Error::from_errno("dup"));
    }
    return {};
}

void TerminalRelay::give_back_standard() {
    for (int fd : {0, 1, 2})
        if (lent_[fd]) ::dup2(lent_[fd].get(), fd), lent_[fd].reset();
}

void TerminalRelay::take_modes() {
    if (is_others(input_.get())) ::kill(0, SIGTTOU);  // in the background we stop, as whoever changes a terminal there
    termios modes{};
    if (::tcgetattr(input_.get(), &modes) == 0) modes_ = modes;
    give_modes();
}

void TerminalRelay::give_modes() {
    if (modes_) ::tcsetattr(slave_.get(), TCSANOW, &*modes_);
}

void TerminalRelay::make_raw() {
    if (modes_ && input_ && !raw_.is_on() && !is_others(input_.get())) raw_.begin(input_.get());
}

void TerminalRelay::copy_size() {
    winsize size{};
    if (::ioctl(output_.get(), TIOCGWINSZ, &size) == 0) ::ioctl(master_.get(), TIOCSWINSZ, &size);
}

void TerminalRelay::wait_for(std::vector<pollfd>& lines) {
    short wanted = static_cast<short>((outwards_.empty() ? POLLIN : 0) | (inwards_.empty() ? 0 : POLLOUT));
    lines.push_back({master_.get(), wanted, 0});
    lines.push_back({outwards_.empty() ? -1 : output_.get(), POLLOUT, 0});
    // A terminal that is not raw is another job's, or has not started: who types there is not heard.
    bool is_heard = raw_.is_on() ? inwards_.size() < kMostTyped : has_started_ && !modes_ && inwards_.empty();
    lines.push_back({is_heard ? input_.get() : -1, POLLIN, 0});
}

void TerminalRelay::serve(std::span<const pollfd> lines) {
    if (lines[0].revents & POLLOUT) loss_.note(pty::write_some(master_.get(), inwards_));
    if (lines[1].revents != 0) loss_.note(pty::write_some(output_.get(), outwards_));
    if (lines[2].revents != 0) read_input();
    if (lines[0].revents & (POLLIN | POLLHUP)) loss_.note(pty::read_some(master_.get(), outwards_));
}

void TerminalRelay::read_input() {
    char buffer[4096];
    ssize_t count = ::read(input_.get(), buffer, sizeof buffer);
    if (count > 0) inwards_.append(buffer, static_cast<std::size_t>(count));
    if (count > 0) is_in_line_ = buffer[count - 1] != '\n';
    if (count > 0 && raw_.is_on() && key_.take({buffer, static_cast<std::size_t>(count)}, monotonic_now())) wants_to_leave_ = true;
    if (count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))) return;
    // In the middle of a line the first one ends no more than that.
    if (!raw_.is_on()) inwards_.append(is_in_line_ ? 2 : 1, kEndKey);
    raw_.end();
    input_.reset();
}

/// Not before: until then its keys are for us and the hooks, as in a shell.
void TerminalRelay::started() {
    give_back_standard();
    make_raw();
    has_started_ = true;
}

Result<void> TerminalRelay::again() {
    inwards_.clear();
    loss_.forget();
    has_started_ = false;
    TRY(open_slave());  // the session that ended hung the first one up
    copy_size();
    give_modes();
    return lend_standard();
}

/// A terminal may take its time, as with every program's output: what ends a program, a key or a signal, ends us meanwhile.
void TerminalRelay::hand_out() {
    constexpr int kQuiet = 1000;  // milliseconds
    for (bool is_slow = false; !outwards_.empty();) {
        pollfd room{output_.get(), POLLOUT, 0};
        int ready = ::poll(&room, 1, is_slow ? -1 : kQuiet);
        if (ready == 0) {
            is_slow = true;
            raw_.end();
            release_ending_signals();
        }
        if (ready > 0) loss_.note(pty::write_some(output_.get(), outwards_));
        if (ready >= 0 || errno == EINTR) continue;
        loss_.note(fail(Error::from_errno("poll")));
        outwards_.clear();
    }
}

void TerminalRelay::finish() {
    // Without a pid namespace somebody may still be there, and write for ever.
    for (std::size_t moved = 0; moved <= pty::kMostHeld;) {
        hand_out();
        loss_.note(pty::read_some(master_.get(), outwards_));
        if (outwards_.empty()) break;
        moved += outwards_.size();
    }
    raw_.end();
}

void TerminalRelay::stop() {
    raw_.end();
    ::raise(SIGSTOP);
    make_raw();
    copy_size();
}

bool TerminalRelay::takes(int signal) {
    if (signal == SIGCONT) make_raw();  // a shell may have made us go on behind another job first, and in front only now
    if (signal != SIGWINCH) return false;
    copy_size();
    return is_whole();  // the kernel tells a session of its terminal's size, and nobody else
}

}  // namespace sandbox
