// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace sandbox {

/// Gives the kernel back what the way to here needed and nobody holds any more, of heap and stack: for whoever only waits from
/// here on, a thousand at a time.
void give_back_memory();

}  // namespace sandbox
