#include "s3/codec.hpp"

#include "runtime/timestamp.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::s3 {
namespace {

PutObjectRequest put() {
    PutObjectRequest request;
    request.bucket = "acme";
    request.key = "a b/\xC3\xBC/../c";
    request.body = "123456789";
    return request;
}

http::Response answer(int status, std::initializer_list<std::pair<std::string, std::string>> headers) {
    http::Response response;
    response.status = status;
    for (const auto& [name, value] : headers) {
        response.headers.add(name, value);
    }
    return response;
}

TEST(PutObjectCodec, encodes_the_key_once_and_keeps_its_dots) {
    const http::Request path = encode(put(), Addressing::Path);
    EXPECT_EQ(path.method, "PUT");
    EXPECT_EQ(path.path, "/acme/a%20b/%C3%BC/../c");
    EXPECT_EQ(path.body, "123456789");
    EXPECT_EQ(encode(put(), Addressing::VirtualHost).path, "/a%20b/%C3%BC/../c");
}

TEST(PutObjectCodec, sends_type_metadata_and_checksum) {
    PutObjectRequest request = put();
    request.content_type = "image/png";
    request.metadata = {{"owner", "ada"}};
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.headers.get("content-type"), "image/png");
    EXPECT_EQ(out.headers.get("x-amz-meta-owner"), "ada");
    EXPECT_EQ(out.headers.get("x-amz-checksum-crc32"), "y/Q5Jg==");
    request.checksum = Checksum::None;
    EXPECT_EQ(encode(request, Addressing::Path).headers.find("x-amz-checksum-crc32"), nullptr);
}

TEST(PutObjectCodec, refuses_headers_that_would_break_the_request) {
    PutObjectRequest request = put();
    request.metadata = {{"owner", "a\r\nx: y"}};
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
    request.metadata = {{"own er", "a"}};
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
    request.metadata = {{"owner", "\xC3\xBC"}};
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
    request = put();
    request.key.clear();
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
}

TEST(PutObjectCodec, reads_tag_and_version) {
    const PutObjectResponse result = decode_put_object(answer(200, {{"ETag", "\"abc\""}, {"x-amz-version-id", "v1"}}));
    EXPECT_EQ(result.etag, "abc");
    EXPECT_EQ(result.version_id, "v1");
    EXPECT_THROW((void)decode_put_object(answer(200, {})), ResponseException);
}

TEST(GetObjectCodec, asks_for_version_and_range) {
    GetObjectRequest request;
    request.bucket = "acme";
    request.key = "k";
    request.version_id = "a+b";
    EXPECT_EQ(encode(request, Addressing::Path).query, "versionId=a%2Bb");
    EXPECT_EQ(encode(request, Addressing::Path).headers.get("x-amz-checksum-mode"), "ENABLED");
    request.range = ByteRange(5, 9);
    EXPECT_EQ(encode(request, Addressing::Path).headers.get("range"), "bytes=5-9");
    request.range = ByteRange(5, std::nullopt);
    EXPECT_EQ(encode(request, Addressing::Path).headers.get("range"), "bytes=5-");
}

TEST(GetObjectCodec, reads_body_and_headers) {
    http::Response response = answer(200, {{"ETag", "\"abc\""},
                                           {"Content-Type", "image/png"},
                                           {"Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"},
                                           {"X-Amz-Meta-Owner", "ada"},
                                           {"Content-Length", "9"},
                                           {"x-amz-checksum-crc32", "y/Q5Jg=="}});
    response.body = "123456789";
    const GetObjectResponse result = decode_get_object(response);
    EXPECT_EQ(result.body, "123456789");
    EXPECT_EQ(result.etag, "abc");
    EXPECT_EQ(result.content_type, "image/png");
    EXPECT_EQ(result.last_modified, runtime::parse_iso8601("1994-11-06T08:49:37Z"));
    EXPECT_EQ(result.metadata, (Metadata{{"owner", "ada"}}));
    EXPECT_EQ(result.object_size, 9U);
}

TEST(GetObjectCodec, tells_a_damaged_object_unless_it_is_only_a_part_of_one) {
    http::Response response = answer(200, {{"x-amz-checksum-crc32", "y/Q5Jg=="}});
    response.body = "123456789";
    EXPECT_TRUE(is_intact(response));
    response.body = "12345678X";
    EXPECT_FALSE(is_intact(response));
    response.status = 206;
    response.headers.set("content-range", "bytes 0-8/9");
    EXPECT_FALSE(is_intact(response));
    response.headers.set("content-range", "bytes 0-8/443");
    EXPECT_TRUE(is_intact(response));
    EXPECT_EQ(decode_get_object(response).object_size, 443U);
    EXPECT_FALSE(decode_get_object(response).checksum);
    response.status = 200;
    response.headers.set("x-amz-checksum-crc32", "y/Q5Jg==-2");
    EXPECT_TRUE(is_intact(response));
    EXPECT_EQ(decode_get_object(response).checksum->type, ChecksumType::Composite);
}

TEST(GetObjectCodec, knows_every_checksum) {
    for (const ChecksumName& name : checksum_names()) {
        http::Response response = answer(200, {{std::string(name.header), checksum_of(name.checksum, "right")}});
        response.body = "right";
        EXPECT_TRUE(is_intact(response)) << name.algorithm;
        response.body = "wrong";
        EXPECT_FALSE(is_intact(response)) << name.algorithm;
    }
}

TEST(GetObjectCodec, refuses_a_range_that_was_not_asked_for) {
    http::Response response = answer(206, {{"ETag", "\"e\""}, {"content-range", "bytes 5-9/10"}});
    response.body = "56789";
    EXPECT_EQ(decode_get_object(response, ByteRange(5, 9)).body, "56789");
    EXPECT_EQ(decode_get_object(response, ByteRange(5, 100)).range->first, 5U);
    EXPECT_NO_THROW((void)decode_get_object(response, ByteRange(5, std::nullopt)));
    EXPECT_THROW((void)decode_get_object(response, ByteRange(4, 9)), ResponseException);
    EXPECT_THROW((void)decode_get_object(response, ByteRange(5, 8)), ResponseException);
    response.body = "567";
    EXPECT_THROW((void)decode_get_object(response, ByteRange(5, 9)), ResponseException);
    response.body = "56789";
    response.headers.erase("ETag");
    EXPECT_THROW((void)decode_get_object(response, ByteRange(5, 9)), ResponseException);
    response = answer(206, {{"ETag", "\"e\""}});
    EXPECT_THROW((void)decode_get_object(response), ResponseException);
    response.status = 200;
    EXPECT_THROW((void)decode_get_object(response, ByteRange(0, 9)), ResponseException);
}

TEST(GetObjectCodec, asks_for_the_object_that_it_knows) {
    GetObjectRequest request;
    request.bucket = "acme";
    request.key = "k";
    request.if_match = "abc";
    EXPECT_EQ(encode(request, Addressing::Path).headers.get("if-match"), "\"abc\"");
}

TEST(HeadObjectCodec, asks_without_a_body) {
    HeadObjectRequest request;
    request.bucket = "acme";
    request.key = "k";
    EXPECT_EQ(encode(request, Addressing::Path).method, "HEAD");
    EXPECT_EQ(decode_head_object(answer(200, {{"content-length", "7"}, {"x-amz-checksum-crc32", "x"}})).object_size,
              7U);
}

TEST(DeleteObjectCodec, names_the_version) {
    DeleteObjectRequest request;
    request.bucket = "acme";
    request.key = "k";
    request.version_id = "v";
    const http::Request out = encode(request, Addressing::VirtualHost);
    EXPECT_EQ(out.method, "DELETE");
    EXPECT_EQ(out.path, "/k");
    EXPECT_EQ(out.query, "versionId=v");
    EXPECT_TRUE(decode_delete_object(answer(204, {{"x-amz-delete-marker", "true"}})).delete_marker);
}

TEST(ListObjectsCodec, asks_for_encoded_keys_below_a_prefix) {
    ListObjectsRequest request;
    request.bucket = "acme";
    request.prefix = "a b/";
    request.continuation_token = "t+1=";
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.method, "GET");
    EXPECT_EQ(out.path, "/acme");
    EXPECT_EQ(out.query, "continuation-token=t%2B1%3D&encoding-type=url&list-type=2&prefix=a%20b%2F");
    EXPECT_EQ(encode(request, Addressing::VirtualHost).path, "/");
}

TEST(ListObjectsCodec, reads_objects_and_where_to_go_on) {
    http::Response page = answer(200, {});
    page.body = R"(<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>
        <Contents><Key>a%2Fb+c%2B%01</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>
        <ETag>&quot;e&quot;</ETag><Size>7</Size></Contents></ListBucketResult>)";
    const ListObjectsResponse read = decode_list_objects(page);
    ASSERT_EQ(read.objects.size(), 1U);
    EXPECT_EQ(read.objects[0].key, "a/b c+\x01");
    EXPECT_EQ(read.objects[0].etag, "e");
    EXPECT_EQ(read.objects[0].size, 7U);
    EXPECT_EQ(runtime::format_iso8601(read.objects[0].last_modified), "2026-01-02T03:04:05Z");
    EXPECT_EQ(read.continuation_token, "next");
}

TEST(ListObjectsCodec, refuses_what_is_no_list) {
    for (const char* body : {"", "<html>", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
                             "<ListBucketResult><Contents><Size>7</Size></Contents></ListBucketResult>",
                             "<ListBucketResult><Contents><Key>k</Key><Size>x</Size></Contents></ListBucketResult>",
                             "<ListBucketResult><Contents><Key>k</Key><Size>7</Size></Contents></ListBucketResult>",
                             "<ListBucketResult><Contents><Key>k%</Key><Size>7</Size></Contents></ListBucketResult>"}) {
        http::Response page = answer(200, {});
        page.body = body;
        EXPECT_THROW((void)decode_list_objects(page), ResponseException) << body;
    }
}

}  // namespace
}  // namespace dynoxx::s3
