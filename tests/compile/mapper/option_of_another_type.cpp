// error: an option of the model names a member of another type or of a base class
#include <dynoxx/item.hpp>

struct Other {
    std::string name{};
};

struct User {
    std::string id{};
    std::string name{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::rename<&Other::name>("n"));
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::rename<&User::name>("n"));
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
