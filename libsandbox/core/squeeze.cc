// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/squeeze.hh"

#include <cstring>
#include <utility>

namespace sandbox {
namespace {

constexpr std::size_t kLeast = 4;              ///< a shorter match saves nothing
constexpr std::size_t kFarthest = 0xffff;      ///< an offset has two bytes
constexpr std::size_t kMore = 15;              ///< a nibble that says that bytes follow

std::uint32_t word_at(const std::byte* at) noexcept {
    std::uint32_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

std::size_t hash(std::uint32_t word) noexcept {
    return word * 2654435761u >> 20;
}

/// Puts bytes into the block for as long as there is room.
class Writer {
public:
    explicit Writer(std::span<std::byte> to) noexcept : to_(to) {}
    void put(std::size_t byte) noexcept {
        if (size_ < to_.size()) to_[size_] = static_cast<std::byte>(byte);
        ++size_;
    }
    /// What of a length does not fit into its nibble.
    void put_rest(std::size_t length) noexcept {
        if (length < kMore) return;
        for (length -= kMore; length >= 255; length -= 255) put(255);
        put(length);
    }
    /// A token, its literals, and where there is one the match, of `length` bytes from `offset` before.
    void put_sequence(std::span<const std::byte> literals, std::size_t offset, std::size_t length) noexcept {
        std::size_t match = offset == 0 ? 0 : length - kLeast;
        put((literals.size() < kMore ? literals.size() : kMore) << 4 | (match < kMore ? match : kMore));
        put_rest(literals.size());
        for (std::byte byte : literals) put(static_cast<std::size_t>(byte));
        if (offset == 0) return;
        put(offset & 0xff), put(offset >> 8);
        put_rest(match);
    }
    std::size_t result() const noexcept { return size_ <= to_.size() ? size_ : 0; }

private:
    std::span<std::byte> to_;
    std::size_t size_ = 0;
};

/// Takes bytes from a block; after its end, and from then on, it is bad.
class Reader {
public:
    explicit Reader(std::span<const std::byte> from) noexcept : next_(from.data()), end_(from.data() + from.size()) {}
    bool has_more() const noexcept { return next_ != end_; }
    bool is_good() const noexcept { return is_good_; }
    std::size_t take() noexcept {
        if (next_ != end_) return static_cast<std::size_t>(*next_++);
        is_good_ = false;
        return 0;
    }
    std::size_t take_length(std::size_t nibble) noexcept {
        if (nibble < kMore) return nibble;
        std::size_t length = nibble, byte;
        do length += byte = take();
        while (byte == 255);
        return length;
    }

private:
    const std::byte* next_;
    const std::byte* end_;
    bool is_good_ = true;
};

}  // namespace

std::size_t squeeze(std::span<const std::byte> from, std::span<std::byte> to, SqueezeTable& table) noexcept {
    Writer out(to);
    std::size_t at = 0, literals = 0;
    // Positions in the table are one too large: 0 is none.
    while (at + kLeast <= from.size()) {
        std::uint32_t word = word_at(&from[at]);
        std::size_t before = std::exchange(table[hash(word)], static_cast<std::uint32_t>(at + 1));
        bool is_match = before != 0 && at - (before - 1) <= kFarthest && word_at(&from[before - 1]) == word;
        if (!is_match) {
            ++at;
            continue;
        }
        std::size_t source = before - 1, length = kLeast;
        while (at + length < from.size() && from[source + length] == from[at + length]) ++length;
        out.put_sequence(from.subspan(literals, at - literals), at - source, length);
        literals = at += length;
    }
    out.put_sequence(from.subspan(literals), 0, 0);
    return out.result();
}

bool unsqueeze(std::span<const std::byte> from, std::span<std::byte> to) noexcept {
    Reader in(from);
    // volatile: or the compiler would call memcpy for the loops.
    volatile std::byte* out = to.data();
    std::size_t size = 0;
    while (in.has_more()) {
        std::size_t token = in.take();
        std::size_t literals = in.take_length(token >> 4);
        if (literals > to.size() - size) return false;
        for (; literals > 0 && in.is_good(); --literals) out[size++] = static_cast<std::byte>(in.take());
        if (!in.has_more()) break;
        std::size_t offset = in.take();
        offset |= in.take() << 8;
        std::size_t length = in.take_length(token & 15) + kLeast;
        if (!in.is_good() || offset == 0 || offset > size || length > to.size() - size) return false;
        for (; length > 0; --length, ++size) out[size] = out[size - offset];
    }
    return in.is_good() && size == to.size();
}

}  // namespace sandbox
