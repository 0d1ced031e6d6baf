// SPDX-License-Identifier: LGPL-2.1-or-later
/// interleave: compares the cost of whole processes.
/// Every round runs each command once, starting with another one each time, so that whatever
/// disturbs the machine disturbs all alike; ratios are medians over the rounds of one command's
/// time divided by another's in the same round.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace {

constexpr const char* kUsage =
    "usage: interleave [OPTION]... {--- NAME [FD<FILE]... PROGRAM [ARG]...}...\n"
    "  --rounds N          how often each command runs (default 60), after one run that is not counted\n"
    "  --idle MS           sleep before every run\n"
    "  --reference NAME    a column with the ratios to this command (may repeat)\n"
    "  --goal NAME/REF<=X  compare a ratio with what it should be (may repeat)\n"
    "  --title TEXT        a line above the table\n"
    "  --json              print JSON\n"
    "  --verbose           show what the commands write to stderr in the run that is not counted\n"
    "FD<FILE opens FILE anew for every run. Peak memory is that of the process and the children it waited\n"
    "for, and never less than interleave's own (the kernel counts what a child shared before its exec).\n";

template <typename T> using Result = std::expected<T, std::string>;

struct Redirection {
    int fd;
    std::string file;
};

struct Command {
    std::string name;
    std::vector<Redirection> redirections;
    std::vector<std::string> words;
};

struct Goal {
    std::string text, name, reference;
    double limit;
};

struct Options {
    long rounds = 60;
    long idle_ms = 0;
    bool json = false;
    bool verbose = false;
    std::string title;
    std::vector<std::string> references;
    std::vector<Goal> goals;
    std::vector<Command> commands;
};

struct Sample {
    double milliseconds;
    long peak_kib;
};

/// What was measured of one command; `excluded` says why there is nothing.
struct Series {
    std::vector<double> milliseconds;
    long peak_kib = 0;
    std::string excluded;
};

enum class Stderr { null, keep };

// ---- the command line

Result<long> parse_number(std::string_view text) {
    long value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0)
        return std::unexpected("not a number: '" + std::string(text) + "'");
    return value;
}

Result<Goal> parse_goal(std::string_view text) {
    auto slash = text.find('/');
    auto limit = text.find("<=");
    if (slash == text.npos || limit == text.npos || limit < slash)
        return std::unexpected("not NAME/REF<=X: '" + std::string(text) + "'");
    return Goal{.text = std::string(text),
                .name = std::string(text.substr(0, slash)),
                .reference = std::string(text.substr(slash + 1, limit - slash - 1)),
                .limit = std::strtod(text.data() + limit + 2, nullptr)};
}

std::optional<Redirection> parse_redirection(std::string_view word) {
    auto sign = word.find('<');
    if (sign == word.npos) return std::nullopt;
    auto fd = parse_number(word.substr(0, sign));
    if (!fd) return std::nullopt;
    return Redirection{static_cast<int>(*fd), std::string(word.substr(sign + 1))};
}

Result<Command> parse_command(std::span<char*> words) {
    if (words.empty()) return std::unexpected("a name is missing after '---'");
    Command command{.name = words[0]};
    for (char* word : words.subspan(1)) {
        auto redirection = command.words.empty() ? parse_redirection(word) : std::nullopt;
        if (redirection) command.redirections.push_back(*redirection);
        else command.words.emplace_back(word);
    }
    if (command.words.empty()) return std::unexpected("no program given for '" + command.name + "'");
    return command;
}

Result<void> parse_option(Options& options, std::string_view option, std::string_view value) {
    if (option == "--rounds" || option == "--idle") {
        auto number = parse_number(value);
        if (!number) return std::unexpected(number.error());
        (option == "--rounds" ? options.rounds : options.idle_ms) = *number;
    } else if (option == "--goal") {
        auto goal = parse_goal(value);
        if (!goal) return std::unexpected(goal.error());
        options.goals.push_back(*goal);
    } else if (option == "--reference") {
        options.references.emplace_back(value);
    } else if (option == "--title") {
        options.title = value;
    } else {
        return std::unexpected("unknown option '" + std::string(option) + "'");
    }
    return {};
}

Result<Options> parse(std::span<char*> args) {
    auto is_separator = [](const char* word) { return std::string_view(word) == "---"; };
    Options options;
    auto next = args.begin();
    for (; next != args.end() && !is_separator(*next); ++next) {
        std::string_view option = *next;
        if (option == "--json") options.json = true;
        else if (option == "--verbose") options.verbose = true;
        else if (std::next(next) == args.end()) return std::unexpected("'" + std::string(option) + "' is unknown, or lacks its value");
        else if (auto parsed = parse_option(options, option, *++next); !parsed) return std::unexpected(parsed.error());
    }
    while (next != args.end()) {
        auto end = std::find_if(std::next(next), args.end(), is_separator);
        auto command = parse_command(std::span(std::next(next), end));
        if (!command) return std::unexpected(command.error());
        options.commands.push_back(*command);
        next = end;
    }
    if (options.commands.empty()) return std::unexpected("no command given");
    if (options.rounds == 0) return std::unexpected("--rounds must be at least 1");
    return options;
}

// ---- measuring

/// The program's path, so that no measured run searches PATH; empty if there is none.
std::string find_program(const std::string& name) {
    if (name.find('/') != name.npos) return ::access(name.c_str(), F_OK) == 0 ? name : "";
    std::string_view path = std::getenv("PATH") ? std::getenv("PATH") : "/usr/bin:/bin";
    while (!path.empty()) {
        auto end = std::min(path.find(':'), path.size());
        std::string candidate = std::string(path.substr(0, end)) + "/" + name;
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return "";
}

/// The files a command sees; frees itself.
class FileActions {
public:
    FileActions(const Command& command, Stderr errors) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
        if (errors == Stderr::null) posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
        for (const auto& redirection : command.redirections)
            posix_spawn_file_actions_addopen(&actions_, redirection.fd, redirection.file.c_str(), O_RDONLY, 0);
    }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

double now_ms() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Result<Sample> measure(const Command& command, const std::string& program, Stderr errors) {
    FileActions actions(command, errors);
    std::vector<char*> argv;
    for (const auto& word : command.words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);

    pid_t pid = -1;
    int status = 0;
    rusage usage{};
    double start = now_ms();
    if (int error = ::posix_spawn(&pid, program.c_str(), actions.get(), nullptr, argv.data(), environ); error != 0)
        return std::unexpected(std::string("cannot be run: ") + std::strerror(error));
    while (::wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {}
    double end = now_ms();

    if (WIFSIGNALED(status)) return std::unexpected("failing: signal " + std::to_string(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0) return std::unexpected("failing: status " + std::to_string(WEXITSTATUS(status)));
    return Sample{end - start, usage.ru_maxrss};
}

std::vector<Series> measure_all(const Options& options) {
    std::size_t count = options.commands.size();
    std::vector<Series> all(count);
    std::vector<std::string> programs(count);
    for (std::size_t i = 0; i < count; ++i) {
        programs[i] = find_program(options.commands[i].words[0]);
        if (programs[i].empty()) all[i].excluded = "not installed";
    }
    for (long round = -1; round < options.rounds; ++round) {
        for (std::size_t turn = 0; turn < count; ++turn) {
            std::size_t i = (turn + static_cast<std::size_t>(round + 1)) % count;
            Series& series = all[i];
            if (!series.excluded.empty()) continue;
            if (options.idle_ms > 0) ::usleep(static_cast<useconds_t>(options.idle_ms) * 1000);
            auto sample = measure(options.commands[i], programs[i], options.verbose && round < 0 ? Stderr::keep : Stderr::null);
            if (!sample) series = {.excluded = sample.error()};
            else if (round >= 0) {
                series.milliseconds.push_back(sample->milliseconds);
                series.peak_kib = std::max(series.peak_kib, sample->peak_kib);
            }
        }
    }
    return all;
}

double median(std::vector<double> values) {
    std::size_t middle = values.size() / 2;
    std::sort(values.begin(), values.end());
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// ---- results

struct Results {
    const Options& options;
    std::vector<Series> series;

    const Series* find(std::string_view name) const {
        for (std::size_t i = 0; i < series.size(); ++i)
            if (options.commands[i].name == name) return &series[i];
        return nullptr;
    }

    /// The median over the rounds of one time by the other; nothing if either was not measured.
    std::optional<double> ratio(std::string_view name, std::string_view reference) const {
        const Series* ours = find(name);
        const Series* theirs = find(reference);
        if (!ours || !theirs || ours->milliseconds.empty() || theirs->milliseconds.empty()) return std::nullopt;
        std::vector<double> ratios;
        for (std::size_t i = 0; i < ours->milliseconds.size(); ++i) ratios.push_back(ours->milliseconds[i] / theirs->milliseconds[i]);
        return median(ratios);
    }
};

void print_table(const Results& results) {
    const Options& options = results.options;
    std::size_t width = 8;
    for (const auto& command : options.commands) width = std::max(width, command.name.size());
    for (const auto& goal : options.goals) width = std::max(width, goal.text.size());
    int column = static_cast<int>(width);
    if (!options.title.empty()) std::printf("%s\n", options.title.c_str());
    std::printf("%-*s %10s %10s", column, "command", "median ms", "peak KiB");
    for (const auto& reference : options.references) std::printf(" %10s", ("/ " + reference).c_str());
    std::printf("\n");
    for (std::size_t i = 0; i < options.commands.size(); ++i) {
        const auto& [milliseconds, peak_kib, excluded] = results.series[i];
        const std::string& name = options.commands[i].name;
        std::printf("%-*s ", column, name.c_str());
        if (!excluded.empty()) {
            std::printf("  %s\n", excluded.c_str());
            continue;
        }
        std::printf("%10.3f %10ld", median(milliseconds), peak_kib);
        for (const auto& reference : options.references) {
            auto ratio = results.ratio(name, reference);
            std::printf(" %10s", ratio ? std::to_string(*ratio).substr(0, 5).c_str() : "-");
        }
        std::printf("\n");
    }
    for (const auto& goal : options.goals) {
        auto ratio = results.ratio(goal.name, goal.reference);
        if (ratio) std::printf("%-*s %10.3f %10s\n", column, goal.text.c_str(), *ratio, *ratio <= goal.limit ? "met" : "NOT MET");
        else std::printf("%-*s not measured\n", column, goal.text.c_str());
    }
}

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (char c : text) {
        char escaped[8];
        if (c == '"' || c == '\\') (out += '\\') += c;
        else if (static_cast<unsigned char>(c) >= 0x20) out += c;
        else out.append(escaped, static_cast<std::size_t>(std::snprintf(escaped, sizeof escaped, "\\u%04x", c)));
    }
    return out + '"';
}

void print_json(const Results& results) {
    const Options& options = results.options;
    std::printf("{\"title\": %s, \"rounds\": %ld, \"commands\": [", json_string(options.title).c_str(), options.rounds);
    for (std::size_t i = 0; i < options.commands.size(); ++i) {
        const auto& [milliseconds, peak_kib, excluded] = results.series[i];
        const std::string& name = options.commands[i].name;
        std::printf("%s\n  {\"name\": %s", i == 0 ? "" : ",", json_string(name).c_str());
        if (!excluded.empty()) {
            std::printf(", \"excluded\": %s}", json_string(excluded).c_str());
            continue;
        }
        std::printf(", \"median_ms\": %.4f, \"peak_kib\": %ld, \"ratios\": {", median(milliseconds), peak_kib);
        const char* comma = "";
        for (const auto& reference : options.references) {
            if (auto ratio = results.ratio(name, reference)) std::printf("%s%s: %.4f", comma, json_string(reference).c_str(), *ratio), comma = ", ";
        }
        std::printf("}}");
    }
    std::printf("\n], \"goals\": [");
    for (std::size_t i = 0; i < options.goals.size(); ++i) {
        const Goal& goal = options.goals[i];
        auto ratio = results.ratio(goal.name, goal.reference);
        std::printf("%s\n  {\"name\": %s, \"reference\": %s, \"limit\": %g", i == 0 ? "" : ",", json_string(goal.name).c_str(),
                    json_string(goal.reference).c_str(), goal.limit);
        if (ratio) std::printf(", \"ratio\": %.4f, \"met\": %s", *ratio, *ratio <= goal.limit ? "true" : "false");
        std::printf("}");
    }
    std::printf("\n]}\n");
}

} // namespace

int main(int argc, char** argv) {
    std::span args(argv + 1, static_cast<std::size_t>(argc - 1));
    if (args.size() == 1 && std::string_view(args[0]) == "--help") return std::fputs(kUsage, stdout) < 0;
    auto options = parse(args);
    if (!options) {
        std::fprintf(stderr, "interleave: %s\n", options.error().c_str());
        return 2;
    }
    Results results{*options, measure_all(*options)};
    options->json ? print_json(results) : print_table(results);
    return 0;
}
