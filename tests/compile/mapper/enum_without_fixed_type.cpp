// error: an enumeration must be an `enum class` or have a fixed underlying type
#include <dynoxx/item.hpp>

#ifdef BAD
enum Status { Active };
#else
enum Status : int { Active };
#endif

struct User {
    std::string id{};
    Status status{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
