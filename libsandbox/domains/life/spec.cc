// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/life/spec.hh"

#include "core/assign.hh"
#include "core/signal.hh"
#include "core/text.hh"

namespace sandbox::life {

Result<int> parse_kill_signal(std::string_view text) {
    auto signal = parse_signal(text);
    if (signal && *signal != SIGSTOP) return *signal;
    return fail(Error::usage(quote(text) + " is no signal that ends a command, such as \"SIGTERM\""));
}

Result<Microseconds> parse_time(const Value& value) {
    return assign::as_duration(value);
}

Result<Microseconds> parse_span(const Value& value) {
    auto time = TRY(parse_time(value));
    if (time.count() > 0 && time != kForever) return time;
    return fail(Error::usage("it must be more than 0 and come to an end"));
}

Result<std::string> parse_word(const Value& value) {
    auto text = TRY(assign::as_text(value));
    if (text.find('\0') != text.npos) return fail(Error::usage("an argument cannot contain a NUL"));
    return text;
}

}  // namespace sandbox::life
