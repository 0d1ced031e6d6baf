// SPDX-License-Identifier: LGPL-2.1-or-later
// And what all of libsandbox that runs something reads: a plan is a variant of every domain's steps, which costs a compiler two seconds.
#include "precompiled/standard.hh"
#include "runtime/launch/prepare.hh"
