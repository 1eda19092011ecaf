// error: the version attribute of a model must not be one of its keys
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::int64_t place = 0;
    std::int64_t version = 0;
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::place>,
                      dynoxx::version_attribute<&User::place>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::place>,
                      dynoxx::version_attribute<&User::version>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
