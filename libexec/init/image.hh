// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

extern "C" {

/// The program libexec/init, as an ELF file: for a sealed memfd.
extern const unsigned char sandbox_init_image[];

/// Its size in bytes.
extern const unsigned long sandbox_init_size;
}
