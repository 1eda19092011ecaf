#include <dynoxx/model.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace dynoxx {

enum class Color { Red, Green = 5, Blue = -3 };
enum class Level : std::uint8_t { Low = 1, High = 2 };
enum class Phase { Draft, Final };

template <>
inline constexpr bool enum_as_number<Level> = true;
template <>
inline constexpr std::array enum_texts<Phase>{EnumText(Phase::Draft, "draft"), EnumText(Phase::Final, "final")};

namespace {

template <class T>
AttributeValue write(const T& value) {
    WriteContext root;
    WriteContext out(root, "a");
    AttributeValue written = Converter<T>::write(value, out);
    EXPECT_FALSE(out.failed()) << out.error().message();
    return written;
}

template <class T>
std::string write_error(const T& value) {
    WriteContext root;
    WriteContext out(root, "a");
    (void)Converter<T>::write(value, out);
    return out.failed() ? out.error().message() : "";
}

template <class T>
T read(AttributeValue value) {
    ReadContext root;
    ReadContext in(root, "a");
    T object{};
    Converter<T>::read(value, object, in);
    EXPECT_FALSE(in.failed()) << in.error().message();
    return object;
}

template <class T>
std::string read_error(AttributeValue value) {
    ReadContext root;
    ReadContext in(root, "a");
    T object{};
    Converter<T>::read(value, object, in);
    return in.failed() ? in.error().message() : "";
}

AttributeValue number(const char* text) {
    return Number(text);
}

static_assert(Storable<std::string> && Storable<long> && Storable<unsigned char> && Storable<float> && Storable<bool>);
static_assert(Storable<Bytes> && Storable<std::vector<std::uint8_t>> && Storable<std::array<std::byte, 4>>);
static_assert(Storable<Number> && Storable<AttributeValue> && Storable<AttributeMap> && Storable<Color>);
static_assert(Storable<std::chrono::system_clock::time_point> && Storable<std::chrono::sys_seconds>);
static_assert(!Storable<char> && !Storable<int*> && !Storable<std::array<int, 3>> && !Storable<std::byte>);

TEST(Converter, writes_and_reads_the_limits_of_integers) {
    EXPECT_EQ(write(std::numeric_limits<std::int64_t>::min()), number("-9223372036854775808"));
    EXPECT_EQ(read<std::int64_t>(number("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(read<std::uint64_t>(number("18446744073709551615")), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(read<std::int8_t>(number("-128")), -128);
    EXPECT_EQ(read<std::uint16_t>(number("65535")), 65535);
}

TEST(Converter, reads_whole_numbers_in_other_forms) {
    EXPECT_EQ(read<int>(number("5.0")), 5);
    EXPECT_EQ(read<int>(number("5E2")), 500);
    EXPECT_EQ(read<int>(number("-1.20e+1")), -12);
    EXPECT_EQ(read<int>(number("+7")), 7);
    EXPECT_EQ(read<unsigned>(number("-0")), 0U);
    EXPECT_EQ(read<int>(number("0E999")), 0);
}

TEST(Converter, refuses_numbers_that_do_not_fit) {
    EXPECT_EQ(read_error<std::uint8_t>(number("300")),
              "Cannot read attribute 'a': the number 300 does not fit an unsigned 8-bit integer.");
    EXPECT_EQ(read_error<std::int16_t>(number("32768")),
              "Cannot read attribute 'a': the number 32768 does not fit a signed 16-bit integer.");
    EXPECT_EQ(read_error<std::uint32_t>(number("-1")),
              "Cannot read attribute 'a': the number -1 does not fit an unsigned 32-bit integer.");
    EXPECT_EQ(read_error<std::int64_t>(number("9223372036854775808")),
              "Cannot read attribute 'a': the number 9223372036854775808 does not fit a signed 64-bit integer.");
    EXPECT_EQ(read_error<std::uint64_t>(number("1E30")),
              "Cannot read attribute 'a': the number 1E30 does not fit an unsigned 64-bit integer.");
    EXPECT_EQ(read_error<int>(number("1.5")), "Cannot read attribute 'a': the number 1.5 is not a whole number.");
    for (const char* text : {"", "-", "x", "1x", "1e", "--1", "1.2.3", "0x10", "."}) {
        EXPECT_EQ(read_error<int>(number(text)),
                  "Cannot read attribute 'a': the number " + std::string(text) + " is not a number.");
    }
}

TEST(Converter, writes_the_shortest_text_of_floating_point) {
    EXPECT_EQ(write(0.1), number("0.1"));
    EXPECT_EQ(write(0.1F), number("0.1"));
    EXPECT_EQ(write(5.0), number("5"));
    EXPECT_EQ(write(-0.0), number("0"));
    EXPECT_EQ(write(1e100), number("1e+100"));
    EXPECT_EQ(read<double>(write(1.0 / 3)), 1.0 / 3);
    EXPECT_EQ(read<float>(write(1.0F / 3)), 1.0F / 3);
}

TEST(Converter, refuses_floating_point_that_dynamodb_does_not_have) {
    EXPECT_EQ(write_error(std::nan("")), "Cannot write attribute 'a': a number that is not finite cannot be stored.");
    EXPECT_NE(write_error(std::numeric_limits<float>::infinity()), "");
    EXPECT_NE(write_error(1e126), "");
    EXPECT_NE(write_error(1e-131), "");
    EXPECT_EQ(write_error(9.9e125), "");
    EXPECT_EQ(read_error<float>(number("1e39")), "Cannot read attribute 'a': the number 1e39 does not fit a float.");
    EXPECT_EQ(read_error<double>(number("nan")), "Cannot read attribute 'a': the number nan is not a number.");
    EXPECT_EQ(read_error<double>(number("inf")), "Cannot read attribute 'a': the number inf is not a number.");
}

TEST(Converter, says_which_type_it_expected) {
    EXPECT_EQ(read_error<int>("5"), "Cannot read attribute 'a': expected N, found S.");
    EXPECT_EQ(read_error<std::string>(nullptr), "Cannot read attribute 'a': expected S, found NULL.");
    EXPECT_EQ(read_error<bool>(1), "Cannot read attribute 'a': expected BOOL, found N.");
    EXPECT_EQ(read_error<std::vector<int>>(AttributeValue(AttributeValue::NumberSet())),
              "Cannot read attribute 'a': expected L, found NS.");
}

TEST(Converter, keeps_bytes) {
    const Bytes bytes{std::byte{1}, std::byte{255}};
    EXPECT_EQ(write(bytes), AttributeValue(bytes));
    EXPECT_EQ(write(std::vector<std::uint8_t>{1, 255}), AttributeValue(bytes));
    EXPECT_EQ(read<std::vector<std::uint8_t>>(bytes), (std::vector<std::uint8_t>{1, 255}));
    EXPECT_EQ((read<std::array<std::byte, 2>>(bytes)), (std::array<std::byte, 2>{std::byte{1}, std::byte{255}}));
    EXPECT_EQ((read_error<std::array<std::uint8_t, 3>>(bytes)),
              "Cannot read attribute 'a': expected 3 bytes, found 2.");
}

TEST(Converter, stores_sets_as_sets) {
    EXPECT_EQ(write(std::set<std::string>{"b", "a"}), AttributeValue(AttributeValue::StringSet{{"a", "b"}}));
    EXPECT_EQ(write(std::set<int>{2, 1}), AttributeValue(AttributeValue::NumberSet{{Number("1"), Number("2")}}));
    EXPECT_EQ(write(std::set<Bytes>{Bytes{std::byte{1}}}),
              AttributeValue(AttributeValue::BinarySet{{Bytes{std::byte{1}}}}));
    EXPECT_EQ(write(std::set<Color>{Color::Green}), AttributeValue(AttributeValue::StringSet{{"Green"}}));
    EXPECT_EQ(write(std::set<int>{}), AttributeValue());
    static_assert(Converter<std::set<int>>::omits_null);
    static_assert(Converter<std::unordered_set<std::string>>::type == AttributeValue::Type::SS);
}

TEST(Converter, reads_sets_from_sets_lists_and_null) {
    EXPECT_EQ(read<std::set<std::string>>(AttributeValue::StringSet{{"b", "a"}}), (std::set<std::string>{"a", "b"}));
    EXPECT_EQ(read<std::set<std::string>>(AttributeValue::List{"b", "a"}), (std::set<std::string>{"a", "b"}));
    EXPECT_EQ(read<std::set<double>>(AttributeValue::List{"1", "2.5"}), (std::set<double>{1, 2.5}));
    EXPECT_EQ(read<std::set<int>>(AttributeValue::NumberSet{{Number("3")}}), (std::set<int>{3}));
    EXPECT_EQ(read<std::set<int>>(nullptr), std::set<int>());
    EXPECT_EQ(read_error<std::set<int>>(AttributeValue::StringSet{{"3"}}),
              "Cannot read attribute 'a': expected NS, found SS.");
    EXPECT_EQ(read_error<std::set<int>>(AttributeValue::List{1, true}),
              "Cannot read attribute 'a[1]': expected N, found BOOL.");
}

TEST(Converter, goes_into_lists_and_maps_and_names_the_path_of_an_error) {
    using Nested = std::map<std::string, std::vector<int>>;
    const Nested nested{{"x", {1, 2}}, {"y", {}}};
    EXPECT_EQ(read<Nested>(write(nested)), nested);
    AttributeValue broken = write(nested);
    (*broken.get_if<AttributeMap>())["x"] = AttributeValue::List{1, "2"};
    EXPECT_EQ(read_error<Nested>(broken), "Cannot read attribute 'a.x[1]': expected N, found S.");
    EXPECT_EQ(write_error(std::map<std::string, std::vector<double>>{{"k", {1, std::nan("")}}}),
              "Cannot write attribute 'a.k[1]': a number that is not finite cannot be stored.");
}

TEST(Converter, reads_null_as_an_empty_optional) {
    EXPECT_EQ(read<std::optional<int>>(nullptr), std::nullopt);
    EXPECT_EQ(read<std::optional<int>>(4), 4);
    EXPECT_EQ(write(std::optional<int>()), AttributeValue());
    EXPECT_EQ(write(std::vector<std::optional<int>>{1, std::nullopt}),
              AttributeValue(AttributeValue::List{1, nullptr}));
}

TEST(Converter, stores_enumerations_by_name) {
    EXPECT_EQ(write(Color::Green), AttributeValue("Green"));
    EXPECT_EQ(read<Color>("Blue"), Color::Blue);
    EXPECT_EQ(read_error<Color>("Pink"), "Cannot read attribute 'a': 'Pink' is not an enumerator of Color.");
    EXPECT_EQ(write_error(static_cast<Color>(4)),
              "Cannot write attribute 'a': 4 has no name in Color; specialise dynoxx::enum_texts for it.");
}

TEST(Converter, stores_enumerations_by_number_or_by_text_if_told_to) {
    EXPECT_EQ(write(Level::High), AttributeValue(2));
    EXPECT_EQ(read<Level>(number("1")), Level::Low);
    EXPECT_NE(read_error<Level>(number("256")), "");
    EXPECT_EQ(write(Phase::Final), AttributeValue("final"));
    EXPECT_EQ(read<Phase>("draft"), Phase::Draft);
    EXPECT_NE(read_error<Phase>("Draft"), "");
}

}  // namespace
}  // namespace dynoxx
