// 3. Scans, pages that go on later, batches, transactions, versions and a time to live.
#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Session {
    std::string owner{};
    std::int64_t number = 0;
    std::string device{};
    std::int64_t hits = 0;
    std::optional<dynoxx::TimeToLive> expires{};
    std::int64_t version = 0;

    static constexpr auto dynoxx_model =
        dynoxx::model("sessions", dynoxx::partition_key<&Session::owner>, dynoxx::sort_key<&Session::number>,
                      dynoxx::index<"by-device", &Session::device, &Session::hits>,
                      dynoxx::version_attribute<&Session::version>, dynoxx::ttl_attribute<&Session::expires>);
};
namespace session_field {
inline constexpr auto hits = dynoxx::field<&Session::hits>;
inline constexpr auto expires = dynoxx::field<&Session::expires>;
}  // namespace session_field

std::string show_page(const dynoxx::Table<Session>& sessions, const std::string& token) {
    auto query = sessions.query("ada").limit(20);
    if (!token.empty()) {
        query.resume(dynoxx::ResumeToken::parse(token).value());
    }
    auto pages = query.pages();
    std::string next;
    while (auto page = pages.next().run()) {
        for (const Session& session : page->items) {
            std::cout << session.number << '\n';
        }
        next = page->next ? page->next->text() : std::string();
    }
    return next;  // empty at the end
}

void fill(const dynoxx::Table<Session>& sessions) {
    auto batch = sessions.batch_write().unchecked();
    for (std::int64_t number = 1; number <= 50; ++number) {
        Session session;
        session.owner = "ada";
        session.number = number;
        session.device = number % 2 == 0 ? "phone" : "laptop";
        session.hits = number;
        session.expires = dynoxx::TimeToLive::in(std::chrono::hours(24));
        batch.put(session);
    }
    std::cout << batch.run().written << " sessions written\n";
}

void list(const dynoxx::DynamoDBClient& client) {
    auto sessions = client.table<Session>();

    std::vector<Session> some = sessions.query("ada").filter(session_field::hits > 3).descending().limit(20).run();
    std::int64_t phones = sessions.query_index<"by-device">("phone").count().run();
    std::int64_t hits = 0;
    for (const Session& session : sessions.scan().all()) {  // page by page, while it is iterated
        hits += session.hits;
    }
    std::vector<Session> everything = sessions.scan().segments(8).run();  // eight segments at the same time

    auto now = dynoxx::TimeToLive::at(std::chrono::system_clock::now());
    auto alive = sessions.query("ada").filter(!session_field::expires.exists() || session_field::expires > now).run();

    std::cout << some.size() << " of " << everything.size() << " sessions, " << phones << " on phones, " << alive.size()
              << " alive, " << hits << " hits\n";
}

void write_together(const dynoxx::DynamoDBClient& client) {
    auto sessions = client.table<Session>();

    Session session;
    session.owner = "bob";
    session.number = 1;
    session.device = "phone";
    auto [stored, updated] =
        client.transact_write(sessions.put(session), sessions.update("ada", 2).set(session_field::hits += 1)).run();

    auto [first, second] = client.transact_get(sessions.get("ada", 2), sessions.get("bob", 1)).run();
    std::cout << "version " << stored.version << ", " << first->hits << " hits\n";

    const auto stale = sessions.put(session).try_run();  // it says version 0, the stored one has 1
    std::cout << stale.error().message() << '\n';

    dynoxx::BatchGetResult<Session> found =
        sessions.batch_get(std::vector<std::pair<std::string, std::int64_t>>{{"ada", 1}, {"ada", 2}}).run();
    dynoxx::BatchResult done = sessions.batch_write().remove("ada", 1).remove("ada", 2).run();
    if (!done.unwritten.empty()) {
        std::cerr << done.unwritten.size() << " writes were not done\n";
    }
    std::cout << found.items.size() << " read, " << done.written << " removed\n";
}

int main() try {
    dynoxx::local::LocalAws aws;  // DynamoDB, S3, KMS and STS in this process
    const dynoxx::DynamoDBClient client(aws.options());
    const auto sessions = client.table<Session>();
    sessions.create_table().run();

    fill(sessions);
    std::string token;
    do {
        token = show_page(sessions, token);
    } while (!token.empty());
    list(client);
    write_together(client);
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
