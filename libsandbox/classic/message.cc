// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/message.hh"

#include "classic/advice.hh"
#include "cli/main.hh"
#include "cli/print.hh"

#include <cstring>
#include <unistd.h>

namespace sandbox::classic {

Error failed(std::string what, int code) {
    const char* text = ::strerrordesc_np(code);
    what += ": ";
    what += text != nullptr ? std::string(text) : "Unknown error " + std::to_string(code);
    return Error::impossible(std::move(what), code);
}

Error refused(std::string what) {
    return Error::impossible(std::move(what));
}

static void say(std::string_view text) {
    cli::complain(std::string(::program_invocation_short_name) + ": " + std::string(text) + "\n");
}

Result<void> print(std::string_view text) {
    auto printed = cli::print(text);
    if (printed || printed.error().code() == EPIPE) return {};
    return fail(failed("write error", printed.error().code()));
}

void report(const Error& error) {
    say(error.message());
}

void advise(std::string_view advice) {
    if (!advice.empty() && ::isatty(STDERR_FILENO) == 1) say(advice);
}

int status_of(const Result<int>& result) {
    if (result) return *result;
    report(result.error());
    return conclude(result.error());
}

int conclude(const Error& error) {
    if (::isatty(STDERR_FILENO) == 1) advise(advice_for(error.message(), read_host()));
    return cli::classic_exit_status(error);
}

}  // namespace sandbox::classic
