#pragma once

namespace dynoxx::mapper {

/// Abandons what a user's function answers to when the flow that waits for it ends, however it does.
template <class Awaited>
class Abandoning {
 public:
    explicit Abandoning(Awaited& awaited) noexcept : awaited_(awaited) {}
    Abandoning(const Abandoning&) = delete;
    Abandoning& operator=(const Abandoning&) = delete;
    ~Abandoning() { awaited_.abandon(); }

 private:
    Awaited& awaited_;
};

}  // namespace dynoxx::mapper
