#include <dynoxx/converters/external.hpp>

#include <gtest/gtest.h>

namespace dynoxx {
namespace {

AttributeMap full_map() {
    return {{"bucket", "b"},
            {"key", "k/f.txt"},
            {"size", Number("12")},
            {"etag", "abc"},
            {"content_type", "text/plain"},
            {"version_id", "v1"},
            {"metadata", AttributeMap{{"author", "ada"}}}};
}

S3Location full_location() {
    S3Location location;
    location.bucket = "b";
    location.key = "k/f.txt";
    location.size = 12;
    location.etag = "abc";
    location.content_type = "text/plain";
    location.version_id = "v1";
    location.metadata = {{"author", "ada"}};
    return location;
}

std::string read_error(AttributeValue value) {
    ReadContext root;
    ReadContext in(root, "photo");
    S3Value read;
    Converter<S3Value>::read(value, read, in);
    return in.failed() ? in.error().message() : "";
}

TEST(S3Value, is_stored_as_a_map_of_what_is_known) {
    EXPECT_EQ(to_attribute_value(full_location()), AttributeValue(full_map()));
    S3Location least;
    least.bucket = "b";
    least.key = "k";
    EXPECT_EQ(to_attribute_value(least),
              AttributeValue(AttributeMap{{"bucket", "b"}, {"key", "k"}, {"size", Number("0")}, {"etag", ""}}));
}

TEST(S3Value, is_read_from_that_map) {
    ReadContext in;
    S3Value value;
    AttributeValue stored(full_map());
    Converter<S3Value>::read(stored, value, in);
    ASSERT_FALSE(in.failed());
    EXPECT_EQ(*value.location(), full_location());
    EXPECT_EQ(value.size(), 12U);
}

TEST(S3Value, reads_null_as_nothing_and_refuses_other_types) {
    EXPECT_EQ(read_error(nullptr), "");
    EXPECT_EQ(read_error("x"), "Cannot read attribute 'photo': expected M, found S.");
    EXPECT_EQ(read_error(AttributeMap{{"bucket", "b"}}),
              "Cannot read attribute 'photo': the map of an S3 value has no 'key'.");
    AttributeMap wrong = full_map();
    wrong.set("size", "12");
    EXPECT_EQ(read_error(wrong), "Cannot read attribute 'photo.size': expected N, found S.");
}

TEST(S3Value, writes_a_file_as_a_pending_upload) {
    WriteContext root;
    WriteContext out(root, "photo");
    const S3Value value = S3File::from_path("pictures/ada.png").content_type("image/png").metadata("a", "b");
    EXPECT_EQ(Converter<S3Value>::write(value, out), AttributeValue(upload_marker));
    ASSERT_EQ(root.uploads().size(), 1U);
    EXPECT_EQ(root.uploads()[0].attribute, "photo");
    EXPECT_EQ(root.uploads()[0].file.name(), "ada.png");
    EXPECT_EQ(root.uploads()[0].file.path(), "pictures/ada.png");
}

TEST(S3File, is_equal_if_all_that_is_stored_is) {
    const S3File file = S3File::from_bytes("f", "text").tag("a", "b").storage_class("STANDARD_IA");
    EXPECT_EQ(file, S3File::from_bytes("f", "text").storage_class("STANDARD_IA").tag("a", "b"));
    EXPECT_NE(file, S3File::from_bytes("f", "text").tag("a", "b"));
    EXPECT_NE(file, S3File(file).tag("a", "c"));
    EXPECT_NE(file, S3File(file).encryption(S3Encryption::kms_key("alias/a")));
    EXPECT_EQ(file, S3File(file).on_progress([](const S3Progress&) {})) << "nobody stores who listens";
    const S3Source source = [](std::span<std::byte>) -> std::size_t { return 0; };
    EXPECT_NE(S3File::from_source("f", source), S3File::from_source("f", source));
}

TEST(S3Encryption, takes_a_customer_key_of_32_bytes_only) {
    EXPECT_THROW(static_cast<void>(S3Encryption::customer_key("short")), ConfigurationException);
    const std::string key(32, 'k');
    const S3Encryption encryption = S3Encryption::customer_key(key);
    EXPECT_EQ(encryption.kind(), S3EncryptionKind::CustomerKey);
    EXPECT_EQ(encryption.reveal_customer_key(), key);
    EXPECT_NE(encryption, S3Encryption::customer_key(std::string(32, 'l')));
    EXPECT_EQ(S3Encryption::s3_key().reveal_customer_key(), "");
}

TEST(S3Value, needs_a_file_name) {
    WriteContext out;
    (void)Converter<S3Value>::write(S3File::from_bytes("", "text"), out);
    EXPECT_TRUE(out.failed());
}

TEST(S3Value, says_why_it_has_no_location) {
    EXPECT_THROW((void)S3Value().key(), ModelException);
    EXPECT_THROW((void)S3Value(S3File::from_bytes("f", "text")).bucket(), ModelException);
}

}  // namespace
}  // namespace dynoxx
