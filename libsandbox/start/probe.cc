// SPDX-License-Identifier: LGPL-2.1-or-later

/// probe [secure]: whether a program that starts by libc_start.cc has all that a start provides; says the version of the C
/// library. secure: expects to run with rights that its caller does not have, and with standard input closed.

#include <gnu/libc-version.h>
#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/auxv.h>
#include <unistd.h>

static thread_local int of_thread = 7;
static std::string constructed = "constructed";

static bool unwinds() {
    try {
        throw std::runtime_error("thrown");
    } catch (const std::exception& error) {
        return std::string(error.what()) == "thrown";
    }
}

static bool has_threads() {
    pthread_t thread;
    auto work = [](void*) -> void* { return reinterpret_cast<void*>(static_cast<long>(of_thread++)); };
    void* seen = nullptr;
    return pthread_create(&thread, nullptr, work, nullptr) == 0 && pthread_join(thread, &seen) == 0 &&
           reinterpret_cast<long>(seen) == 7 && of_thread == 7;
}

/// From sizes below to above each threshold.
static bool copies() {
    for (std::size_t size : {1u, 100u, 3000u, 40000u, 2u << 20, 9u << 20}) {
        std::string from(size, 'x'), to(size, 'y');
        std::memcpy(to.data(), from.data(), size);
        if (to != from) return false;
        std::memmove(to.data() + 1, to.data(), size - 1);
        std::memset(from.data(), 'x', size);
        if (to != from) return false;
    }
    return true;
}

static std::uintptr_t canary() {
    std::uintptr_t value = 0;
    asm volatile("movq %%fs:0x28, %0" : "=r"(value));
    return value;
}

/// glibc opens what is closed of descriptors 0 to 2, and hides what would steer a loader.
static bool is_guarded() {
    return getauxval(AT_SECURE) == 1 && ::fcntl(STDIN_FILENO, F_GETFD) >= 0 && std::getenv("LD_LIBRARY_PATH") == nullptr;
}

/// Lies where the linker puts what is read-only once it has been relocated.
static const void* vtable_of_exceptions() {
    static const std::runtime_error error("");
    return *reinterpret_cast<const void* const*>(&error);
}

/// Whether the kernel may write there, without a fault of ours.
static bool is_writable(const void* place) {
    int ends[2];
    if (::pipe(ends) != 0 || ::write(ends[1], "", 1) != 1) return true;
    bool written = ::read(ends[0], const_cast<void*>(place), 1) == 1;
    ::close(ends[0]);
    ::close(ends[1]);
    return written;
}

int main(int argc, char** argv) {
    std::atexit([] { std::puts(gnu_get_libc_version()); });
    if (argc < 1 || argv[argc] != nullptr || std::getenv("PATH") == nullptr) return 1;
    if (constructed != "constructed" || of_thread != 7) return 2;
    if (canary() == 0 || (canary() & 0xff) != 0) return 3;
    if (getauxval(AT_PAGESZ) == 0) return 4;
    if (!unwinds()) return 5;
    if (!has_threads()) return 6;
    if (is_writable(vtable_of_exceptions())) return 9;
    if (std::strcmp(program_invocation_name, argv[0]) != 0) return 10;
    if (argc == 2 && std::string(argv[1]) == "secure" && !is_guarded()) return 8;
    return copies() ? 0 : 7;
}
