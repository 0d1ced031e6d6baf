// SPDX-License-Identifier: LGPL-2.1-or-later
#include "unit/prescan.hh"

#include "core/text.hh"

#include <algorithm>

namespace sandbox {
namespace {

constexpr int kMaxKeys = 10'000;      ///< every part of a dotted key and of a header counts
constexpr int kMaxElements = 65'536;  ///< of lists and inline tables, over the whole file

/// A place in a text; what line and column it is in is counted only for an error. Columns count characters.
class Cursor {
public:
    Cursor(std::string_view text, const std::string& name) : text_(text), name_(name) {
        if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
    }

    bool at_end() const { return at_ >= text_.size(); }
    bool at(std::string_view text) const { return rest().starts_with(text); }
    char peek() const { return text_[at_]; }
    std::string_view rest() const { return text_.substr(at_); }
    void skip(std::size_t bytes = 1) { at_ = std::min(at_ + bytes, text_.size()); }

    std::unexpected<Error> refuse(std::string reason) const {
        auto before = text_.substr(0, at_);
        auto line = before.substr(before.rfind('\n') + 1);
        auto characters = std::ranges::count_if(line, [](char c) { return (c & 0xc0) != 0x80; });
        auto lines = std::ranges::count(before, '\n');
        auto origin = Origin::file(name_, static_cast<int>(lines) + 1, static_cast<int>(characters) + 1);
        return fail(Error::usage(std::move(reason)).at(origin));
    }

private:
    std::string_view text_;
    const std::string& name_;
    std::size_t at_ = 0;
};

Result<void> check_characters(Cursor cursor) {
    while (!cursor.at_end()) {
        auto c = static_cast<unsigned char>(cursor.peek());
        if ((c >= ' ' && c < 0x7f) || c == '\t' || c == '\n') {
            cursor.skip();
        } else if (c & 0x80) {
            unsigned length = first_code_point(cursor.rest()).length;
            if (length == 0) return cursor.refuse("not UTF-8");
            cursor.skip(length);
        } else if (c == '\r') {
            if (!cursor.at("\r\n")) return cursor.refuse("a carriage return that ends no line");
            cursor.skip(2);
        } else {
            return cursor.refuse("control character " + quote(cursor.rest().substr(0, 1)));
        }
    }
    return {};
}

/// Follows keys, brackets and strings just closely enough to count them. What is not TOML ends the scan, because the
/// parser stops there as well.
class Structure {
public:
    explicit Structure(Cursor cursor) : cursor_(cursor) {}

    Result<void> check() {
        while (!cursor_.at_end() && !stop_) TRY(step());
        return {};
    }

private:
    enum class Place { key, header, value };

    Result<void> step() {
        switch (char c = cursor_.peek()) {
        case '\n':
            if (depth_ == 0) begin(Place::key);
            break;
        case '#': return skip_comment();
        case '"':
        case '\'': return skip_string(c);
        case '=':
            TRY(count_key());
            begin(Place::value);
            break;
        case '.':
            if (place_ != Place::value) TRY(count_part());
            break;
        case ',':
            if (++elements_ > kMaxElements)
                return cursor_.refuse("more than " + std::to_string(kMaxElements) + " elements");
            begin(depth_ > 0 && brackets_[depth_ - 1] == '{' ? Place::key : Place::value);
            break;
        case '[':
        case '{': return open(c);
        case ']':
        case '}': return close(c);
        default: break;
        }
        cursor_.skip();
        return {};
    }

    void begin(Place place) {
        place_ = place;
        parts_ = 1;
    }

    Result<void> count_key() {
        if (++keys_ > kMaxKeys) return cursor_.refuse("more than " + std::to_string(kMaxKeys) + " keys");
        return {};
    }

    Result<void> count_part() {
        if (++parts_ > kMaxDepth) return cursor_.refuse("nested deeper than " + std::to_string(kMaxDepth));
        return count_key();
    }

    Result<void> open(char bracket) {
        if (depth_ == 0 && place_ == Place::key && bracket == '[') {
            begin(Place::header);
            TRY(count_key());
            cursor_.skip(cursor_.at("[[") ? 2 : 1);
            return {};
        }
        if (depth_ == kMaxDepth) return cursor_.refuse("nested deeper than " + std::to_string(kMaxDepth));
        brackets_[depth_++] = bracket;
        begin(bracket == '{' ? Place::key : Place::value);
        cursor_.skip();
        return {};
    }

    Result<void> close(char bracket) {
        if (depth_ > 0) {
            if (brackets_[--depth_] != (bracket == ']' ? '[' : '{')) stop_ = true;
            begin(Place::value);
        }
        cursor_.skip();
        return {};
    }

    Result<void> skip_comment() {
        while (!cursor_.at_end() && cursor_.peek() != '\n') cursor_.skip();
        return {};
    }

    Result<void> skip_string(char mark) {
        const char triple[] = {mark, mark, mark};
        bool is_long = cursor_.at({triple, 3});
        std::string_view end(triple, is_long ? 3 : 1);
        cursor_.skip(end.size());
        while (!cursor_.at_end() && !cursor_.at(end)) {
            if (!is_long && cursor_.peek() == '\n') return cursor_.refuse("a text that does not end on its line");
            cursor_.skip(mark == '"' && cursor_.peek() == '\\' ? 2 : 1);
        }
        if (cursor_.at_end()) return cursor_.refuse("a text that does not end");
        cursor_.skip(end.size());
        // Up to two more marks before the closing three belong to the string.
        for (int more = 0; is_long && more < 2 && cursor_.at(end.substr(0, 1)); ++more) cursor_.skip();
        return {};
    }

    Cursor cursor_;
    char brackets_[kMaxDepth] = {};
    int depth_ = 0;
    Place place_ = Place::key;
    int parts_ = 1;
    int keys_ = 0;
    int elements_ = 0;
    bool stop_ = false;
};

}  // namespace

Result<void> prescan(std::string_view text, const std::string& name) {
    Cursor cursor(text, name);
    if (text.size() > kMaxUnitBytes) return cursor.refuse("larger than 1 MiB");
    TRY(check_characters(cursor));
    return Structure(cursor).check();
}

}  // namespace sandbox
