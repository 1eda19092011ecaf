#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <span>

namespace dynoxx {

/// A user's own contents of unknown length: fills the beginning of the buffer with the next bytes and gives their
/// number; 0 means that there are no more. It may give less than there is room for, at any time.
///
/// It is called by one thread at a time, on the thread that does the I/O of the call, and blocks it: a source that
/// waits belongs into the other form. What it throws fails the call, and the upload is aborted.
using S3Source = std::function<std::size_t(std::span<std::byte> buffer)>;

/// Ends one read of an `S3AsyncSource`: with a failure, or with the number of bytes, 0 meaning that there are no more.
/// It may be called by any thread, at once or later, once; the handler of `boost::asio::co_spawn` has this form.
using S3ReadDone = std::function<void(std::exception_ptr failure, std::size_t bytes)>;

/// The form that does not block: starts to read into the buffer and calls `done` at its end. The buffer is valid until
/// `done` was called or destroyed, also if the upload has ended before. For `run()` another thread has to call `done`,
/// unless it is called at once.
using S3AsyncSource = std::function<void(std::span<std::byte> buffer, S3ReadDone done)>;

}  // namespace dynoxx
