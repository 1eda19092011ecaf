#include "s3/transfer.hpp"

namespace dynoxx::s3 {

TransferSettings transfer_settings(const AwsConfig&) {
    return TransferSettings();
}

}  // namespace dynoxx::s3
