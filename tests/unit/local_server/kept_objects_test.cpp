#include "local/s3/service.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::local::s3 {
namespace {

using testing::HasSubstr;

http::Response call(Service& service, std::string_view method, std::string_view bucket, std::string_view key,
                    std::string body = {}, http::Headers headers = {}, std::string_view query = {}) {
    Request request;
    request.method = method;
    request.bucket = bucket;
    request.key = key;
    request.body = std::move(body);
    request.headers = std::move(headers);
    request.query = support::Parameters::parse(query, support::Plus::IsPlus);
    return service.handle(request);
}

std::string element(const std::string& xml, const std::string& name) {
    const std::size_t start = xml.find("<" + name + ">") + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">") - start);
}

class KeptObjectsTest : public testing::Test {
 protected:
    KeptObjectsTest() {
        service.record_with(&kept.recorder);
        service.create_bucket("photos");
    }

    Service loaded() {
        Service other("us-east-1", "123456789012", clock, ids);
        kept.load([&](const records::Record& record) { other.load(record, kept.reader()); });
        return other;
    }

    http::Response put(std::string_view key, std::string body, http::Headers headers = {}) {
        return call(service, "PUT", "photos", key, std::move(body), std::move(headers));
    }

    std::size_t files() {
        kept.commit();
        return kept.file_count();
    }

    test::ManualClock clock{};
    support::IdSource ids{7};
    test::MemoryRecords kept{};
    Service service{"us-east-1", "123456789012", clock, ids};
};

TEST_F(KeptObjectsTest, come_back_with_bytes_metadata_and_checksums) {
    http::Headers headers;
    headers.add("Content-Type", "image/png");
    headers.add("x-amz-meta-who", "\xe4");
    put("k", std::string("a\0b", 3), headers);
    clock.advance(std::chrono::hours(1));
    Service other = loaded();
    http::Headers mode;
    mode.add("x-amz-checksum-mode", "ENABLED");
    const http::Response before = call(service, "GET", "photos", "k", {}, mode);
    const http::Response after = call(other, "GET", "photos", "k", {}, mode);
    EXPECT_EQ(after.body, std::string("a\0b", 3));
    for (const char* name : {"content-type", "x-amz-meta-who", "ETag", "Last-Modified", "x-amz-checksum-crc64nvme",
                             "x-amz-checksum-type"}) {
        EXPECT_FALSE(before.headers.get(name).empty()) << name;
        EXPECT_EQ(after.headers.get(name), before.headers.get(name)) << name;
    }
    EXPECT_EQ(call(other, "GET", "", "").body, call(service, "GET", "", "").body);
}

TEST_F(KeptObjectsTest, share_the_file_with_their_copies_and_let_it_go_with_the_last) {
    put("a", "hello");
    http::Headers source;
    source.add("x-amz-copy-source", "photos/a");
    call(service, "PUT", "photos", "b", {}, source);
    EXPECT_EQ(files(), 1U);
    call(service, "DELETE", "photos", "a");
    EXPECT_EQ(files(), 1U);
    Service other = loaded();
    EXPECT_EQ(call(other, "GET", "photos", "b").body, "hello");
    call(service, "DELETE", "photos", "b");
    kept.commit();
    EXPECT_EQ(files(), 0U);
}

TEST_F(KeptObjectsTest, let_go_the_file_of_the_bytes_that_they_replace) {
    put("a", "one");
    put("a", "two");
    kept.commit();
    EXPECT_EQ(files(), 1U);
    Service other = loaded();
    EXPECT_EQ(call(other, "GET", "photos", "a").body, "two");
}

TEST_F(KeptObjectsTest, include_uploads_that_are_under_way) {
    const std::string id = element(call(service, "POST", "photos", "big", {}, {}, "uploads").body, "UploadId");
    const http::Response sent = call(service, "PUT", "photos", "big", "the part", {}, "partNumber=1&uploadId=" + id);
    Service other = loaded();
    const std::string document = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" +
                                 std::string(sent.headers.get("ETag")) + "</ETag></Part></CompleteMultipartUpload>";
    EXPECT_EQ(call(other, "GET", "photos", "big", {}, {}, "uploadId=" + id).body,
              call(service, "GET", "photos", "big", {}, {}, "uploadId=" + id).body);
    EXPECT_THAT(call(other, "POST", "photos", "big", document, {}, "uploadId=" + id).body, HasSubstr("<ETag>"));
    EXPECT_EQ(call(other, "GET", "photos", "big").body, "the part");
    call(service, "DELETE", "photos", "big", {}, {}, "uploadId=" + id);
    kept.commit();
    EXPECT_EQ(files(), 0U);
    EXPECT_EQ(kept.count(), 1U);
}

TEST_F(KeptObjectsTest, are_gone_with_their_bucket_or_a_reset) {
    call(service, "POST", "photos", "big", {}, {}, "uploads");
    call(service, "DELETE", "photos", "");
    kept.commit();
    EXPECT_EQ(kept.count(), 0U);
    service.create_bucket("other");
    call(service, "PUT", "other", "k", "x");
    service.reset();
    kept.commit();
    EXPECT_EQ(kept.count(), 0U);
}

TEST_F(KeptObjectsTest, keep_their_files_as_long_as_a_snapshot_needs_them) {
    put("a", "one");
    const Buckets before = service.snapshot();
    put("a", "two");
    call(service, "DELETE", "photos", "a");
    put("b", "three");
    service.restore(before);
    kept.commit();
    EXPECT_EQ(call(service, "GET", "photos", "a").body, "one");
    EXPECT_EQ(call(service, "GET", "photos", "b").status, 404);
    EXPECT_EQ(files(), 1U);
    Service other = loaded();
    EXPECT_EQ(call(other, "GET", "photos", "a").body, "one");
    EXPECT_EQ(call(other, "GET", "photos", "b").status, 404);
}

TEST_F(KeptObjectsTest, whose_bytes_are_others_are_called_damaged) {
    put("a", "hello");
    kept.load([&](const records::Record& record) {
        if (record.kind != records::Kind::Object) {
            return;
        }
        const auto reader_of = [](std::string bytes) -> records::FileReader {
            return [bytes](std::uint64_t) {
                records::StoredBytes stored;
                stored.bytes = std::make_shared<const std::string>(bytes);
                return stored;
            };
        };
        Service other = loaded();
        EXPECT_THROW(other.load(record, reader_of("hell")), records::Damaged);
        EXPECT_THROW(other.load(record, reader_of("hallo")), records::Damaged);
        EXPECT_NO_THROW(other.load(record, reader_of("hello")));
        Service empty("us-east-1", "123456789012", clock, ids);
        EXPECT_THROW(empty.load(record, reader_of("hello")), records::Damaged);
    });
}

}  // namespace
}  // namespace dynoxx::local::s3
