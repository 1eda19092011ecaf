// error: an option of the model is given twice for one member or index
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string name{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
#ifdef BAD
                                                       dynoxx::rename<&User::name>("m"),
#endif
                                                       dynoxx::rename<&User::name>("n"));
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
