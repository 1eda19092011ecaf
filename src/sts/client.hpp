#pragma once

#include "aws/caller.hpp"
#include "sts/codec.hpp"

namespace dynoxx::sts {

/// The operations of STS for those who have credentials already. A view on a caller, which must live longer.
///
/// @par Thread safety
/// Yes.
class Client {
 public:
    explicit Client(aws::Caller& caller) : caller_(&caller) {}

    [[nodiscard]] runtime::task<CallerIdentity> get_caller_identity(runtime::Context context) const;

 private:
    aws::Caller* caller_;
};

}  // namespace dynoxx::sts
