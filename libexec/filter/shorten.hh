// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "program.hh"

namespace sandbox::filter {

/// The same program without what libseccomp writes for nothing: for a condition on an argument's lower half it also loads
/// the upper one, masks all of it away and compares 0 with 0; and it tests bits one by one where any of them will do. Also
/// drops what cannot be reached. Takes only programs that the kernel would load.
Program shorten(Program program);

}  // namespace sandbox::filter
