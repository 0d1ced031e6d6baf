// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tools/sandbox-convert.hh"

#include "cli/about.hh"
#include "cli/main.hh"
#include "cli/parse.hh"
#include "cli/print.hh"
#include "convert/ini.hh"
#include "convert/nspawn.hh"
#include "core/file.hh"
#include "core/path.hh"
#include "core/text.hh"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

using namespace sandbox;

namespace {

Result<convert::NspawnSource> source_of(const cli::CommandLine& line) {
    std::string path = line.operands[0];
    auto machine = TRY(convert::machine_of(path));
    auto root = "/var/lib/machines/" + machine;
    if (const auto* option = line.find("root-directory")) {
        auto written = absolute_path(*option->argument);
        if (!written) return fail(std::move(written).error().within("--root-directory"));
        if (!is_clean(*written)) return fail(Error::usage("--root-directory: " + quote(*written) + " has control characters, or is no UTF-8"));
        root = *std::move(written);
    }
    return convert::NspawnSource{std::move(path), std::move(machine), std::move(root)};
}

/// All that is wrong, a line each; the status is that of the gravest: a file that is wrong, or one that no unit can say.
int complain(const std::vector<Error>& errors) {
    for (const Error& error : errors) cli::complain("sandbox-convert: " + error.message() + "\n");
    return std::ranges::any_of(errors, [](const Error& error) { return error.fault() == Fault::usage; }) ? 2 : 125;
}

/// Links are followed; a fifo or a device that somebody named by mistake keeps nobody waiting.
Result<std::string> read_source(const std::string& path) {
    auto file = TRY(open_file(path, O_RDONLY | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (::fstat(file.get(), &status) < 0) return fail(Error::from_errno("stat " + path));
    if (!S_ISREG(status.st_mode)) return fail(Error::usage(path + " is no regular file"));
    return read_all(file.get(), path, convert::kMaxBytes);
}

Result<int> run(std::span<char*> args) {
    auto line = TRY(cli::parse(tools::kSandboxConvert, tools::kSandboxConvertOptions, args));
    if (TRY(cli::print_about(tools::kSandboxConvert, tools::kSandboxConvertOptions, line))) return 0;
    if (line.operands.size() != 1) return fail(Error::usage("name one file"));

    auto source = TRY(source_of(line));
    auto text = read_source(source.path);
    if (!text) return fail(std::move(text).error().as(Fault::usage));
    auto unit = convert::convert_nspawn(*text, source);
    if (!unit) return complain(unit.error());
    TRY(cli::print(*unit));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::main("sandbox-convert", run, argc, argv);
}
