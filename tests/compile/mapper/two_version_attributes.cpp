// error: a model has two version attributes
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::int64_t version = 0;
    std::int64_t revision = 0;
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::version_attribute<&User::version>,
                      dynoxx::version_attribute<&User::revision>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::version_attribute<&User::version>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
