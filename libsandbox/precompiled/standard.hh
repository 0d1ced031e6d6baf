// SPDX-License-Identifier: LGPL-2.1-or-later
// What the compilers read once for all files of a library, where they would spend a third of their time. No file gets a header from
// here: each includes what it uses (tests/lint/standard).
#include <algorithm>
#include <array>
#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
