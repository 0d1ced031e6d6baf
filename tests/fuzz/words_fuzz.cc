// SPDX-License-Identifier: LGPL-2.1-or-later

// Words of any bytes: `-p` assignments, sizes, durations, specifiers, names, and what is printed of them.

#include "core/text.hh"
#include "domains/selinux/spec.hh"
#include "unit/read.hh"
#include "unit/replay.hh"
#include "unit/sandbox_name.hh"

#include <cstdlib>

using namespace sandbox;

static const Names kNames{.sandbox = "box", .home = "/home/ann"};

static void expect(bool truth) {
    if (!truth) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    expect(is_clean(escape(text)));
    expect(is_clean(json_string(text)));
    expect(!is_clean(text) || escape(text) == text);
    if (auto bytes = parse_size(text)) expect(parse_size(print_size(*bytes)) == bytes);
    if (auto duration = parse_duration(text)) expect(duration->count() >= 0);
    if (auto mode = parse_mode(text)) expect(parse_mode(print_mode(*mode)) == mode);
    if (auto number = parse_signed(text); number && *number >= 0)
        expect(parse_number(text) == static_cast<std::uint64_t>(*number) || text.starts_with('-'));
    expect(is_sandbox_name(default_name(text.substr(0, size / 2), text.substr(size / 2))));
    (void)expand_path(text, kNames);
    if (auto context = selinux::parse_context(text)) expect(selinux::print(*context) == text && is_clean(text));

    auto assignment = parse_assignment(text, Origin::option("-p"));
    if (!assignment) {
        expect(is_clean(assignment.error().message()));
        expect(assignment.error().origin() == Origin::option("-p"));
        return 0;
    }
    expect(text.starts_with(assignment->row->key));
    auto unit = replay({&*assignment, 1}, kNames);
    if (!unit) expect(is_clean(unit.error().message()));
    return 0;
}
