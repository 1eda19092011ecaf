// error: a struct declared inside a function cannot be stored; move it to namespace scope
// error(Clang): this type has no model
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check() {
#ifdef BAD
    struct Local {
        std::string id{};
    };
    return dynoxx::to_item(Local());
#else
    return dynoxx::to_item(User());
#endif
}
