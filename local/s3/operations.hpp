#pragma once

#include "http/message.hpp"
#include "local/s3/request.hpp"
#include "local/s3/store.hpp"
#include "local/support/id_source.hpp"
#include "runtime/system.hpp"

#include <string>
#include <string_view>

/// The operations of S3, one file for each group. Each throws `Refusal` for what it refuses.
namespace dynoxx::local::s3 {

inline constexpr std::string_view xml_namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
inline constexpr std::size_t max_key_bytes = 1024;

/// What an operation works on.
struct Context {
    Store& store;
    support::IdSource& ids;
    runtime::SystemTime now;
    const std::string& region;
    const std::string& owner_id;
};

http::Response list_buckets(Context& context, Request& request);
http::Response create_bucket(Context& context, Request& request);
http::Response head_bucket(Context& context, Request& request);
http::Response delete_bucket(Context& context, Request& request);
http::Response get_bucket_location(Context& context, Request& request);
http::Response get_bucket_versioning(Context& context, Request& request);

http::Response list_objects_v1(Context& context, Request& request);
http::Response list_objects_v2(Context& context, Request& request);

http::Response put_object(Context& context, Request& request);
http::Response get_object(Context& context, Request& request);
http::Response head_object(Context& context, Request& request);
http::Response delete_object(Context& context, Request& request);
http::Response delete_objects(Context& context, Request& request);
http::Response copy_object(Context& context, Request& request);

http::Response create_multipart_upload(Context& context, Request& request);
http::Response upload_part(Context& context, Request& request);
http::Response upload_part_copy(Context& context, Request& request);
http::Response complete_multipart_upload(Context& context, Request& request);
http::Response abort_multipart_upload(Context& context, Request& request);
http::Response list_parts(Context& context, Request& request);
http::Response list_multipart_uploads(Context& context, Request& request);

/// Makes a bucket; throws `InvalidBucketName` and, if it is there already, what S3 says in this region.
void make_bucket(Context& context, std::string_view name);

/// Gives the headers of a request that are kept with an object; throws `MetadataTooLarge`.
[[nodiscard]] http::Headers kept_metadata(const http::Headers& headers);

/// Gives the parameter `partNumber`; throws `InvalidArgument` unless it is a number from 1 to 10000.
[[nodiscard]] std::uint64_t part_number_of(const Request& request);

/// The object that a copy reads, and its bytes or the range of them that was asked for.
struct CopySource {
    const Object& object;
    std::string_view bytes;
};

/// Finds what `x-amz-copy-source` names, with its conditions and `x-amz-copy-source-range`.
[[nodiscard]] CopySource find_copy_source(Context& context, const Request& request);

/// Makes an answer without a body.
[[nodiscard]] http::Response empty_answer(int status);

/// Makes an answer of XML.
[[nodiscard]] http::Response xml_answer(std::string document);

/// Gives the ETag of some bytes, with its quotes.
[[nodiscard]] std::string etag_of(std::string_view bytes);

}  // namespace dynoxx::local::s3
