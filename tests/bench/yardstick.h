// SPDX-License-Identifier: LGPL-2.1-or-later
/// What the yardsticks share. They are built twice: with static glibc (L1) and with bare.c instead (L0).
#pragma once
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

static inline size_t length(const char* text) {
    size_t n = 0;
    while (text[n] != '\0') ++n;
    return n;
}

static inline int same(const char* a, const char* b) {
    while (*a != '\0' && *a == *b) ++a, ++b;
    return *a == *b;
}

/// Names the failed step on stderr and ends with 125.
__attribute__((noreturn)) static inline void fail(const char* step) {
    (void)!write(2, "yardstick: ", 11);
    (void)!write(2, step, length(step));
    (void)!write(2, " failed\n", 8);
    _exit(125);
}

static inline void need(int ok, const char* step) {
    if (!ok) fail(step);
}

/// Writes `text` to an existing file, in one write: what procfs and cgroupfs ask for.
static inline void write_file(const char* path, const char* text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    need(fd >= 0, path);
    need(write(fd, text, length(text)) >= 0, path);
    close(fd);
}

/// Appends a decimal number; returns the new end.
static inline char* print_number(char* out, unsigned long number) {
    char digits[20];
    int count = 0;
    do digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    while (count > 0) *out++ = digits[--count];
    return out;
}

/// Writes the map "inside outside 1".
static inline void write_map(const char* path, unsigned inside, unsigned outside) {
    char line[48];
    char* end = print_number(line, inside);
    *end++ = ' ';
    end = print_number(end, outside);
    *end++ = ' ';
    *end++ = '1';
    *end = '\0';
    write_file(path, line);
}

/// Waits for one child and returns a shell's exit status for it.
static inline int wait_status(pid_t child) {
    int status = 0;
    need(waitpid(child, &status, 0) == child, "wait");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Runs the command in a child and returns its exit status.
static inline int run_child(char** command) {
    pid_t child = vfork();
    need(child >= 0, "vfork");
    if (child == 0) {
        execv(command[0], command);
        _exit(127);
    }
    return wait_status(child);
}
