#include "aws/service.hpp"

namespace dynoxx {

std::string_view to_string(AwsService service) noexcept {
    return aws::info_of(service).display_name;
}

}  // namespace dynoxx
