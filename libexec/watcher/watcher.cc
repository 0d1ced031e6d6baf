// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Outlives the supervisor of a sandbox that has something outside, and removes it: see core/watcher_protocol.hh. Freestanding,
// so that it is small: there is one for each such sandbox.

#include <linux/prctl.h>
#include <linux/time.h>

#include "core/watcher_protocol.hh"
#include "freestanding/start.hh"
#include "tree.hh"

namespace sandbox::watcher {
namespace {

void close_others(bool has_entry) noexcept {
    int last = has_entry ? kEntry : kLine;
    call(__NR_close_range, 0, kLine - 1, 0);
    call(__NR_close_range, last + 1, ~0u, 0);
}

/// What was said on the line until its end.
struct Said {
    Word inodes[kMostGroups];
    int made = 0;
    bool is_taken = false;
    bool keeps_entry = false;

    void hear(Word word) noexcept {
        if (word == kKeepEntry) keeps_entry = true;
        else if (word == kTaken) is_taken = true;
        else if (made < kMostGroups) inodes[made++] = word;
    }
};

void await_end_of_line(Said& said) noexcept {
    Word word;
    long length;
    do {
        length = call(__NR_read, kLine, &word, sizeof word);
        if (length == sizeof word) said.hear(word);
    } while (length > 0 || length == -EINTR);
}

/// One attempt at all of them: each is tried, whatever became of the others.
bool remove_all(char** cgroups, const Said& said) noexcept {
    bool all_gone = true;
    for (int index = 0; *cgroups != nullptr && index <= said.made; ++cgroups) {
        if (**cgroups == kIfEmpty) continue;
        if (index < said.made) all_gone &= remove_group(AT_FDCWD, *cgroups, said.inodes[index]);
        else if (!said.is_taken) call(__NR_unlinkat, AT_FDCWD, *cgroups, AT_REMOVEDIR);
        ++index;
    }
    return all_gone;
}

/// The directories above, the deepest last.
void remove_empty(char** first) noexcept {
    char** end = first;
    while (*end != nullptr) ++end;
    while (end-- != first)
        if (**end == kIfEmpty) call(__NR_unlinkat, AT_FDCWD, *end + 1, AT_REMOVEDIR);
}

long milliseconds() noexcept {
    __kernel_timespec now{};
    call(__NR_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

/// Attempts with growing pauses: whoever was killed needs a moment to go.
bool remove_patiently(char** cgroups, const Said& said) noexcept {
    long until = milliseconds() + kPatienceMilliseconds;
    __kernel_timespec pause{.tv_sec = 0, .tv_nsec = 100'000};
    while (!remove_all(cgroups, said)) {
        if (milliseconds() > until) return false;
        call(__NR_nanosleep, &pause, nullptr);
        if (pause.tv_nsec < 50'000'000) pause.tv_nsec *= 2;
    }
    return true;
}

}  // namespace
}  // namespace sandbox::watcher

extern "C" [[gnu::used]] void freestanding_main(long* stack) noexcept {
    using namespace sandbox::watcher;
    char** arguments = reinterpret_cast<char**>(stack + 1);
    if (stack[0] < 2) sandbox::freestanding::exit(125);
    const char* name = arguments[1];
    bool has_entry = *name != '\0';

    call(__NR_prctl, PR_SET_NAME, "sandbox-watch");
    call(__NR_prctl, PR_SET_DUMPABLE, 0);
    close_others(has_entry);
    Said said;
    await_end_of_line(said);
    bool is_gone = remove_patiently(arguments + 2, said);
    remove_empty(arguments + 2);
    if (is_gone && has_entry && !said.keeps_entry) is_gone = remove_files(kLedgers, name, kEntry);
    sandbox::freestanding::exit(is_gone ? 0 : kLeft);
}
