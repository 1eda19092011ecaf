// A program of somebody who uses dynoxx: every kind of attribute, blocking and awaited, against the local AWS.
#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <iostream>
#include <optional>
#include <string>

namespace {

struct Note {
    std::string author{};
    std::string title{};
    std::int64_t reads = 0;
    dynoxx::S3Value text{};
    dynoxx::Encrypted<std::string> secret{};

    static constexpr auto dynoxx_model = dynoxx::model(
        "notes", dynoxx::partition_key<&Note::author>, dynoxx::sort_key<&Note::title>,
        dynoxx::s3_attribute<&Note::text>("notes", "text/"), dynoxx::encrypted_attribute<&Note::secret>("alias/notes"));
};

constexpr auto reads = dynoxx::field<&Note::reads>;

boost::asio::awaitable<std::string> find_secret(dynoxx::Table<Note> notes) {
    const std::optional<Note> found = co_await notes.get("ada", "engines").consistent().async();
    co_return found ? *found->secret : "nothing";
}

}  // namespace

int main() try {
    dynoxx::local::LocalAws aws;
    aws.create_bucket("notes");
    aws.create_key("alias/notes");

    boost::asio::io_context context;
    const dynoxx::DynamoDBClient client(aws.options(), dynoxx::Runtime(context));
    const auto notes = client.table<Note>();
    notes.create_table().wait().run();

    Note note{.author = "ada", .title = "engines", .secret = "difference"};
    note.text = dynoxx::S3File::from_bytes("engines.txt", "a long text");
    notes.put(note).run();
    const Note updated = notes.update("ada", "engines").set(reads += 1).run();

    auto secret = boost::asio::co_spawn(context, find_secret(notes), boost::asio::use_future);
    context.run();
    const std::string opened = secret.get();
    std::cout << "reads " << updated.reads << ", secret " << opened << ", objects "
              << notes.remove("ada", "engines").run().objects_removed.size() << '\n';
    return updated.reads == 1 && opened == "difference" ? 0 : 1;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
