// SPDX-License-Identifier: LGPL-2.1-or-later

/// The start of a statically linked program in place of the C library's own, without its survey of the processor.
///
/// glibc asks the processor some seventy times (CPUID) which caches and vector units it has, to choose among its variants of
/// memcpy() and the like. In a virtual machine each question leaves the guest: together 90 to 300 us, a good part of what
/// `unshare` or `nsenter` takes. These programs copy little and start often, so they take the baseline variants unasked;
/// all the rest of glibc's start is done as glibc does it (csu/libc-start.c). What it prepares for dlopen() is left out too: who
/// the program is by /proc, the paths of libraries, the vDSO's symbols. A program with rights that its caller does not have
/// gets everything, because there glibc cleans the environment.
///
/// This calls what glibc keeps to itself, so it is for the versions that meson.build has tried, and otherwise left out.

#include <elf.h>
#include <sys/mman.h>

#include <unistd.h>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace {

using Main = int (*)(int, char**, char**);
using Initializer = void (*)(int, char**, char**);
using Finalizer = void (*)();

}  // namespace

extern "C" {

extern void* __libc_stack_end;
extern int __libc_enable_secure;
/// 16 bytes from the kernel (AT_RANDOM).
extern void* _dl_random;
extern const Elf64_Phdr* _dl_phdr;
extern std::size_t _dl_phnum;
/// PF_*: what the stacks of threads allow.
extern unsigned _dl_stack_flags;
extern int __libc_argc;
extern char** __libc_argv;

void _dl_aux_init(Elf64_auxv_t*);
void __tunables_init(char**);
void _dl_relocate_static_pie();
void __libc_setup_tls();
void __libc_early_init(bool is_initial);
void __libc_init_first(int, char**, char**);
void __init_misc(int, char**, char**);
void __libc_check_standard_fds();
void* _dl_debug_initialize(Elf64_Addr base, long list);
int __cxa_atexit(void (*)(void*), void*, void*);
void _init();
void _fini();

// What the linker lays out.
[[gnu::weak]] extern const Elf64_Rela __rela_iplt_start[];
[[gnu::weak]] extern const Elf64_Rela __rela_iplt_end[];
extern Initializer __preinit_array_start[];
extern Initializer __preinit_array_end[];
extern Initializer __init_array_start[];
extern Initializer __init_array_end[];
extern Finalizer __fini_array_start[];
extern Finalizer __fini_array_end[];

// The sizes, in bytes, at which the copying functions change their ways: those of a modest processor.
long __x86_data_cache_size = 32 << 10;
long __x86_data_cache_size_half = 16 << 10;
long __x86_shared_cache_size = 1 << 20;
long __x86_shared_cache_size_half = 512 << 10;
long __x86_shared_non_temporal_threshold = 768 << 10;
long __x86_rep_movsb_threshold = 2048;
long __x86_rep_stosb_threshold = 2048;
long __x86_rep_movsb_stop_threshold = 768 << 10;
int __x86_string_control = 0;
}

/// Asks each function that has variants for the one to call.
static void choose_variants() {
    for (const Elf64_Rela* entry = __rela_iplt_start; entry < __rela_iplt_end; ++entry) {
        auto choose = reinterpret_cast<Elf64_Addr (*)()>(entry->r_addend);
        *reinterpret_cast<Elf64_Addr*>(entry->r_offset) = choose();
    }
}

/// The stack's canary, whose first byte ends strings, and the key that glibc hides pointers with.
static void set_guards() {
    const auto* random = static_cast<const std::uintptr_t*>(_dl_random);
    std::uintptr_t canary = random[0] & ~std::uintptr_t{0xff};
    asm volatile("movq %0, %%fs:0x28" : : "r"(canary));
    asm volatile("movq %0, %%fs:0x30" : : "r"(random[1]));
}

/// What has been written once is read-only from here on.
static void protect(const Elf64_Phdr& header) {
    constexpr std::uintptr_t page = 4096;
    std::uintptr_t first = header.p_vaddr & ~(page - 1), end = (header.p_vaddr + header.p_memsz) & ~(page - 1);
    if (first != end && ::mprotect(reinterpret_cast<void*>(first), end - first, PROT_READ) != 0) std::abort();
}

static void follow_headers() {
    for (const auto& header : std::span(_dl_phdr, _dl_phnum)) {
        if (header.p_type == PT_GNU_STACK) _dl_stack_flags = header.p_flags;
        if (header.p_type == PT_GNU_RELRO) protect(header);
    }
}

static void prepare_library(int argc, char** argv) {
    if (__libc_enable_secure != 0) return __libc_init_first(argc, argv, environ);
    __libc_argc = argc;
    __libc_argv = argv;
    follow_headers();
    __init_misc(argc, argv, environ);
}

static void finalize(void*) {
    for (auto* last = __fini_array_end; last != __fini_array_start;) (*--last)();
    _fini();
}

static void initialize(int argc, char** argv) {
    for (auto* next = __preinit_array_start; next < __preinit_array_end; ++next) (*next)(argc, argv, environ);
    _init();
    for (auto* next = __init_array_start; next < __init_array_end; ++next) (*next)(argc, argv, environ);
}

/// The auxiliary vector stands behind the environment.
static Elf64_auxv_t* auxiliary_vector(char** environment) {
    while (*environment != nullptr) ++environment;
    return reinterpret_cast<Elf64_auxv_t*>(environment + 1);
}

/// Called by _start in place of glibc's function of this name. The pointers in between are of dynamic programs.
extern "C" [[noreturn, gnu::used]] int __libc_start_main(Main main, int argc, char** argv, void (*)(), void (*)(), void (*)(),
                                                         void* stack_end) {
    environ = argv + argc + 1;
    __libc_stack_end = stack_end;
    _dl_aux_init(auxiliary_vector(environ));
    if (__libc_enable_secure != 0) __tunables_init(environ);
    _dl_relocate_static_pie();
    choose_variants();
    __libc_setup_tls();
    set_guards();
    __libc_early_init(true);
    prepare_library(argc, argv);
    __cxa_atexit(finalize, nullptr, nullptr);
    if (__libc_enable_secure != 0) __libc_check_standard_fds();
    initialize(argc, argv);
    _dl_debug_initialize(0, 0);
    std::exit(main(argc, argv, environ));
}
