// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/rest.hh"

#include "core/file.hh"
#include "core/squeeze.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <charconv>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <malloc.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/// The linker's names for the ends of the program.
extern "C" const char __executable_start, _end;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANDBOX_IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_IS_SANITIZED 1
#endif

namespace sandbox {
namespace {

constexpr int kQuiet = 300;        ///< milliseconds without anything to do, before it is worth the work
constexpr int kWorthwhile = 1000;  ///< and how long it has to last at least
constexpr std::uintptr_t kPage = 4096;
constexpr std::uintptr_t kThread = 2560;  ///< glibc's struct pthread and what lies beside it

std::uintptr_t page_of(std::uintptr_t address) {
    return address & ~(kPage - 1);
}

std::uintptr_t address_of(const void* object) {
    return reinterpret_cast<std::uintptr_t>(object);
}

std::uintptr_t page_above(std::uintptr_t address) {
    return page_of(address + kPage - 1);
}

/// Addresses of whole pages.
struct Range {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};

std::uintptr_t size_of(Range range) {
    return range.end - range.begin;
}

std::byte* at(std::uintptr_t address) {
    return reinterpret_cast<std::byte*>(address);
}

std::span<std::byte> bytes_of(Range range) {
    return {at(range.begin), size_of(range)};
}

/// Their content is lost; read again, it is zeroes, or what the program's file has.
void drop(Range range) {
    ::syscall(SYS_madvise, range.begin, size_of(range), MADV_DONTNEED);
}

bool protect(Range range, int rights) {
    return ::syscall(SYS_mprotect, range.begin, size_of(range), rights) == 0;
}

/// A line of /proc/self/maps: "BEGIN-END rw-p OFFSET DEVICE INODE NAME", see proc_pid_maps(5).
struct Mapping {
    Range range;
    bool is_writable = false;
    bool is_read_only = false;
    std::string_view name;
};

Mapping parse_mapping(std::string_view line) {
    auto dash = line.find('-'), blank = line.find(' ');
    if (dash == line.npos || blank == line.npos || dash > blank) return {};
    auto rights = line.substr(blank + 1, 4);
    Mapping mapping{.range = {}, .is_writable = rights == "rw-p", .is_read_only = rights == "r--p", .name = line.substr(line.rfind(' ') + 1)};
    std::from_chars(line.data(), line.data() + dash, mapping.range.begin, 16);
    std::from_chars(line.data() + dash + 1, line.data() + blank, mapping.range.end, 16);
    return mapping;
}

/// The heap, but for what the C library keeps of the thread in a static program: the kernel writes to it (rseq(2)).
Range heap_of(Range heap) {
    if (heap.end != address_of(::sbrk(0))) return {};
    auto thread = address_of(__builtin_thread_pointer());
    bool is_inside = thread >= heap.begin && thread < heap.end;
    return {is_inside ? std::min(page_above(thread + kThread), heap.end) : heap.begin, heap.end};
}

/// In a static program nothing of what we call on the way looks at its variables; in another one the linker's tables are there.
bool is_own_data(Range range) {
    return ::getauxval(AT_BASE) == 0 && range.begin >= address_of(&__executable_start) && range.end <= page_above(address_of(&_end));
}

/// The frames of our callers, from `frame` up to the first argument: those and the environment others read in /proc.
Range stack_of(Range stack, std::uintptr_t frame) {
    Range above{page_above(frame), page_of(address_of(program_invocation_name))};
    return above.begin >= stack.begin && above.begin < above.end && above.end < stack.end ? above : Range{};
}

/// All that can go. Nothing of this is on the heap, which would go too.
struct Places {
    struct Data {
        Range range;
        bool is_read_only;
    };
    Range heap{}, stack{};
    Data data[8]{};  ///< of a static program: .data and .bss, and what start-up has written to before it was protected
    std::size_t count = 0;

    void add(Range range, bool is_read_only) {
        if (count < std::size(data)) data[count++] = {range, is_read_only};
    }

    /// The pages of a mapping that are not the file's any more, by /proc/self/pagemap.
    void add_written(Range range, int pagemap) {
        for (auto page = range.begin; page < range.end; page += kPage) {
            constexpr std::uint64_t kPresent = 1ull << 63, kOfFile = 1ull << 61;
            std::uint64_t entry = 0;
            bool is_known = ::pread(pagemap, &entry, sizeof entry, static_cast<off_t>(page / kPage * sizeof entry)) == sizeof entry;
            if (is_known && (entry & (kPresent | kOfFile)) == kPresent) add({page, page + kPage}, true);
        }
    }
};

/// Error: /proc cannot be read.
Result<Places> find_places(std::uintptr_t frame) {
    auto maps = TRY(read_file("/proc/self/maps"));
    auto pagemap = TRY(open_file("/proc/self/pagemap", O_RDONLY));
    Places places;
    for (std::string_view line : split(maps, '\n')) {
        auto mapping = parse_mapping(line);
        if (mapping.is_writable && mapping.name == "[heap]") places.heap = heap_of(mapping.range);
        else if (mapping.is_writable && mapping.name == "[stack]") places.stack = stack_of(mapping.range, frame);
        else if (mapping.is_writable && is_own_data(mapping.range)) places.add(mapping.range, false);
        else if (mapping.is_read_only && is_own_data(mapping.range)) places.add_written(mapping.range, pagemap.get());
    }
    return places;
}

bool is_zero(const std::byte* page) {
    return *page == std::byte{} && std::memcmp(page, page + 1, kPage - 1) == 0;
}

/// What is away, and where it is to come back to. At the start of a mapping of its own; behind it are the blocks.
struct Store {
    static constexpr std::size_t kMostPieces = 24, kMostLines = 16;
    struct Piece {
        Range range;
        std::span<const std::byte> block;
        bool is_read_only;
    };
    Piece pieces[kMostPieces];
    std::size_t count;
    pollfd lines[kMostLines];
    std::size_t size;  ///< of the mapping
    std::size_t used;

    /// Puts pages that are not empty into it. They stay where they are if it has no room.
    void put(Range range, SqueezeTable& table, bool is_read_only = false) {
        if (count == kMostPieces || size_of(range) == 0) return;
        std::memset(&table, 0, sizeof table);
        std::span room(reinterpret_cast<std::byte*>(this) + used, size - used);
        auto length = squeeze(bytes_of(range), room, table);
        // They come back to writable pages: what cannot be made so now stays.
        if (length == 0 || (is_read_only && !protect(range, PROT_READ | PROT_WRITE))) return;
        pieces[count++] = {range, room.first(length), is_read_only};
        used += length;
    }

    /// Empty pages of memory that no file is behind only go.
    void put_full_pages(Range range, SqueezeTable& table) {
        while (range.begin < range.end) {
            bool is_empty = is_zero(at(range.begin));
            auto end = range.begin + kPage;
            while (end < range.end && is_zero(at(end)) == is_empty) end += kPage;
            if (is_empty) drop({range.begin, end});
            else put({range.begin, end}, table);
            range.begin = end;
        }
    }

    /// Nothing of what is away may be used between the two loops: neither the heap nor a caller's frame, nor a variable of the
    /// program or of the C library (of which syscall() has none but errno, which is the thread's).
    [[gnu::noinline]] long wait(std::size_t lines_count, int timeout) {
        timespec time{.tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1'000'000l};
        for (std::size_t one = 0; one < count; ++one) drop(pieces[one].range);
        long ready = ::syscall(SYS_ppoll, lines, lines_count, timeout < 0 ? nullptr : &time, nullptr, 0);
        for (std::size_t one = 0; one < count; ++one) {
            const Piece& piece = pieces[one];
            if (!unsqueeze(piece.block, bytes_of(piece.range))) __builtin_trap();
            if (piece.is_read_only) protect(piece.range, PROT_READ);
        }
        return ready;
    }
};

void* map(std::size_t size) {
    void* place = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return place == MAP_FAILED ? nullptr : place;
}

/// Everything that can go, compressed; null: it cannot be done now.
Store* fill(std::uintptr_t frame) {
    ::malloc_trim(0);
    auto places = find_places(frame);
    if (!places) return nullptr;
    // From here on nothing is allocated or freed.
    auto size = page_above(sizeof(Store) + size_of(places->heap) + size_of(places->stack));
    for (const auto& data : places->data) size += size_of(data.range);
    auto* store = static_cast<Store*>(map(size));
    auto* table = store != nullptr ? static_cast<SqueezeTable*>(map(sizeof(SqueezeTable))) : nullptr;
    if (table == nullptr) {
        if (store != nullptr) ::munmap(store, size);
        return nullptr;
    }
    store->size = size;
    store->used = sizeof(Store);
    store->put_full_pages(places->heap, *table);
    store->put_full_pages(places->stack, *table);
    for (const auto& data : places->data) store->put(data.range, *table, data.is_read_only);
    ::munmap(table, sizeof *table);
    return store;
}

/// The stack that deeper calls have left behind, but for the next few of them.
void drop_below(std::uintptr_t frame) {
    constexpr std::uintptr_t kMost = 512 * 1024, kOurs = 1024;
    auto end = page_of(frame - kOurs);
    drop({end - kMost, end});
}

/// The frames from here on are at the top of a page of their own, and so is nothing of a caller's.
[[gnu::noinline]] int rest(std::span<pollfd> lines, int timeout) {
    auto frame = address_of(__builtin_frame_address(0)) + 2 * sizeof(void*);
    Store* store = fill(frame);
    if (store == nullptr) return ::poll(lines.data(), lines.size(), timeout);
    std::ranges::copy(lines, store->lines);
    drop_below(address_of(&store));
    auto ready = static_cast<int>(store->wait(lines.size(), timeout));
    std::copy_n(store->lines, lines.size(), lines.begin());
    ::munmap(store, store->size);
    return ready;
}

}  // namespace

void blank_freed_memory() {
    ::mallopt(M_PERTURB, 0xff);
}

int poll_at_rest(std::span<pollfd> lines, int timeout) {
    bool is_short = timeout >= 0 && timeout < kQuiet + kWorthwhile;
    bool can_rest = lines.size() <= Store::kMostLines;
#ifdef SANDBOX_IS_SANITIZED
    can_rest = false;
#endif
    if (is_short || !can_rest) return ::poll(lines.data(), lines.size(), timeout);
    int ready = ::poll(lines.data(), lines.size(), kQuiet);
    if (ready != 0) return ready;
    // Down to a page's end, so that the frames that have to stay take one page, and not parts of two.
    constexpr std::uintptr_t kReturn = 64;
    auto frame = address_of(__builtin_frame_address(0));
    volatile char* gap = static_cast<volatile char*>(__builtin_alloca(frame - page_of(frame) + kReturn));
    gap[0] = 0;
    return rest(lines, timeout < 0 ? -1 : timeout - kQuiet);
}

}  // namespace sandbox
