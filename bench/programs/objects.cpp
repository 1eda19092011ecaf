// What it takes to move one large object: bench_objects [--mebibytes N]. The store is the local AWS in a process of its
// own. Memory is the peak of this process while it moves the object, above what it had after it moved a small one.
#include "model.hpp"
#include "support.hpp"

#include <dynoxx/local.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace {

namespace fs = std::filesystem;

/// The local AWS in a child process, which ends with this object.
class Store {
 public:
    Store() {
        int ends[2];
        if (::pipe(ends) != 0 || (process_ = ::fork()) < 0) {
            throw std::runtime_error("no process for the store");
        }
        if (process_ == 0) {
            serve(ends[1]);
        }
        ::close(ends[1]);
        char buffer[64] = {};
        if (::read(ends[0], buffer, sizeof buffer - 1) <= 0) {
            throw std::runtime_error("the store did not start");
        }
        ::close(ends[0]);
        endpoint_ = buffer;
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }

    [[nodiscard]] dynoxx::AwsOptions options() const {
        const dynoxx::local::LocalOptions local;
        return dynoxx::AwsOptions()
            .endpoint(endpoint_)
            .region(local.region)
            .credentials(local.access_key_id, local.secret_access_key)
            .read_timeout(std::chrono::minutes(5));
    }

 private:
    [[noreturn]] static void serve(int out) {
        dynoxx::local::LocalAws aws;
        aws.create_bucket("scans");
        aws.create_key("alias/bench");
        const std::string endpoint = aws.endpoint();
        if (::write(out, endpoint.data(), endpoint.size()) > 0) {
            ::pause();
        }
        ::_exit(1);
    }

    pid_t process_ = -1;
    std::string endpoint_;
};

/// A folder that goes with this object.
struct Folder {
    Folder() : path(fs::temp_directory_path() / ("bench-objects-" + std::to_string(::getpid()))) {
        fs::create_directory(path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }

    fs::path path;
};

/// Peak memory and time of some work.
struct Figures {
    std::int64_t peak_kib = 0;
    std::int64_t milliseconds = 0;
    std::int64_t cpu_milliseconds = 0;
};

template <class Work>
Figures measure(Work work) {
    const std::int64_t before = bench::process_figure("status", "VmRSS");
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
    const std::int64_t start = bench::wall_nanoseconds();
    const std::int64_t cpu = bench::cpu_nanoseconds();
    work();
    Figures figures;
    figures.milliseconds = (bench::wall_nanoseconds() - start) / 1'000'000;
    figures.cpu_milliseconds = (bench::cpu_nanoseconds() - cpu) / 1'000'000;
    figures.peak_kib = bench::process_figure("status", "VmHWM") - before;
    return figures;
}

void move_object(int mebibytes) {
    const Store store;
    const Folder folder;
    const dynoxx::DynamoDBClient client(store.options());
    const auto invoices = client.table<bench::Invoice>();
    invoices.create_table().wait().run();
    bench::Invoice invoice;
    invoice.customer = "c#7";
    invoice.number = "2026-001";
    invoice.scan = dynoxx::S3File::from_bytes("small", "a scan");
    invoices.put(invoice).run().scan.read().run();

    const std::string in = (folder.path / "in").string();
    std::ofstream(in).close();
    fs::resize_file(in, static_cast<std::uintmax_t>(mebibytes) * 1024 * 1024);
    invoice.scan = dynoxx::S3File::from_path(in);
    bench::Invoice stored;
    const Figures up = measure([&] { stored = invoices.put(invoice).run(); });
    const Figures down = measure([&] { stored.scan.save((folder.path / "out").string()).run(); });
    bench::print_figures({{"upload_peak_kib", up.peak_kib},
                          {"upload_ms", up.milliseconds},
                          {"upload_cpu_ms", up.cpu_milliseconds},
                          {"download_peak_kib", down.peak_kib},
                          {"download_ms", down.milliseconds},
                          {"download_cpu_ms", down.cpu_milliseconds}});
}

}  // namespace

int main(int count, char** values) {
    try {
        move_object(bench::Arguments(count, values).number("mebibytes", 1024));
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "bench_objects: %s\n", failure.what());
        return 1;
    }
}
