// SPDX-License-Identifier: LGPL-2.1-or-later

#ifndef SANDBOX_INIT_FILE
#error "SANDBOX_INIT_FILE names the program to embed"
#endif

// extern "C" names, see image.hh. Read-only data; incbin, because a compiler takes seconds and megabytes for an array.
asm(R"(
    .section .rodata.sandbox_init_image, "a", %progbits
    .globl sandbox_init_image
    .type sandbox_init_image, %object
    .balign 16
sandbox_init_image:
    .incbin ")" SANDBOX_INIT_FILE R"("
1:
    .size sandbox_init_image, 1b - sandbox_init_image
    .balign 8
    .globl sandbox_init_size
    .type sandbox_init_size, %object
sandbox_init_size:
    .quad 1b - sandbox_init_image
    .size sandbox_init_size, 8
    .section .note.GNU-stack, "", %progbits
    .text
)");
