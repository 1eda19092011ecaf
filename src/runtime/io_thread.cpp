#include "runtime/io_thread.hpp"

#include "runtime/crypto.hpp"

#include <signal.h>

namespace dynoxx::runtime {

namespace {

std::thread start_thread(std::shared_ptr<boost::asio::io_context> context) {
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread([context = std::move(context)] {
        context->run();
        release_crypto_of_thread();
    });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

}  // namespace

IoThread::IoThread()
    : context_(std::make_shared<boost::asio::io_context>(1)),
      work_(boost::asio::make_work_guard(*context_)),
      thread_(start_thread(context_)),
      id_(thread_.get_id()) {}

IoThread::~IoThread() {
    stop();
}

void IoThread::stop() {
    work_.reset();
    context_->stop();
    if (!thread_.joinable()) {
        return;
    }
    if (is_current()) {
        thread_.detach();
    } else {
        thread_.join();
    }
}

}  // namespace dynoxx::runtime
