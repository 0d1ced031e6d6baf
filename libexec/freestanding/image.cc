// SPDX-License-Identifier: LGPL-2.1-or-later

#if !defined(SANDBOX_IMAGE_FILE) || !defined(SANDBOX_IMAGE_NAME)
#error "SANDBOX_IMAGE_FILE is the program to embed, SANDBOX_IMAGE_NAME what its symbols begin with"
#endif

// extern "C" names: NAME_image, the bytes, and NAME_size, an unsigned long. Read-only data; incbin, because a compiler takes
// seconds and megabytes for an array.
asm(R"(
    .section .rodata.)" SANDBOX_IMAGE_NAME R"(_image, "a", %progbits
    .globl )" SANDBOX_IMAGE_NAME R"(_image
    .type )" SANDBOX_IMAGE_NAME R"(_image, %object
    .balign 16
)" SANDBOX_IMAGE_NAME R"(_image:
    .incbin ")" SANDBOX_IMAGE_FILE R"("
1:
    .size )" SANDBOX_IMAGE_NAME R"(_image, 1b - )" SANDBOX_IMAGE_NAME R"(_image
    .balign 8
    .globl )" SANDBOX_IMAGE_NAME R"(_size
    .type )" SANDBOX_IMAGE_NAME R"(_size, %object
)" SANDBOX_IMAGE_NAME R"(_size:
    .quad 1b - )" SANDBOX_IMAGE_NAME R"(_image
    .size )" SANDBOX_IMAGE_NAME R"(_size, 8
    .section .note.GNU-stack, "", %progbits
    .text
)");
