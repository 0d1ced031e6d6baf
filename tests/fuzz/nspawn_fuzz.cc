// SPDX-License-Identifier: LGPL-2.1-or-later

// A .nspawn file of any bytes: what is printed is a unit, and every error is one clean line with a place.

#include "convert/nspawn.hh"
#include "core/text.hh"
#include "unit/read.hh"

#include <cstdint>
#include <cstdlib>

using namespace sandbox;

static void expect(bool truth) {
    if (!truth) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto unit = convert::convert_nspawn({reinterpret_cast<const char*>(data), size}, {"web.nspawn", "web", "/srv/web"});
    if (unit) {
        expect(read_unit(*unit, "web.toml").has_value());
        return 0;
    }
    expect(!unit.error().empty());
    for (const Error& error : unit.error()) {
        expect(is_clean(error.message()));
        expect(error.message().starts_with("web.nspawn"));
    }
    return 0;
}
