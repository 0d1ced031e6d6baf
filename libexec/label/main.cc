// SPDX-License-Identifier: LGPL-2.1-or-later
// Labels files for SELinux. The launcher, which is static, runs this when a plan needs it, and the tool sandbox-label does.
#include "label.hh"

#include "core/text.hh"

#include <cstdio>
#include <span>
#include <string_view>
#include <sys/resource.h>

using namespace sandbox;

static constexpr char kUsage[] =
    "Usage: sandbox-label set CONTEXT PATH...\n"
    "       sandbox-label restore|list PATH...\n"
    "Labels files and all that is below them, without following links; as the policy would have them; or prints their labels.\n";

namespace {

Result<void> set(std::span<char*> words) {
    for (const char* path : words.subspan(1)) TRY(label::set(path, words[0]));
    return {};
}

Result<void> restore(std::span<char*> words) {
    Result<void> first;
    for (const char* path : words)
        if (auto done = label::restore(path); !done && first) first = std::move(done);
    return first;
}

Result<void> list(std::span<char*> words) {
    for (const char* path : words) {
        auto line = TRY(label::get(path)) + " " + escape(path) + "\n";
        if (std::fputs(line.c_str(), stdout) < 0) return fail(Error::from_errno("standard output"));
    }
    if (std::fflush(stdout) != 0) return fail(Error::from_errno("standard output"));
    return {};
}

Result<void> run(std::span<char*> words) {
    std::string_view verb = words.empty() ? "" : words[0];
    if (verb == "set" && words.size() > 2) return set(words.subspan(1));
    if (verb == "restore" && words.size() > 1) return restore(words.subspan(1));
    if (verb == "list" && words.size() > 1) return list(words.subspan(1));
    return fail(Error::usage("unknown words; see --help"));
}

}  // namespace

/// Each level of a tree takes one, and who makes one inside makes it as deep as can be.
static void raise_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) limit.rlim_cur = limit.rlim_max;
    (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char** argv) {
    raise_descriptors();
    if (argc == 2 && std::string_view(argv[1]) == "--help") return std::fputs(kUsage, stdout) < 0 ? 125 : 0;
    auto done = run(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
    if (done) return 0;
    std::fprintf(stderr, "%s\n", escape(done.error().message()).c_str());
    return done.error().fault() == Fault::usage ? 2 : 125;
}
