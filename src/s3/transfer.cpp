#include "s3/transfer.hpp"

namespace dynoxx::s3 {

TransferSettings transfer_settings(const AwsConfig& config) {
    TransferSettings settings;
    settings.threshold = static_cast<std::size_t>(config.s3_multipart_threshold().value);
    settings.part_bytes = static_cast<std::size_t>(config.s3_multipart_chunksize().value);
    settings.parts_at_once = static_cast<std::size_t>(config.s3_max_concurrent_requests().value);
    return settings;
}

}  // namespace dynoxx::s3
