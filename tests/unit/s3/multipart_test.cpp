#include "s3/multipart.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>

namespace dynoxx::s3 {
namespace {

template <class Request>
Request named(Request request) {
    request.bucket = "acme";
    request.key = "a/b";
    return request;
}

template <class Request>
Request of_upload(Request request) {
    request = named(std::move(request));
    request.upload_id = "u+1";
    return request;
}

http::Response answer(std::string body) {
    http::Response response;
    response.status = 200;
    response.body = std::move(body);
    return response;
}

UploadedPart part(int number, std::string_view bytes, Checksum checksum) {
    UploadedPart made;
    made.part_number = number;
    made.etag = "e" + std::to_string(number);
    made.checksum = checksum_of(checksum, bytes);
    made.bytes = bytes.size();
    return made;
}

TEST(CreateMultipartUploadCodec, says_what_the_object_will_be) {
    CreateMultipartUploadRequest request = named(CreateMultipartUploadRequest());
    request.content_type = "image/png";
    request.tags = {{"a b", "c&d"}, {"e", ""}};
    request.storage_class = "STANDARD_IA";
    request.encryption.kind = EncryptionKind::Kms;
    request.encryption.kms_key_id = "alias/letters";
    request.encryption.context = {{"who", "ada"}};
    request.encryption.bucket_key = true;
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.method, "POST");
    EXPECT_EQ(out.path, "/acme/a/b");
    EXPECT_EQ(out.query, "uploads=");
    EXPECT_EQ(out.headers.get("content-type"), "image/png");
    EXPECT_EQ(out.headers.get("x-amz-tagging"), "a%20b=c%26d&e=");
    EXPECT_EQ(out.headers.get("x-amz-storage-class"), "STANDARD_IA");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption"), "aws:kms");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-aws-kms-key-id"), "alias/letters");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-context"), "eyJ3aG8iOiJhZGEifQ==");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-bucket-key-enabled"), "true");
    EXPECT_EQ(out.headers.get("x-amz-checksum-algorithm"), "CRC32");
    EXPECT_EQ(out.headers.get("x-amz-checksum-type"), "FULL_OBJECT");
}

TEST(CreateMultipartUploadCodec, names_the_type_that_the_checksum_allows) {
    CreateMultipartUploadRequest request = named(CreateMultipartUploadRequest());
    request.checksum = Checksum::Sha256;
    EXPECT_EQ(encode(request, Addressing::Path).headers.get("x-amz-checksum-type"), "COMPOSITE");
    request.checksum = Checksum::None;
    EXPECT_EQ(encode(request, Addressing::Path).headers.find("x-amz-checksum-type"), nullptr);
}

TEST(CreateMultipartUploadCodec, reads_the_id) {
    const http::Response given = answer(
        "<InitiateMultipartUploadResult><UploadId>u</UploadId>"
        "</InitiateMultipartUploadResult>");
    EXPECT_EQ(decode_create_multipart_upload(given).upload_id, "u");
    EXPECT_THROW((void)decode_create_multipart_upload(answer("<InitiateMultipartUploadResult/>")), ResponseException);
    EXPECT_THROW((void)decode_create_multipart_upload(answer("")), ResponseException);
}

TEST(UploadPartCodec, names_the_part_and_sends_its_checksum) {
    UploadPartRequest request = of_upload(UploadPartRequest());
    request.part_number = 7;
    request.body = "123456789";
    request.checksum = Checksum::Crc64Nvme;
    const http::Request out = encode(request, Addressing::VirtualHost);
    EXPECT_EQ(out.method, "PUT");
    EXPECT_EQ(out.path, "/a/b");
    EXPECT_EQ(out.query, "partNumber=7&uploadId=u%2B1");
    EXPECT_EQ(out.headers.get("x-amz-checksum-crc64nvme"), "rosUhgp5mIg=");
    EXPECT_EQ(out.body, "123456789");
}

TEST(UploadPartCodec, refuses_numbers_that_no_part_has) {
    for (const int number : {-1, 0, 10'001}) {
        UploadPartRequest request = of_upload(UploadPartRequest());
        request.part_number = number;
        EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException) << number;
    }
    EXPECT_THROW((void)encode(named(UploadPartRequest()), Addressing::Path), ConfigurationException);
}

TEST(UploadPartCopyCodec, names_the_range_to_copy) {
    UploadPartCopyRequest request = of_upload(UploadPartCopyRequest());
    request.source.bucket = "other";
    request.source.key = "x y";
    request.source.version_id = "v";
    request.source.if_match = "tag";
    request.range = ByteRange(5, 9);
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.query, "partNumber=1&uploadId=u%2B1");
    EXPECT_EQ(out.headers.get("x-amz-copy-source"), "other/x%20y?versionId=v");
    EXPECT_EQ(out.headers.get("x-amz-copy-source-if-match"), "\"tag\"");
    EXPECT_EQ(out.headers.get("x-amz-copy-source-range"), "bytes=5-9");
    request.range = ByteRange(5, std::nullopt);
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
}

TEST(UploadPartCopyCodec, reads_tag_and_checksum) {
    const UploadedPart read = decode_upload_part_copy(
        answer("<CopyPartResult><ETag>&quot;e&quot;</ETag><ChecksumCRC32>y/Q5Jg==</ChecksumCRC32></CopyPartResult>"));
    EXPECT_EQ(read.etag, "e");
    EXPECT_EQ(read.checksum, "y/Q5Jg==");
    EXPECT_THROW((void)decode_upload_part_copy(answer("<CopyPartResult/>")), ResponseException);
}

TEST(CompleteMultipartUploadCodec, lists_the_parts_and_says_what_the_whole_is) {
    CompleteMultipartUploadRequest request = of_upload(CompleteMultipartUploadRequest());
    request.parts = {part(1, "1234", Checksum::Crc32), part(3, "56789", Checksum::Crc32)};
    request.condition.if_absent = true;
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.method, "POST");
    EXPECT_EQ(out.query, "uploadId=u%2B1");
    EXPECT_EQ(out.headers.get("x-amz-checksum-crc32"), "y/Q5Jg==");
    EXPECT_EQ(out.headers.get("x-amz-checksum-type"), "FULL_OBJECT");
    EXPECT_EQ(out.headers.get("x-amz-mp-object-size"), "9");
    EXPECT_EQ(out.headers.get("if-none-match"), "*");
    EXPECT_EQ(out.body,
              "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
              "<Part><PartNumber>1</PartNumber><ETag>\"e1\"</ETag>"
              "<ChecksumCRC32>m+Pgow==</ChecksumCRC32></Part>"
              "<Part><PartNumber>3</PartNumber><ETag>\"e3\"</ETag>"
              "<ChecksumCRC32>Ex2gcA==</ChecksumCRC32></Part></CompleteMultipartUpload>");
}

TEST(CompleteMultipartUploadCodec, says_nothing_of_the_whole_if_a_part_has_no_checksum) {
    CompleteMultipartUploadRequest request = of_upload(CompleteMultipartUploadRequest());
    request.parts = {part(1, "1234", Checksum::None)};
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.headers.find("x-amz-checksum-crc32"), nullptr);
    EXPECT_EQ(out.headers.find("x-amz-checksum-type"), nullptr);
    EXPECT_EQ(out.body.find("Checksum"), std::string::npos);
}

TEST(CompleteMultipartUploadCodec, refuses_lists_of_parts_that_make_no_object) {
    CompleteMultipartUploadRequest request = of_upload(CompleteMultipartUploadRequest());
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
    request.parts = {part(2, "a", Checksum::None), part(2, "b", Checksum::None)};
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
    request.parts = {part(10'001, "a", Checksum::None)};
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
}

TEST(CompleteMultipartUploadCodec, reads_the_tag_of_the_whole) {
    EXPECT_EQ(decode_complete_multipart_upload(answer("<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag>"
                                                      "</CompleteMultipartUploadResult>"))
                  .etag,
              "e-2");
    EXPECT_THROW((void)decode_complete_multipart_upload(answer("<CompleteMultipartUploadResult/>")), ResponseException);
}

TEST(AbortMultipartUploadCodec, names_the_upload) {
    const http::Request out = encode(of_upload(AbortMultipartUploadRequest()), Addressing::Path);
    EXPECT_EQ(out.method, "DELETE");
    EXPECT_EQ(out.query, "uploadId=u%2B1");
}

TEST(ListPartsCodec, goes_on_where_a_page_ended) {
    ListPartsRequest request = of_upload(ListPartsRequest());
    EXPECT_EQ(encode(request, Addressing::Path).query, "uploadId=u%2B1");
    request.after_part_number = 12;
    EXPECT_EQ(encode(request, Addressing::Path).query, "part-number-marker=12&uploadId=u%2B1");
    const ListPartsResponse page = decode_list_parts(
        answer("<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>13</NextPartNumberMarker>"
               "<Part><PartNumber>13</PartNumber><ETag>\"e\"</ETag><Size>5</Size>"
               "<ChecksumCRC32C>c</ChecksumCRC32C></Part></ListPartsResult>"));
    ASSERT_EQ(page.parts.size(), 1U);
    EXPECT_EQ(page.parts[0].part_number, 13);
    EXPECT_EQ(page.parts[0].etag, "e");
    EXPECT_EQ(page.parts[0].bytes, 5U);
    EXPECT_EQ(page.parts[0].checksum, "c");
    EXPECT_EQ(page.next_after, 13);
}

TEST(ListPartsCodec, refuses_what_is_no_list) {
    for (const char* body :
         {"", "<html/>", "<ListPartsResult><Part/></ListPartsResult>",
          "<ListPartsResult><IsTruncated>true</IsTruncated></ListPartsResult>",
          "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>e</ETag></Part></ListPartsResult>"}) {
        EXPECT_THROW((void)decode_list_parts(answer(body)), ResponseException) << body;
    }
}

TEST(CopyObjectCodec, keeps_or_replaces_what_the_source_is_besides_its_bytes) {
    CopyObjectRequest request = named(CopyObjectRequest());
    request.source.bucket = "other";
    request.source.key = "k";
    http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.method, "PUT");
    EXPECT_EQ(out.headers.get("x-amz-copy-source"), "other/k");
    EXPECT_EQ(out.headers.find("x-amz-metadata-directive"), nullptr);
    request.properties.emplace();
    request.properties->metadata = {{"owner", "ada"}};
    request.condition.if_match = "old";
    out = encode(request, Addressing::Path);
    EXPECT_EQ(out.headers.get("x-amz-metadata-directive"), "REPLACE");
    EXPECT_EQ(out.headers.get("x-amz-tagging-directive"), "REPLACE");
    EXPECT_EQ(out.headers.get("x-amz-meta-owner"), "ada");
    EXPECT_EQ(out.headers.get("if-match"), "\"old\"");
    EXPECT_EQ(decode_copy_object(answer("<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>")).etag, "e");
    EXPECT_THROW((void)decode_copy_object(answer("<CopyObjectResult/>")), ResponseException);
}

TEST(CustomerKey, goes_with_its_md5) {
    UploadPartRequest request = of_upload(UploadPartRequest());
    request.customer_key = runtime::Secret(std::string(32, 'k'));
    const http::Request out = encode(request, Addressing::Path);
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-customer-algorithm"), "AES256");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-customer-key"),
              "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=");
    EXPECT_EQ(out.headers.get("x-amz-server-side-encryption-customer-key-MD5"), "mT2HRsMGJ5IX5C+0rreZ8Q==");
    request.customer_key = runtime::Secret(std::string(31, 'k'));
    EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException);
}

TEST(ObjectKeys, are_refused_if_s3_cannot_keep_them) {
    using namespace std::string_literals;
    GetObjectRequest request;
    request.bucket = "acme";
    for (const std::string& key : {""s, "../a"s, "a/../../b"s, ".."s, "a\0b"s, std::string(1025, 'k')}) {
        request.key = key;
        EXPECT_THROW((void)encode(request, Addressing::Path), ConfigurationException) << key.substr(0, 20);
    }
    for (const std::string& key : {"a/../b"s, "a..b/..c"s, "a//b/../.."s, std::string(1024, 'k')}) {
        request.key = key;
        EXPECT_NO_THROW((void)encode(request, Addressing::Path)) << key.substr(0, 20);
    }
}

}  // namespace
}  // namespace dynoxx::s3
