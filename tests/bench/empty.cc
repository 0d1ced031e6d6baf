// SPDX-License-Identifier: LGPL-2.1-or-later
/// Does next to nothing, with the standard library in it: what is measured is its start.
#include <string>

int main(int argc, char** argv) {
    std::string longer_than_the_inline_buffer(static_cast<std::size_t>(argc) + 64, 'x');
    return longer_than_the_inline_buffer.empty() || argv[argc] != nullptr;
}
