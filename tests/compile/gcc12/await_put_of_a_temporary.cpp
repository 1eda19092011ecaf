// error: g++ 12 destroys temporaries beside co_await twice: put a named object
#include <dynoxx/dynoxx.hpp>

struct User {
    std::string id{};

    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

boost::asio::awaitable<void> check(dynoxx::Table<User> users) {
    users.put(User{.id = "u#1"}).run();
    const User user{.id = "u#2"};
    co_await users.put(user).async();
#ifdef BAD
    co_await users.put(User{.id = "u#3"}).async();  // lint: checked
#endif
}
