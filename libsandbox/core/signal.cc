// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/signal.hh"

#include "core/text.hh"

#include <csignal>
#include <cstring>

namespace sandbox {

/// The kernel's first real-time signal; glibc uses it and the next (nptl(7)).
static constexpr std::uint64_t kFirstInternal = 32;

static std::string upper(std::string_view text) {
    std::string word(text);
    for (char& letter : word)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return word;
}

bool is_signal(std::uint64_t number) {
    auto first = static_cast<std::uint64_t>(SIGRTMIN), last = static_cast<std::uint64_t>(SIGRTMAX);
    return (number > 0 && number < kFirstInternal) || (number >= first && number <= last);
}

sigset_t ending_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
        struct sigaction action {};
        if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) ::sigaddset(&signals, signal);
    }
    return signals;
}

void hold_ending_signals() {
    sigset_t ending = ending_signals();
    ::sigprocmask(SIG_BLOCK, &ending, nullptr);
}

void release_ending_signals() {
    sigset_t ending = ending_signals();
    ::sigprocmask(SIG_UNBLOCK, &ending, nullptr);
}

/// "RTMIN", "RTMIN+2", "RTMAX-1", "RT2".
static std::optional<int> parse_real_time(std::string_view name) {
    unsigned count = static_cast<unsigned>(SIGRTMAX - SIGRTMIN);
    if (auto number = name.starts_with("RT") ? parse_number(name.substr(2)) : std::nullopt; number && *number <= count)
        return SIGRTMIN + static_cast<int>(*number);
    bool from_first = name.starts_with("RTMIN");
    if (!from_first && !name.starts_with("RTMAX")) return std::nullopt;
    int base = from_first ? SIGRTMIN : SIGRTMAX;
    auto offset = name.substr(5);
    if (offset.empty()) return base;
    auto distance = parse_number(offset.substr(1));
    if (offset[0] != (from_first ? '+' : '-') || !distance || *distance > count)
        return std::nullopt;
    return from_first ? base + static_cast<int>(*distance) : base - static_cast<int>(*distance);
}

std::optional<int> parse_signal(std::string_view text) {
    struct Alias {
        std::string_view name;
        int signal;
    };
    static constexpr Alias kAliases[] = {{"IOT", SIGIOT}, {"CLD", SIGCHLD}, {"POLL", SIGPOLL}};
    auto word = upper(text);
    std::string_view name = word;
    if (name.starts_with("SIG")) name.remove_prefix(3);
    for (int signal = 1; signal < SIGRTMIN; ++signal)
        if (const char* known = ::sigabbrev_np(signal); known != nullptr && name == known) return signal;
    for (const Alias& alias : kAliases)
        if (name == alias.name) return alias.signal;
    return parse_real_time(name);
}

std::string print_signal(int signal) {
    if (const char* known = signal < SIGRTMIN ? ::sigabbrev_np(signal) : nullptr) return std::string("SIG") + known;
    if (signal == SIGRTMIN) return "SIGRTMIN";
    return "SIGRTMIN+" + std::to_string(signal - SIGRTMIN);
}

}  // namespace sandbox
