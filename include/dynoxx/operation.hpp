#pragma once

#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace dynoxx {

/// How often one call is sent again after a failure that may pass.
enum class Retry {
    Standard,  ///< as the configuration says
    None,      ///< never: for a change that must not happen twice if an answer is lost
};

namespace detail {

class ClientCore;
class Flow;

using FlowPtr = std::shared_ptr<const Flow>;

/// What a flow gives, until the awaiting side makes the user's type of it.
using Reply = std::shared_ptr<void>;

/// What a call may set for itself.
struct CallOptions {
    CallOptions() {}

    std::chrono::milliseconds timeout{0};  ///< 0: as the configuration says
    Retry retry = Retry::Standard;
    std::string endpoint{};  ///< empty: as the configuration says
};

/// What an operation needs to run: the client, the call's own options.
struct CallTarget {
    CallTarget();
    explicit CallTarget(std::shared_ptr<ClientCore> client);
    DYNOXX_DECLARE_COPIES(CallTarget);

    std::shared_ptr<ClientCore> core{};
    CallOptions options{};
};

using ReplyHandler = boost::asio::any_completion_handler<void(std::exception_ptr, Reply)>;

[[nodiscard]] Reply run_flow(const CallTarget& target, const FlowPtr& flow);
void start_flow(const CallTarget& target, FlowPtr flow, ReplyHandler handler);

/// Makes the user's value of a reply and hands it to the user's handler, on that handler's executor.
template <class Handler, class Finish>
class FinishHandler {
 public:
    FinishHandler(Handler handler, Finish finish) : handler_(std::move(handler)), finish_(std::move(finish)) {}

    void operator()(std::exception_ptr exception, Reply reply) {
        using T = decltype(finish_(std::declval<Reply&&>()));
        T value{};
        if (!exception) {
            try {
                value = finish_(std::move(reply));
            } catch (...) {
                exception = std::current_exception();
            }
        }
        std::move(handler_)(std::move(exception), std::move(value));
    }

    [[nodiscard]] const Handler& handler() const noexcept { return handler_; }

 private:
    Handler handler_;
    Finish finish_;
};

}  // namespace detail

/// One call that has not been made yet: it owns its request and a handle on its client.
///
/// It may be kept, copied and run again. `Derived` has `flow()` and `finisher()`.
///
/// @par Thread safety
/// Distinct objects may be used by different threads; running an object does not change it.
/// @par Lifetime
/// Keeps the client alive. Nothing that was given to it needs to live any longer.
/// @par Cancellation
/// `async` honours the cancellation slot of its token: a call in progress ends with `CancelledException`.
template <class Derived, class T>
class [[nodiscard]] Operation {
 public:
    using result_type = T;

    /// Limits the whole call: every request of it to every service, retries and waits. 0 means as the configuration
    /// says, whose `operation_timeout` is for each request.
    Derived& timeout(std::chrono::milliseconds limit) & {
        target_.options.timeout = limit;
        return self();
    }
    Derived timeout(std::chrono::milliseconds limit) && { return std::move(timeout(limit)); }

    /// Sets whether requests to DynamoDB are sent again after a failure that may pass.
    Derived& retry(Retry retry) & {
        target_.options.retry = retry;
        return self();
    }
    Derived retry(Retry retry) && { return std::move(this->retry(retry)); }

    /// Sends requests to DynamoDB to another endpoint, for example `http://localhost:8000`; those to S3 and KMS stay
    /// where the configuration sends them.
    Derived& endpoint(std::string url) & {
        target_.options.endpoint = std::move(url);
        return self();
    }
    Derived endpoint(std::string url) && { return std::move(endpoint(std::move(url))); }

    /// Makes the call on this thread and gives its result.
    ///
    /// @par Errors
    /// Throws the exception of the family `Exception` that fits.
    T run() const { return self().finisher()(detail::run_flow(target_, self().flow())); }

    /// Makes the call on this thread and gives its result or the error.
    [[nodiscard]] Result<T> try_run() const {
        try {
            return run();
        } catch (const Exception& exception) {
            return exception.error();
        }
    }

    /// Makes the call without blocking: gives an awaitable, or what another completion token asks for.
    ///
    /// The token's signature is `void(std::exception_ptr, T)`. The handler runs on its associated executor; one that
    /// has none runs on the runtime's executor.
    template <class Token = boost::asio::use_awaitable_t<>>
    auto async(Token&& token = Token()) const {
        return initiate(std::forward<Token>(token), self().finisher());
    }

    /// The same, with a `Result<T>` in place of an exception: signature `void(std::exception_ptr, Result<T>)`.
    template <class Token = boost::asio::use_awaitable_t<>>
    auto try_async(Token&& token = Token()) const;

 protected:
    explicit Operation(detail::CallTarget target) : target_(std::move(target)) {}

    [[nodiscard]] const detail::CallTarget& target() const noexcept { return target_; }

 private:
    template <class Token, class Finish>
    auto initiate(Token&& token, Finish finish) const;

    [[nodiscard]] Derived& self() noexcept { return static_cast<Derived&>(*this); }
    [[nodiscard]] const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }

    detail::CallTarget target_;
};

namespace detail {

/// Starts a flow for `async_initiate`; everything it needs comes as arguments, which Asio keeps.
struct StartFlow {
    template <class Handler, class Finish>
    void operator()(Handler&& handler, CallTarget target, FlowPtr flow, Finish finish) const {
        using Wrapped = FinishHandler<std::decay_t<Handler>, Finish>;
        start_flow(target, std::move(flow), ReplyHandler(Wrapped(std::forward<Handler>(handler), std::move(finish))));
    }
};

/// The same with the failure put into the result.
template <class Handler, class T>
class ResultHandler {
 public:
    explicit ResultHandler(Handler handler) : handler_(std::move(handler)) {}

    void operator()(std::exception_ptr exception, std::optional<T> value) {
        Result<T> result = Error();
        if (exception) {
            try {
                std::rethrow_exception(std::exchange(exception, nullptr));
            } catch (const Exception& known) {
                result = known.error();
            } catch (...) {
                exception = std::current_exception();
            }
        } else {
            result = std::move(*value);
        }
        std::move(handler_)(std::move(exception), std::move(result));
    }

    [[nodiscard]] const Handler& handler() const noexcept { return handler_; }

 private:
    Handler handler_;
};

struct StartResultFlow {
    template <class Handler, class Finish>
    void operator()(Handler&& handler, CallTarget target, FlowPtr flow, Finish finish) const {
        using T = decltype(finish(std::declval<Reply&&>()));
        auto optional = [finish = std::move(finish)](Reply&& reply) -> std::optional<T> {
            return finish(std::move(reply));
        };
        StartFlow()(ResultHandler<std::decay_t<Handler>, T>(std::forward<Handler>(handler)), std::move(target),
                    std::move(flow), std::move(optional));
    }
};

}  // namespace detail

template <class Derived, class T>
template <class Token, class Finish>
auto Operation<Derived, T>::initiate(Token&& token, Finish finish) const {
    std::decay_t<Token> own(std::forward<Token>(token));
    return boost::asio::async_initiate<std::decay_t<Token>, void(std::exception_ptr, T)>(
        detail::StartFlow(), own, target_, self().flow(), std::move(finish));
}

template <class Derived, class T>
template <class Token>
auto Operation<Derived, T>::try_async(Token&& token) const {
    std::decay_t<Token> own(std::forward<Token>(token));
    return boost::asio::async_initiate<std::decay_t<Token>, void(std::exception_ptr, Result<T>)>(
        detail::StartResultFlow(), own, target_, self().flow(), self().finisher());
}

}  // namespace dynoxx

/// Executor, allocator and cancellation slot of the wrappers are those of the user's handler.
template <template <class, class> class Associator, class Handler, class Finish, class Default>
struct boost::asio::associator<Associator, dynoxx::detail::FinishHandler<Handler, Finish>, Default>
    : Associator<Handler, Default> {
    static typename Associator<Handler, Default>::type get(
        const dynoxx::detail::FinishHandler<Handler, Finish>& wrapped, const Default& otherwise = Default()) noexcept {
        return Associator<Handler, Default>::get(wrapped.handler(), otherwise);
    }
};

template <template <class, class> class Associator, class Handler, class T, class Default>
struct boost::asio::associator<Associator, dynoxx::detail::ResultHandler<Handler, T>, Default>
    : Associator<Handler, Default> {
    static typename Associator<Handler, Default>::type get(const dynoxx::detail::ResultHandler<Handler, T>& wrapped,
                                                           const Default& otherwise = Default()) noexcept {
        return Associator<Handler, Default>::get(wrapped.handler(), otherwise);
    }
};
