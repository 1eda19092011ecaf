// error: each member of a path must be a member of the type before it
#include <dynoxx/field.hpp>

struct Address {
    int zip = 0;
};
struct Other {
    int zip = 0;
};
struct User {
    std::string id{};
    Address address{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Condition check() {
#ifdef BAD
    return dynoxx::field<&User::address, &Other::zip> == 1;
#else
    return dynoxx::field<&User::address, &Address::zip> == 1;
#endif
}
