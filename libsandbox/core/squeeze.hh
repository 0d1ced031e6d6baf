// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sandbox {

/// Where the compressor saw what, by hash; zeroed by the caller. 16 KiB: not for a stack that is to stay small.
using SqueezeTable = std::array<std::uint32_t, 4096>;

/// Compresses bytes, less than 4 GiB, into LZ4's block format (lz4_Block_format.md): fast, and good with zeroes and pointers.
/// How much of `to` is used; 0: it is too small.
std::size_t squeeze(std::span<const std::byte> from, std::span<std::byte> to, SqueezeTable& table) noexcept;

/// The bytes again, exactly as many as `to` holds. False: `from` is no such block. Calls nothing, so that it works while the
/// memory of whoever calls it is away.
bool unsqueeze(std::span<const std::byte> from, std::span<std::byte> to) noexcept;

}  // namespace sandbox
