#include "local/s3/byte_range.hpp"
#include "local/s3/checksum.hpp"
#include "local/s3/error.hpp"
#include "local/s3/listing.hpp"
#include "local/s3/request.hpp"

#include <gtest/gtest.h>

namespace dynoxx::local::s3 {
namespace {

TEST(ByteRangeOf, reads_the_three_forms) {
    EXPECT_EQ(parse_byte_range("bytes=0-9", 100), (ByteRange{0, 10}));
    EXPECT_EQ(parse_byte_range("bytes=90-", 100), (ByteRange{90, 10}));
    EXPECT_EQ(parse_byte_range("bytes=-10", 100), (ByteRange{90, 10}));
    EXPECT_EQ(parse_byte_range("bytes=90-1000", 100), (ByteRange{90, 10}));
    EXPECT_EQ(parse_byte_range("bytes=-1000", 100), (ByteRange{0, 100}));
}

TEST(ByteRangeOf, passes_over_what_is_not_one_range) {
    EXPECT_EQ(parse_byte_range("", 100), std::nullopt);
    EXPECT_EQ(parse_byte_range("bytes=-", 100), std::nullopt);
    EXPECT_EQ(parse_byte_range("bytes=5-2", 100), std::nullopt);
    EXPECT_EQ(parse_byte_range("bytes=0-1,3-4", 100), std::nullopt);
    EXPECT_EQ(parse_byte_range("lines=0-1", 100), std::nullopt);
}

TEST(ByteRangeOf, refuses_bytes_that_are_not_there) {
    EXPECT_THROW(static_cast<void>(parse_byte_range("bytes=100-", 100)), Refusal);
    EXPECT_THROW(static_cast<void>(parse_byte_range("bytes=-0", 100)), Refusal);
    EXPECT_THROW(static_cast<void>(parse_byte_range("bytes=0-", 0)), Refusal);
}

// The check values of the catalogue of parametrised CRC algorithms.
TEST(Checksum, gives_the_check_values) {
    EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
    EXPECT_EQ(crc64nvme("123456789"), 0xAE8B14860A799888ULL);
    EXPECT_EQ(crc32c(""), 0U);
}

TEST(Checksum, is_verified_and_kept) {
    Request request;
    request.body = "hello world";
    request.trailers.add("x-amz-checksum-crc32", "DUoRhQ==");
    EXPECT_EQ(verified_checksums(request), (Checksums{{"x-amz-checksum-crc32", "DUoRhQ=="}}));
    request.body = "hello";
    EXPECT_THROW(static_cast<void>(verified_checksums(request)), Refusal);
}

TEST(Checksum, refuses_a_value_that_is_none) {
    Request request;
    request.headers.add("x-amz-checksum-crc32", "nonsense!");
    try {
        static_cast<void>(verified_checksums(request));
        FAIL();
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.code, "InvalidRequest");
    }
}

class Listing : public testing::Test {
 protected:
    Listing() {
        for (const char* key : {"a", "d/1", "d/2", "d/e/3", "z"}) {
            objects.emplace(key, Object());
        }
    }

    std::string names(const ListPage& page) {
        std::string result;
        for (const auto& [key, object] : page.contents) {
            result.append(key).append(" ");
        }
        for (const std::string& prefix : page.common_prefixes) {
            result.append("[").append(prefix).append("] ");
        }
        return result;
    }

    std::map<std::string, Object, std::less<>> objects{};
    ListQuery query{};
};

TEST_F(Listing, gives_every_key_in_order) {
    EXPECT_EQ(names(list_objects(objects, query)), "a d/1 d/2 d/e/3 z ");
}

TEST_F(Listing, folds_keys_at_the_delimiter) {
    query.delimiter = "/";
    EXPECT_EQ(names(list_objects(objects, query)), "a z [d/] ");
    query.prefix = "d/";
    EXPECT_EQ(names(list_objects(objects, query)), "d/1 d/2 [d/e/] ");
}

TEST_F(Listing, goes_on_where_a_page_ended) {
    for (const std::string delimiter : {"", "/"}) {
        query = ListQuery();
        query.delimiter = delimiter;
        query.max_keys = 1;
        std::string all;
        for (int pages = 0; pages < 10; ++pages) {
            const ListPage page = list_objects(objects, query);
            all += names(page);
            if (!page.next) {
                break;
            }
            query.after = ListPosition::from_token(page.next->to_token()).value();
        }
        EXPECT_EQ(all, delimiter.empty() ? "a d/1 d/2 d/e/3 z " : "a [d/] z ");
    }
}

TEST_F(Listing, ends_with_the_last_key_of_a_full_page) {
    query.max_keys = 5;
    EXPECT_FALSE(list_objects(objects, query).next);
    query.max_keys = 0;
    EXPECT_FALSE(list_objects(objects, query).next);
}

TEST(ListPositionToken, refuses_nonsense) {
    EXPECT_FALSE(ListPosition::from_token(""));
    EXPECT_FALSE(ListPosition::from_token("****"));
}

Request parsed(std::string_view method, std::string_view path, std::string_view query, std::string_view host) {
    http::Request wire;
    wire.method = method;
    wire.path = path;
    wire.query = query;
    wire.headers.add("Host", std::string(host));
    return parse_request(wire);
}

TEST(S3Request, takes_bucket_and_key_from_the_path) {
    const Request request = parsed("GET", "/photos/a%20b/c%2Bd", "", "127.0.0.1:8000");
    EXPECT_EQ(request.bucket, "photos");
    EXPECT_EQ(request.key, "a b/c+d");
}

TEST(S3Request, takes_the_bucket_from_the_host) {
    EXPECT_EQ(parsed("GET", "/a/b", "", "photos.localhost:8000").bucket, "photos");
    EXPECT_EQ(parsed("GET", "/a/b", "", "photos.localhost:8000").key, "a/b");
    EXPECT_EQ(parsed("GET", "/a/b", "", "photos.s3.localhost").bucket, "photos");
    EXPECT_EQ(parsed("GET", "/a/b", "", "s3.localhost").bucket, "a");
    EXPECT_EQ(parsed("GET", "/a/b", "", "localhost").bucket, "a");
}

TEST(S3Request, names_its_operation) {
    const http::Headers none;
    http::Headers copy;
    copy.add("x-amz-copy-source", "a/b");
    EXPECT_EQ(operation_of(parsed("GET", "/", "", ""), none), "ListBuckets");
    EXPECT_EQ(operation_of(parsed("GET", "/b", "list-type=2", ""), none), "ListObjectsV2");
    EXPECT_EQ(operation_of(parsed("GET", "/b/", "", ""), none), "ListObjects");
    EXPECT_EQ(operation_of(parsed("PUT", "/b/k", "", ""), none), "PutObject");
    EXPECT_EQ(operation_of(parsed("PUT", "/b/k", "", ""), copy), "CopyObject");
    EXPECT_EQ(operation_of(parsed("PUT", "/b/k", "partNumber=1&uploadId=x", ""), none), "UploadPart");
    EXPECT_EQ(operation_of(parsed("POST", "/b/k", "uploads", ""), none), "CreateMultipartUpload");
    EXPECT_EQ(operation_of(parsed("GET", "/b", "acl", ""), none), "");
    EXPECT_EQ(operation_of(parsed("DELETE", "/b/k", "tagging", ""), none), "");
}

TEST(S3Refusal, is_printed_as_xml_with_its_ids) {
    const http::Response response = to_response(Refusal("NoSuchKey", {{"Key", "a<b"}}), "REQ", "HOST");
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(
        response.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not "
        "exist.</Message><Key>a&lt;b</Key><RequestId>REQ</RequestId><HostId>HOST</HostId></Error>");
}

}  // namespace
}  // namespace dynoxx::local::s3
