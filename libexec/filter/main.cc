// SPDX-License-Identifier: LGPL-2.1-or-later
#include <getopt.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "load.hh"
#include "names.hh"
#include "print.hh"

using namespace sandbox::filter;

namespace {

constexpr std::string_view kUsage =
    "usage: sandbox-filter [--emit=bpf|header|table|names] [--rule=RULE]... [--output=FILE] PROFILE...\n"
    "Compiles seccomp profiles (\"-\": standard input) to filters.\n"
    "  -e, --emit=bpf     the filter as seccomp(2) loads it (default; one profile)\n"
    "      --emit=header  a C++ header with the filters of all profiles\n"
    "      --emit=table   the verdict on each system call (one profile); also --print\n"
    "      --emit=names   a C++ header with the names of all system calls (no profile)\n"
    "  -r, --rule=RULE    change the profile by a line, as 'allow ptrace'; repeatable\n"
    "  -o, --output=FILE  write there instead of standard output\n"
    "  -h, --help         show this text\n";

enum class Form { bpf, header, table, names };

struct Options {
    Form form = Form::bpf;
    std::vector<std::string> rules;
    std::string output;
    std::vector<std::string> profiles;
};

Result<Form> parse_form(std::string_view word) {
    if (word == "bpf") return Form::bpf;
    if (word == "header") return Form::header;
    if (word == "table") return Form::table;
    if (word == "names") return Form::names;
    return std::unexpected("--emit: expected bpf, header, table or names, not '" + std::string(word) + "'");
}

Result<std::string> make_output(const Options& options) {
    if (options.form == Form::names) return print_names();
    std::vector<NamedProgram> programs;
    for (const std::string& path : options.profiles) {
        auto policy = load_policy(path, options.rules);
        if (!policy) return std::unexpected(policy.error());
        if (options.form == Form::table) return print_table(*policy);
        auto program = compile(*policy);
        if (!program) return std::unexpected(path + ": " + program.error());
        if (options.form == Form::bpf) return print_bytes(*program);
        programs.push_back({std::filesystem::path(path).stem().string(), std::move(*program)});
    }
    return print_header(programs);
}

Result<void> write_output(const std::string& path, const std::string& bytes) {
    std::ofstream file;
    if (!path.empty()) file.open(path, std::ios::binary | std::ios::trunc);
    std::ostream& out = path.empty() ? std::cout : file;
    out << bytes << std::flush;
    if (!out) return std::unexpected((path.empty() ? "standard output" : path) + ": cannot be written");
    return {};
}

/// Names that can stand in a header's variable and string.
bool is_header_name(const std::string& path) {
    std::string name = std::filesystem::path(path).stem().string();
    auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return !name.empty() && std::ranges::all_of(name, good);
}

Result<Options> check(Options options) {
    if (options.form == Form::names && !options.profiles.empty()) return std::unexpected("--emit=names takes no profile");
    if (options.form == Form::names) return options;
    if (options.profiles.empty()) return std::unexpected("no profile given");
    if (options.form != Form::header && options.profiles.size() > 1) return std::unexpected("more than one profile given");
    if (options.form == Form::header && !std::ranges::all_of(options.profiles, is_header_name))
        return std::unexpected("a profile's file name cannot be used as a name in a header");
    return options;
}

int fail(const std::string& message, int status) {
    std::cerr << "sandbox-filter: " << message << '\n';
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int kUsageError = 2;
    constexpr option kLong[] = {{"emit", required_argument, nullptr, 'e'},   {"rule", required_argument, nullptr, 'r'},
                                {"output", required_argument, nullptr, 'o'}, {"print", no_argument, nullptr, 'p'},
                                {"help", no_argument, nullptr, 'h'},         {}};
    Options options;
    for (int letter; (letter = ::getopt_long(argc, argv, "e:r:o:h", kLong, nullptr)) != -1;) {
        switch (letter) {
            case 'e': {
                auto form = parse_form(optarg);
                if (!form) return fail(form.error(), kUsageError);
                options.form = *form;
                break;
            }
            case 'p': options.form = Form::table; break;
            case 'r': options.rules.emplace_back(optarg); break;
            case 'o': options.output = optarg; break;
            case 'h': std::cout << kUsage; return 0;
            default: return kUsageError;
        }
    }
    options.profiles.assign(argv + optind, argv + argc);
    auto checked = check(std::move(options));
    if (!checked) return fail(checked.error(), kUsageError);
    auto bytes = make_output(*checked);
    if (!bytes) return fail(bytes.error(), kUsageError);
    if (auto done = write_output(checked->output, *bytes); !done) return fail(done.error(), 1);
    return 0;
}
