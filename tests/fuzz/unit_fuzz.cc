// SPDX-License-Identifier: LGPL-2.1-or-later

// A unit file of any bytes: read within the limits, replayed, and every error is one clean line with a place.

#include "core/text.hh"
#include "unit/prescan.hh"
#include "unit/read.hh"
#include "unit/replay.hh"

#include <cstdlib>

using namespace sandbox;

static const std::string kFile = "fuzz.toml";
static const Names kNames{.instance = "i", .sandbox = "box", .user = "ann", .uid = "1000", .home = "/home/ann", .cwd = "/w",
                          .runtime = "/run/user/1000", .state = "/s", .cache = "/c", .logs = "/l", .machine_id = "ab12"};

static void expect(bool truth) {
    if (!truth) std::abort();
}

static void check(const Error& error) {
    expect(error.fault() == Fault::usage);
    expect(error.origin().source == kFile && error.origin().line > 0 && error.origin().column > 0);
    expect(is_clean(error.message()));
}

/// No NUL in a text, no control character in a name, nothing deeper than the limit.
static void check(const Value& value, int depth) {
    expect(depth <= kMaxDepth);
    if (const auto* text = std::get_if<std::string>(&value.data)) expect(text->find('\0') == text->npos);
    if (const auto* list = std::get_if<Value::List>(&value.data))
        for (const Value& element : *list) check(element, depth + 1);
    if (const auto* map = std::get_if<Value::Map>(&value.data))
        for (const Entry& entry : *map) {
            expect(is_clean(entry.key));
            check(entry.value, depth + 1);
        }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto root = read_toml(text, kFile, Dates::text);
    if (root) check(*root, 0);
    else check(root.error());

    auto assignments = read_unit(text, kFile);
    if (!assignments) {
        check(assignments.error());
        return 0;
    }
    for (const Assignment& assignment : *assignments) check(assignment.value, 2);
    auto unit = replay(*assignments, kNames);
    if (!unit) check(unit.error());
    return 0;
}
