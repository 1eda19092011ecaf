// error: this model has no sort key
#include <dynoxx/key.hpp>

struct User {
    std::string id{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Result<dynoxx::Item> check() {
#ifdef BAD
    return dynoxx::make_key<User>("a", "b");
#else
    return dynoxx::make_key<User>("a");
#endif
}
