// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/squeeze.hh"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace sandbox;

namespace {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(const std::string& text) {
    auto all = std::as_bytes(std::span(text));
    return {all.begin(), all.end()};
}

Bytes squeezed(const Bytes& from, std::size_t most) {
    auto table = std::make_unique<SqueezeTable>();
    Bytes to(most);
    to.resize(squeeze(from, to, *table));
    return to;
}

bool comes_back(const Bytes& from) {
    auto block = squeezed(from, from.size() + from.size() / 100 + 100);
    Bytes to(from.size(), std::byte{0xa5});
    return !block.empty() && unsqueeze(block, to) && to == from;
}

/// Runs, repetitions and noise, in any order.
Bytes anything(std::mt19937& random) {
    Bytes all;
    while (all.size() < random() % 200'000) {
        std::size_t count = random() % 700;
        if (random() % 3 == 0 || all.empty()) all.insert(all.end(), count, static_cast<std::byte>(random()));
        else if (random() % 2 == 0)
            for (std::size_t one = 0; one < count; ++one) all.push_back(static_cast<std::byte>(random()));
        else
            for (std::size_t one = 0, from = random() % all.size(); one < count; ++one) all.push_back(all[from + one % (all.size() - from)]);
    }
    return all;
}

}  // namespace

TEST_CASE("squeeze: what was put away comes back, byte for byte") {
    for (std::size_t size : {0u, 1u, 4u, 14u, 15u, 16u, 18u, 19u, 20u, 269u, 270u, 271u, 4096u, 70'000u}) {
        CAPTURE(size);
        CHECK(comes_back(Bytes(size)));
        std::string text;
        while (text.size() < size) text += std::to_string(text.size() * 7919);
        text.resize(size);
        CHECK(comes_back(bytes_of(text)));
    }
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) CHECK(comes_back(anything(random)));
}

TEST_CASE("squeeze: a match may lie 65535 bytes back, and no further") {
    std::mt19937 random(2);
    for (std::size_t gap : {65'534u, 65'535u, 65'536u, 65'537u}) {
        Bytes all = bytes_of("a word that is found again");
        std::size_t length = all.size();
        while (all.size() < gap) all.push_back(static_cast<std::byte>(random()));
        for (std::size_t one = 0; one < length; ++one) all.push_back(all[one]);
        CAPTURE(gap);
        CHECK(comes_back(all));
    }
}

TEST_CASE("squeeze: zeroes and repetitions take hardly any room") {
    CHECK(squeezed(Bytes(100'000), 1000).size() < 500);
    std::string text;
    for (int line = 0; line < 1000; ++line) text += "the same line once more\n";
    CHECK(squeezed(bytes_of(text), 1000).size() < 200);
}

TEST_CASE("squeeze: what does not fit is nothing") {
    std::mt19937 random(3);
    Bytes noise(5000);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
    CHECK(squeezed(noise, 5000).empty());
    CHECK(squeezed(noise, 0).empty());
}

TEST_CASE("squeeze: no block that was changed reads or writes beyond its ends") {
    std::mt19937 random(4);
    for (int round = 0; round < 2000; ++round) {
        auto all = anything(random);
        all.resize(std::min(all.size(), std::size_t{3000}));
        auto block = squeezed(all, 4000);
        if (block.empty()) continue;
        if (round % 2 == 0) block.resize(random() % block.size());
        else block[random() % block.size()] = static_cast<std::byte>(random());
        Bytes to(all.size() + 1, std::byte{0x5a});
        (void)unsqueeze(block, std::span(to).first(all.size()));
        CHECK(to.back() == std::byte{0x5a});
    }
    Bytes to(10);
    CHECK_FALSE(unsqueeze(bytes_of("\x10"), to));
    CHECK_FALSE(unsqueeze(squeezed(Bytes(11), 100), to));
    CHECK_FALSE(unsqueeze(squeezed(Bytes(9), 100), to));
}
