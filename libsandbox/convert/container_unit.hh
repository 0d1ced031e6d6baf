// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "convert/container.hh"
#include "convert/nspawn.hh"
#include "convert/unit_text.hh"

namespace sandbox::convert {

/// The unit of a container. Error: a contradiction, or a key that this build does not have.
Result<UnitText> unit_of(const Container& container, const NspawnSource& source);

}  // namespace sandbox::convert
