// error: a member has a type without a converter
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    int* next = nullptr;
#else
    int next = 0;
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
