// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/helper.hh"

#include "classic/message.hh"

#include <cerrno>
#include <sys/socket.h>
#include <sys/wait.h>
#include <utility>

namespace sandbox::classic {

/// The helper's status; -errno if it cannot be had.
static int wait_for(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return -errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/// End-of-file instead of the word: the tool has ended, and so does its helper.
[[noreturn]] static void act(int ready, Helper::Work work, const void* context, pid_t target) {
    char word = 0;
    ssize_t size = 0;
    while ((size = ::read(ready, &word, 1)) < 0 && errno == EINTR) {}
    if (size < 0) report(failed("failed to read in a helper process"));
    if (size != 1) ::_exit(1);
    auto done = work(context, target);
    if (!done) report(done.error());
    ::_exit(done ? 0 : 1);
}

Result<Helper> Helper::start(Work work, const void* context) {
    // A pair of sockets: unlike a pipe's, its end can be told though another child holds a copy, and kills no writer.
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return fail(failed("socketpair failed"));
    UniqueFd ready(ends[0]), go(ends[1]);
    pid_t target = ::getpid();
    pid_t pid = ::fork();
    if (pid < 0) return fail(failed("fork failed"));
    if (pid == 0) {
        go.reset();
        act(ready.get(), work, context, target);
    }
    // Only what has a process has an end to wake it by: waiting for -1 would be waiting for any other helper.
    Helper helper;
    helper.pid_ = pid;
    helper.go_ = std::move(go);
    return helper;
}

Result<int> Helper::finish() {
    int code = ::send(go_.get(), "", 1, MSG_NOSIGNAL) == 1 ? 0 : errno;
    ::shutdown(go_.get(), SHUT_RDWR);
    go_.reset();
    int status = wait_for(pid_);
    if (status < 0) return fail(failed("waitpid failed", -status));
    // A helper that got its word has said itself what was wrong.
    if (code != 0) return fail(failed("failed to wake a helper process", code));
    return status;
}

Helper::~Helper() {
    if (!go_) return;
    ::shutdown(go_.get(), SHUT_RDWR);
    go_.reset();
    (void)wait_for(pid_);
}

}  // namespace sandbox::classic
