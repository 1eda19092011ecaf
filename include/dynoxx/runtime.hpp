#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <concepts>
#include <memory>

namespace dynoxx {

namespace runtime {
class RuntimeMaker;
class State;
}  // namespace runtime

/// Where requests run: connections, name resolution, credentials and retry state shared by every client that uses it.
///
/// Blocking calls run on the caller's thread. Asynchronous ones run on an executor of the user's, or, by default, on
/// one I/O thread of the runtime's own that the first asynchronous call starts. A copy is a handle on the same runtime.
///
/// @par Thread safety
/// Yes.
///
/// @par Lifetime
/// `global()` lives until the process ends; it may be used by static constructors and destructors. After `fork()` the
/// child's handle makes fresh state of its own on first use. A user's executor must outlive the calls that run on it.
///
/// @par Cost
/// Making one costs an allocation: no thread, no descriptor, no file.
class Runtime {
 public:
    /// Makes a runtime that shares nothing with others and starts its own I/O thread when it is first needed.
    Runtime();

    /// Makes a runtime whose asynchronous calls run on the user's executor; it never starts a thread.
    ///
    /// This is the fast form: a completion needs no hand-over between threads.
    explicit Runtime(boost::asio::any_io_executor executor);

    /// Makes a runtime on an execution context, for example a `boost::asio::io_context`.
    template <class Context>
    requires requires(Context& context) {
        { context.get_executor() } -> std::convertible_to<boost::asio::any_io_executor>;
    }
    explicit Runtime(Context& context) : Runtime(boost::asio::any_io_executor(context.get_executor())) {}

    /// Gives the one runtime of the process, made on first use.
    [[nodiscard]] static Runtime global();

    /// Waits for the calls in progress, at most `deadline` (default 5 s; 0: not at all), cancels what is left, then
    /// closes every idle connection, wipes cached credentials and keys and ends the I/O thread. Later calls fail with
    /// `ClientClosed`. A second call does nothing.
    ///
    /// Cancelled calls have two more seconds to end. If some do not, because nobody runs the user's executor any more,
    /// connections and keys stay until the last of them is gone.
    ///
    /// @par Errors
    /// `LocalException` if it is called on the runtime's own I/O thread.
    void close(std::chrono::milliseconds deadline = std::chrono::seconds(5));

    /// Gives this process's state; for the library's own use.
    [[nodiscard]] std::shared_ptr<runtime::State> state() const;

    friend bool operator==(const Runtime&, const Runtime&) = default;

 private:
    friend class runtime::RuntimeMaker;
    class Core;
    explicit Runtime(std::shared_ptr<Core> core);

    std::shared_ptr<Core> core_;
};

}  // namespace dynoxx
