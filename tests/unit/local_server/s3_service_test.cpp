#include "local/s3/service.hpp"

#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"
#include "support/manual_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::s3 {
namespace {

using testing::HasSubstr;

class S3ServiceTest : public testing::Test {
 protected:
    S3ServiceTest() { service.create_bucket("photos"); }

    http::Response call(std::string_view method, std::string_view key, std::string body = {},
                        http::Headers headers = {}, std::string_view query = {}) {
        Request request;
        request.method = method;
        request.bucket = "photos";
        request.key = key;
        request.body = std::move(body);
        request.headers = std::move(headers);
        request.query = support::Parameters::parse(query, support::Plus::IsPlus);
        return service.handle(request);
    }

    static http::Headers with(std::string name, std::string value) {
        http::Headers headers;
        headers.add(std::move(name), std::move(value));
        return headers;
    }

    static std::string element(const std::string& xml, const std::string& name) {
        const std::size_t start = xml.find("<" + name + ">") + name.size() + 2;
        return xml.substr(start, xml.find("</" + name + ">") - start);
    }

    test::ManualClock clock{};
    support::IdSource ids{7};
    Service service{"us-east-1", "123456789012", clock, ids};
};

TEST_F(S3ServiceTest, gives_back_what_was_put) {
    http::Headers headers = with("Content-Type", "image/png");
    headers.add("X-Amz-Meta-Who", "ada");
    headers.add("Content-Encoding", "aws-chunked,gzip");
    EXPECT_EQ(call("PUT", "k", "hello", headers).headers.get("ETag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    const http::Response got = call("GET", "k");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, "hello");
    EXPECT_EQ(got.headers.get("content-type"), "image/png");
    EXPECT_EQ(got.headers.get("x-amz-meta-who"), "ada");
    EXPECT_EQ(got.headers.get("content-encoding"), "gzip");
    EXPECT_EQ(got.headers.get("Last-Modified"), "Sat, 31 Jan 2026 07:08:09 GMT");
    EXPECT_EQ(got.headers.get("x-amz-request-id").size(), 16U);
}

TEST_F(S3ServiceTest, answers_head_with_the_length_but_no_body) {
    static_cast<void>(call("PUT", "k", "hello"));
    const http::Response got = call("HEAD", "k");
    EXPECT_EQ(got.headers.get("Content-Length"), "5");
    EXPECT_EQ(got.body, "");
    EXPECT_EQ(call("HEAD", "none").status, 404);
    EXPECT_EQ(call("HEAD", "none").body, "");
}

TEST_F(S3ServiceTest, gives_ranges) {
    static_cast<void>(call("PUT", "k", "0123456789"));
    const http::Response got = call("GET", "k", {}, with("Range", "bytes=2-4"));
    EXPECT_EQ(got.status, 206);
    EXPECT_EQ(got.body, "234");
    EXPECT_EQ(got.headers.get("Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(call("GET", "k", {}, with("Range", "bytes=10-")).status, 416);
}

TEST_F(S3ServiceTest, heeds_conditions_of_reads) {
    static_cast<void>(call("PUT", "k", "hello"));
    const std::string etag = "\"5d41402abc4b2a76b9719d911017c592\"";
    EXPECT_EQ(call("GET", "k", {}, with("If-None-Match", etag)).status, 304);
    EXPECT_EQ(call("GET", "k", {}, with("If-None-Match", "\"x\"")).status, 200);
    EXPECT_EQ(call("GET", "k", {}, with("If-Match", "\"x\"")).status, 412);
    EXPECT_EQ(call("GET", "k", {}, with("If-Match", etag)).status, 200);
    EXPECT_EQ(call("GET", "k", {}, with("If-Modified-Since", "Sat, 31 Jan 2026 07:08:09 GMT")).status, 304);
    EXPECT_EQ(call("GET", "k", {}, with("If-Unmodified-Since", "Sat, 31 Jan 2026 07:08:08 GMT")).status, 412);
}

TEST_F(S3ServiceTest, heeds_conditions_of_writes) {
    EXPECT_EQ(call("PUT", "k", "a", with("If-Match", "\"x\"")).status, 404);
    EXPECT_EQ(call("PUT", "k", "a", with("If-None-Match", "*")).status, 200);
    EXPECT_EQ(call("PUT", "k", "b", with("If-None-Match", "*")).status, 412);
    EXPECT_EQ(call("PUT", "k", "b", with("If-Match", "\"x\"")).status, 412);
    EXPECT_EQ(call("GET", "k").body, "a");
}

TEST_F(S3ServiceTest, refuses_a_body_with_a_wrong_digest) {
    EXPECT_THAT(call("PUT", "k", "x", with("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")).body, HasSubstr("BadDigest"));
    EXPECT_THAT(call("PUT", "k", "x", with("Content-MD5", "short")).body, HasSubstr("InvalidDigest"));
    EXPECT_EQ(call("GET", "k").status, 404);
}

TEST_F(S3ServiceTest, gives_checksums_when_asked) {
    static_cast<void>(call("PUT", "k", "hello world", with("x-amz-checksum-crc32", "DUoRhQ==")));
    EXPECT_EQ(call("GET", "k", {}, with("x-amz-checksum-mode", "ENABLED")).headers.get("x-amz-checksum-crc32"),
              "DUoRhQ==");
    EXPECT_EQ(call("GET", "k").headers.get("x-amz-checksum-crc32"), "");
}

TEST_F(S3ServiceTest, puts_parts_together) {
    const std::string id = element(call("POST", "k", {}, {}, "uploads").body, "UploadId");
    const std::string large(5 << 20, 'a');
    const std::string first(call("PUT", "k", large, {}, "partNumber=1&uploadId=" + id).headers.get("ETag"));
    const std::string second(call("PUT", "k", "end", {}, "partNumber=2&uploadId=" + id).headers.get("ETag"));
    const std::string list = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + first +
                             "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + second +
                             "</ETag></Part></CompleteMultipartUpload>";
    EXPECT_THAT(element(call("POST", "k", list, {}, "uploadId=" + id).body, "ETag"), HasSubstr("-2&quot;"));
    EXPECT_EQ(call("GET", "k").body, large + "end");
    EXPECT_THAT(call("POST", "k", list, {}, "uploadId=" + id).body, HasSubstr("NoSuchUpload"));
}

TEST_F(S3ServiceTest, refuses_small_parts_and_wrong_order) {
    const std::string id = element(call("POST", "k", {}, {}, "uploads").body, "UploadId");
    const std::string tag(call("PUT", "k", "a", {}, "partNumber=1&uploadId=" + id).headers.get("ETag"));
    static_cast<void>(call("PUT", "k", "a", {}, "partNumber=2&uploadId=" + id));
    const std::string one = "<Part><PartNumber>1</PartNumber><ETag>" + tag + "</ETag></Part>";
    const std::string two = "<Part><PartNumber>2</PartNumber><ETag>" + tag + "</ETag></Part>";
    const auto complete = [&](const std::string& parts) {
        return call("POST", "k", "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>", {},
                    "uploadId=" + id)
            .body;
    };
    EXPECT_THAT(complete(one + two), HasSubstr("EntityTooSmall"));
    EXPECT_THAT(complete(two + one), HasSubstr("InvalidPartOrder"));
    EXPECT_THAT(complete("<Part><PartNumber>3</PartNumber><ETag>x</ETag></Part>"), HasSubstr("InvalidPart"));
    EXPECT_THAT(complete(""), HasSubstr("MalformedXML"));
}

TEST_F(S3ServiceTest, copies_with_or_without_metadata) {
    static_cast<void>(call("PUT", "k", "hello", with("x-amz-meta-who", "ada")));
    EXPECT_EQ(call("PUT", "c", {}, with("x-amz-copy-source", "/photos/k")).status, 200);
    EXPECT_EQ(call("GET", "c").headers.get("x-amz-meta-who"), "ada");
    http::Headers replace = with("x-amz-copy-source", "photos/k");
    replace.add("x-amz-metadata-directive", "REPLACE");
    EXPECT_EQ(call("PUT", "c", {}, replace).status, 200);
    EXPECT_EQ(call("GET", "c").headers.get("x-amz-meta-who"), "");
    EXPECT_THAT(call("PUT", "c", {}, with("x-amz-copy-source", "photos/none")).body, HasSubstr("NoSuchKey"));
}

TEST_F(S3ServiceTest, says_what_it_cannot_do) {
    const http::Response got = call("GET", "k", {}, {}, "acl");
    EXPECT_EQ(got.status, 501);
    EXPECT_THAT(got.body, HasSubstr("NotImplemented"));
}

http::Headers customer_key(const std::string& prefix, char letter) {
    const std::string key(32, letter);
    const std::string digest = support::md5(key);
    http::Headers headers;
    headers.add(prefix + "server-side-encryption-customer-algorithm", "AES256");
    headers.add(prefix + "server-side-encryption-customer-key", runtime::base64_encode(runtime::bytes_of(key)));
    headers.add(prefix + "server-side-encryption-customer-key-MD5", runtime::base64_encode(runtime::bytes_of(digest)));
    return headers;
}

TEST_F(S3ServiceTest, gives_an_object_of_a_customer_only_to_who_has_its_key) {
    const http::Response put = call("PUT", "k", "hello", customer_key("x-amz-", 'k'));
    EXPECT_EQ(put.headers.get("x-amz-server-side-encryption-customer-algorithm"), "AES256");
    EXPECT_EQ(put.headers.find("x-amz-server-side-encryption"), nullptr);
    EXPECT_EQ(call("GET", "k", {}, customer_key("x-amz-", 'k')).body, "hello");
    EXPECT_EQ(call("GET", "k").status, 400);
    EXPECT_EQ(call("GET", "k", {}, customer_key("x-amz-", 'j')).status, 403);
    static_cast<void>(call("PUT", "plain", "hello"));
    EXPECT_EQ(call("GET", "plain", {}, customer_key("x-amz-", 'k')).status, 400);
    http::Headers wrong = customer_key("x-amz-", 'k');
    wrong.set("x-amz-server-side-encryption-customer-key-MD5", "AAAA");
    EXPECT_EQ(call("PUT", "k", "hello", wrong).status, 400);
    http::Headers copy = customer_key("x-amz-copy-source-", 'k');
    copy.add("x-amz-copy-source", "/photos/k");
    EXPECT_EQ(call("PUT", "copy", {}, copy).status, 200);
    EXPECT_EQ(call("GET", "copy").body, "hello");
    EXPECT_EQ(call("PUT", "copy", {}, with("x-amz-copy-source", "/photos/k")).status, 400);
}

TEST_F(S3ServiceTest, keeps_tags_class_and_key_of_kms) {
    http::Headers headers = with("x-amz-tagging", "a=1&b=two+words");
    headers.add("x-amz-storage-class", "STANDARD_IA");
    headers.add("x-amz-server-side-encryption", "aws:kms");
    headers.add("x-amz-server-side-encryption-aws-kms-key-id", "alias/x");
    EXPECT_EQ(call("PUT", "k", "hello", headers).headers.get("x-amz-server-side-encryption-aws-kms-key-id"), "alias/x");
    const http::Response got = call("HEAD", "k");
    EXPECT_EQ(got.headers.get("x-amz-tagging-count"), "2");
    EXPECT_EQ(got.headers.find("x-amz-tagging"), nullptr);
    EXPECT_EQ(got.headers.get("x-amz-storage-class"), "STANDARD_IA");
    EXPECT_THAT(call("GET", "k", {}, {}, "tagging").body, HasSubstr("<Tag><Key>b</Key><Value>two words</Value></Tag>"));
    EXPECT_EQ(call("PUT", "k", "hello", with("x-amz-tagging", "a=1&a=2")).status, 400);
    static_cast<void>(call("PUT", "copy", {}, with("x-amz-copy-source", "/photos/k")));
    EXPECT_EQ(call("HEAD", "copy").headers.get("x-amz-tagging-count"), "2");
    EXPECT_EQ(call("HEAD", "copy").headers.get("x-amz-server-side-encryption"), "AES256");
    EXPECT_EQ(call("HEAD", "copy").headers.find("x-amz-storage-class"), nullptr);
}

TEST_F(S3ServiceTest, refuses_an_upload_that_is_not_what_was_said) {
    http::Headers headers = with("x-amz-checksum-algorithm", "CRC32");
    headers.add("x-amz-checksum-type", "FULL_OBJECT");
    const std::string upload = element(call("POST", "k", {}, headers, "uploads").body, "UploadId");
    const std::string query = "partNumber=1&uploadId=" + upload;
    EXPECT_EQ(call("PUT", "k", "123456789", with("x-amz-checksum-crc32c", "4waSgw=="), query).status, 400);
    const std::string etag(
        call("PUT", "k", "123456789", with("x-amz-checksum-crc32", "y/Q5Jg=="), query).headers.get("ETag"));
    const std::string list = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                             "</ETag></Part></CompleteMultipartUpload>";
    const auto complete = [&](std::string name, std::string value) {
        return call("POST", "k", list, with(std::move(name), std::move(value)), "uploadId=" + upload).status;
    };
    EXPECT_EQ(complete("x-amz-checksum-crc32", "AAAAAA=="), 400);
    EXPECT_EQ(complete("x-amz-mp-object-size", "8"), 400);
    EXPECT_EQ(complete("x-amz-checksum-type", "COMPOSITE"), 400);
    EXPECT_THAT(call("GET", "k", {}, {}, "uploadId=" + upload).body,
                HasSubstr("<ChecksumCRC32>y/Q5Jg==</ChecksumCRC32>"));
    EXPECT_EQ(complete("x-amz-checksum-crc32", "y/Q5Jg=="), 200);
    EXPECT_EQ(call("HEAD", "k", {}, with("x-amz-checksum-mode", "ENABLED")).headers.get("x-amz-checksum-crc32"),
              "y/Q5Jg==");
}

TEST_F(S3ServiceTest, deletes) {
    static_cast<void>(call("PUT", "k", "hello"));
    EXPECT_EQ(call("DELETE", "").status, 409);
    EXPECT_EQ(call("DELETE", "k").status, 204);
    EXPECT_EQ(call("DELETE", "k").status, 204);
    EXPECT_EQ(call("DELETE", "").status, 204);
    EXPECT_THAT(call("GET", "k").body, HasSubstr("NoSuchBucket"));
}

}  // namespace
}  // namespace dynoxx::local::s3
