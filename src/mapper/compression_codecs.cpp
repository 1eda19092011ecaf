#include "mapper/compression_codecs.hpp"

#include <lz4.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <new>

namespace dynoxx::mapper {

namespace {

constexpr int default_zstd_level = 3;
constexpr int default_gzip_level = 6;
constexpr int gzip_window_bits = 15 + 16;  // the largest window, and the header of gzip ("zlib manual", deflateInit2)
constexpr int gzip_memory_level = 8;
constexpr std::size_t lz4_header_size = 4;
constexpr std::size_t most_lz4_expansion = 255;  // a byte of a block stands for at most so many
constexpr std::size_t growth = 64UL * 1024U;

std::string too_large(std::size_t max_size) {
    return "what was compressed has more than " + std::to_string(max_size) +
           " bytes; raise max_size() of the attribute if that is right";
}

std::string broken(std::string_view name) {
    return "the " + std::string(name) + " data is broken or cut off";
}

Bytef* zlib_bytes(const void* bytes) {
    return static_cast<Bytef*>(const_cast<void*>(bytes));
}

/// Gives room behind what is there already, one byte more than may be used, so that too much is seen.
std::size_t make_room(Wiped& out, std::size_t used, std::size_t max_size) {
    out.resize(std::min(used + std::max(used, growth), max_size + 1));
    return out.size() - used;
}

// zstd

using ZstdCompressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using ZstdDecompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

Wiped compress_zstd(int level, std::string_view bytes) {
    const ZstdCompressor context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    if (!context) {
        throw std::bad_alloc();
    }
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    Wiped out(ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) {
        throw std::bad_alloc();  // the room is enough, so only memory can be missing
    }
    out.resize(size);
    return out;
}

std::string decompress_zstd(std::span<const std::byte> bytes, std::size_t max_size, Wiped& out) {
    const ZstdDecompressor context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!context) {
        throw std::bad_alloc();
    }
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::size_t used = 0;
    std::size_t missing = 1;
    while (missing != 0 || in.pos < in.size) {
        ZSTD_outBuffer room{nullptr, make_room(out, used, max_size), 0};
        room.dst = out.data() + used;
        missing = ZSTD_decompressStream(context.get(), &room, &in);
        if (ZSTD_isError(missing) != 0) {
            return broken("zstd");
        }
        used += room.pos;
        if (used > max_size) {
            return too_large(max_size);
        }
        if (missing != 0 && in.pos == in.size && room.pos < room.size) {
            return broken("zstd");  // it waits for bytes that are not there
        }
    }
    out.resize(used);
    return {};
}

// lz4

Wiped compress_lz4(std::string_view bytes) {
    Wiped out(lz4_header_size + static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(bytes.size()))));
    for (std::size_t i = 0; i < lz4_header_size; ++i) {
        out.data()[i] = static_cast<char>((bytes.size() >> (8 * i)) & 0xffU);
    }
    const int size = LZ4_compress_default(bytes.data(), out.data() + lz4_header_size, static_cast<int>(bytes.size()),
                                          static_cast<int>(out.size() - lz4_header_size));
    out.resize(lz4_header_size + static_cast<std::size_t>(size));
    return out;
}

std::string decompress_lz4(std::span<const std::byte> bytes, std::size_t max_size, Wiped& out) {
    if (bytes.size() < lz4_header_size) {
        return broken("lz4");
    }
    std::size_t size = 0;
    for (std::size_t i = lz4_header_size; i > 0; --i) {
        size = size << 8U | std::to_integer<std::size_t>(bytes[i - 1]);
    }
    const std::span<const std::byte> block = bytes.subspan(lz4_header_size);
    if (size > max_size || size > static_cast<std::size_t>(LZ4_MAX_INPUT_SIZE)) {
        return too_large(max_size);
    }
    if (size > most_lz4_expansion * block.size()) {
        return broken("lz4");
    }
    out.resize(size);
    const int written = LZ4_decompress_safe(reinterpret_cast<const char*>(block.data()), out.data(),
                                            static_cast<int>(block.size()), static_cast<int>(size));
    return written < 0 || static_cast<std::size_t>(written) != size ? broken("lz4") : std::string();
}

// gzip

/// Ends a stream of zlib when it is left.
template <int (*End)(z_stream*)>
class ZlibStream {
 public:
    ZlibStream() = default;
    ZlibStream(const ZlibStream&) = delete;
    ZlibStream& operator=(const ZlibStream&) = delete;
    ~ZlibStream() { End(&stream_); }

    [[nodiscard]] z_stream* get() noexcept { return &stream_; }
    z_stream* operator->() noexcept { return &stream_; }

 private:
    z_stream stream_{};
};

Wiped compress_gzip(int level, std::string_view bytes) {
    ZlibStream<deflateEnd> stream;
    if (deflateInit2(stream.get(), level, Z_DEFLATED, gzip_window_bits, gzip_memory_level, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::bad_alloc();
    }
    Wiped out(deflateBound(stream.get(), bytes.size()));
    stream->next_in = zlib_bytes(bytes.data());
    stream->avail_in = static_cast<uInt>(bytes.size());
    stream->next_out = zlib_bytes(out.data());
    stream->avail_out = static_cast<uInt>(out.size());
    deflate(stream.get(), Z_FINISH);
    out.resize(stream->total_out);
    return out;
}

std::string decompress_gzip(std::span<const std::byte> bytes, std::size_t max_size, Wiped& out) {
    ZlibStream<inflateEnd> stream;
    if (inflateInit2(stream.get(), gzip_window_bits) != Z_OK) {
        throw std::bad_alloc();
    }
    stream->next_in = zlib_bytes(bytes.data());
    stream->avail_in = static_cast<uInt>(bytes.size());
    std::size_t used = 0;
    int status = Z_OK;
    while (status != Z_STREAM_END) {
        const std::size_t room = make_room(out, used, max_size);
        stream->next_out = zlib_bytes(out.data() + used);
        stream->avail_out = static_cast<uInt>(room);
        status = inflate(stream.get(), Z_NO_FLUSH);
        used += room - stream->avail_out;
        if (used > max_size) {
            return too_large(max_size);
        }
        if (status != Z_OK && status != Z_STREAM_END) {
            return broken("gzip");  // Z_BUF_ERROR: it waits for bytes that are not there
        }
    }
    out.resize(used);
    return stream->avail_in == 0 ? std::string() : broken("gzip");
}

}  // namespace

Wiped compress_bytes(Compression algorithm, int level, std::string_view bytes) {
    switch (algorithm) {
        case Compression::Lz4:
            return compress_lz4(bytes);
        case Compression::Gzip:
            return compress_gzip(level < 0 ? default_gzip_level : level, bytes);
        case Compression::Zstd:
            break;
    }
    return compress_zstd(level < 0 ? default_zstd_level : level, bytes);
}

std::string decompress_bytes(Compression algorithm, std::span<const std::byte> bytes, std::size_t max_size,
                             Wiped& out) {
    switch (algorithm) {
        case Compression::Lz4:
            return decompress_lz4(bytes, max_size, out);
        case Compression::Gzip:
            return decompress_gzip(bytes, max_size, out);
        case Compression::Zstd:
            break;
    }
    return decompress_zstd(bytes, max_size, out);
}

}  // namespace dynoxx::mapper
