// Items as DynamoDB answers them, read into a struct with members of every kind, S3 and sealed ones among them.
#include "dynamodb/codec.hpp"
#include "fuzz/fuzz.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/item.hpp>

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dynoxx::fuzz {

namespace {

enum class Colour { Red, Green };

struct Inner {
    std::string name{};
    std::optional<std::int16_t> count{};
};

struct Thing {
    std::string id{};
    std::int64_t whole = 0;
    std::uint8_t small = 0;
    double real = 0;
    float single = 0;
    bool flag = false;
    Number exact{};
    Colour colour = Colour::Red;
    Bytes bytes{};
    std::array<std::byte, 4> four{};
    std::chrono::system_clock::time_point time{};
    std::vector<Inner> inners{};
    std::set<std::string> words{};
    std::set<std::int32_t> numbers{};
    std::map<std::string, AttributeValue> rest{};
    S3Value object{};
    Encrypted<std::string> sealed{};

    static constexpr auto dynoxx_model = dynoxx::model("things", dynoxx::partition_key<&Thing::id>,
                                                       dynoxx::s3_attribute<&Thing::object>("bucket", "prefix/"),
                                                       dynoxx::encrypted_attribute<&Thing::sealed>("alias/key"));
};

}  // namespace

void run(std::string_view input) {
    try {
        GetItemResponse answer = dynamodb::decode_get_item(std::string(input));
        if (!answer.item) {
            return;
        }
        Result<Thing> thing = deserialize<Thing>(std::move(*answer.item));
        if (!thing) {
            require(thing.error().kind() == ErrorKind::Model, "an item that does not fit is an error of the model");
            return;
        }
        const Item written = serialize(*thing).value().item;
        const Thing again = deserialize<Thing>(Item(written)).value();
        require(serialize(again).value().item == written, "what was written is read and written as the same");
    } catch (const ResponseException&) {
        return;  // no answer of DynamoDB
    } catch (const ModelException&) {
        return;  // what was loaded cannot be written: a number that is not finite, for example
    }
}

}  // namespace dynoxx::fuzz
