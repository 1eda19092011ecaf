#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <thread>

namespace dynoxx::runtime {

/// The runtime's own io_context and the one thread that runs it, with every signal blocked.
class IoThread {
 public:
    IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    /// Ends the thread. On the thread itself it only lets go of it: a completion may drop the last handle.
    ~IoThread();

    /// Ends the thread and waits for it; the context stays, so that late posts to it are harmless.
    void stop();

    [[nodiscard]] boost::asio::io_context& context() noexcept { return *context_; }
    [[nodiscard]] bool is_current() const noexcept { return std::this_thread::get_id() == id_; }

 private:
    std::shared_ptr<boost::asio::io_context> context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
    const std::thread::id id_;  // read by other threads while one of them joins
};

}  // namespace dynoxx::runtime
