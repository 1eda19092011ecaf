#include "local/server/compression.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace dynoxx::local::server {

namespace {

/// zlib takes this with the window bits for gzip's frame.
constexpr int gzip_frame = 16;
constexpr int memory_level = 8;
constexpr std::size_t block_bytes = 16384;

unsigned char* input_of(std::string_view body) noexcept {
    // zlib does not write there, but its old interface does not say so.
    return const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(body.data()));
}

/// Tells whether a list such as `gzip;q=0.5, deflate` has a coding that is not refused by `q=0`.
bool accepts(std::string_view list, std::string_view coding) noexcept {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view entry = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        entry.remove_prefix(std::min(entry.find_first_not_of(' '), entry.size()));
        const std::string_view name = entry.substr(0, entry.find_first_of("; "));
        if (name == coding) {
            const std::size_t quality = entry.find("q=");
            return quality == std::string_view::npos ||
                   entry.substr(quality + 2).find_first_of("123456789") != std::string_view::npos;
        }
    }
    return false;
}

}  // namespace

Coding accepted_coding(std::string_view accepted) noexcept {
    if (accepts(accepted, "gzip")) {
        return Coding::Gzip;
    }
    return accepts(accepted, "deflate") ? Coding::Deflate : Coding::None;
}

std::string_view coding_name(Coding coding) noexcept {
    return coding == Coding::Gzip ? "gzip" : coding == Coding::Deflate ? "deflate" : "identity";
}

std::string compress(Coding coding, std::string_view body) {
    if (coding == Coding::None) {
        return std::string(body);
    }
    z_stream stream{};
    const int window = MAX_WBITS + (coding == Coding::Gzip ? gzip_frame : 0);
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string packed(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
    stream.next_in = input_of(body);
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<unsigned char*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::optional<std::string> gunzip(std::string_view body, std::size_t max_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + gzip_frame) != Z_OK) {
        throw std::bad_alloc();
    }
    stream.next_in = input_of(body);
    stream.avail_in = static_cast<uInt>(body.size());
    std::string opened;
    int result = Z_OK;
    while (result == Z_OK && opened.size() <= max_bytes) {
        const std::size_t begin = opened.size();
        opened.resize(begin + block_bytes);
        stream.next_out = reinterpret_cast<unsigned char*>(opened.data() + begin);
        stream.avail_out = static_cast<uInt>(block_bytes);
        result = inflate(&stream, Z_NO_FLUSH);
        opened.resize(opened.size() - stream.avail_out);
    }
    const bool is_whole = result == Z_STREAM_END && stream.avail_in == 0 && opened.size() <= max_bytes;
    inflateEnd(&stream);
    return is_whole ? std::optional(std::move(opened)) : std::nullopt;
}

}  // namespace dynoxx::local::server
