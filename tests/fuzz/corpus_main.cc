// SPDX-License-Identifier: LGPL-2.1-or-later

// Runs a fuzz target over the files of the directories named, once each: what was found stays fixed.

#include "core/file.hh"

#include <cstdint>
#include <cstdio>
#include <filesystem>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    int count = 0;
    for (int argument = 1; argument < argc; ++argument)
        for (const auto& entry : std::filesystem::directory_iterator(argv[argument])) {
            auto text = sandbox::read_file(entry.path());
            if (!text) {
                std::fprintf(stderr, "%s\n", text.error().message().c_str());
                return 1;
            }
            (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
            ++count;
        }
    std::printf("%d inputs\n", count);
    return count == 0;
}
