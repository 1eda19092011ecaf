#include "quickstart/installed_package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using quickstart::InstalledPackage;
using quickstart::parse_package_database;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

constexpr const char* two_packages =
    "Package: zlib1g\n"
    "Status: install ok installed\n"
    "Priority: required\n"
    "Section: libs\n"
    "Installed-Size: 168\n"
    "Maintainer: Mark Brown <broonie@debian.org>\n"
    "Architecture: amd64\n"
    "Version: 1:1.2.13.dfsg-1\n"
    "Description: compression library - runtime\n"
    " zlib is a library implementing the deflate compression method found\n"
    " in gzip and PKZIP.\n"
    "Homepage: http://zlib.net/\n"
    "\n"
    "Package: awk-gone\n"
    "Status: deinstall ok config-files\n"
    "Version: 1\n"
    "\n"
    "Package: tar\n"
    "Status: hold ok installed\n"
    "Conffiles:\n"
    " /etc/rmt 3c58b7cd13da1085eff0acc6a00f43c7\n"
    "Version: 1.34\n";

TEST(InstalledPackage, has_the_fields_of_its_paragraph) {
    const InstalledPackage zlib = parse_package_database(two_packages).front();
    EXPECT_EQ(zlib.name, "zlib1g");
    EXPECT_EQ(zlib.version, "1:1.2.13.dfsg-1");
    EXPECT_EQ(zlib.section, "libs");
    EXPECT_EQ(zlib.installed_bytes, 168 * 1024);
    EXPECT_EQ(zlib.maintainer, "Mark Brown <broonie@debian.org>");
    EXPECT_EQ(zlib.summary, "compression library - runtime");
    EXPECT_EQ(zlib.copyright_path, "");
}

TEST(InstalledPackage, leaves_out_packages_that_are_not_installed) {
    EXPECT_THAT(parse_package_database(two_packages),
                ElementsAre(Field(&InstalledPackage::name, "zlib1g"), Field(&InstalledPackage::name, "tar")));
}

TEST(InstalledPackage, is_kept_once_when_it_is_installed_for_two_architectures) {
    const auto packages = parse_package_database(
        "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n"
        "Package: libc6\nStatus: install ok installed\nArchitecture: i386\nVersion: 2\n");
    EXPECT_THAT(packages, ElementsAre(Field(&InstalledPackage::version, "1")));
}

TEST(InstalledPackage, has_no_size_when_the_database_has_none) {
    const auto packages = parse_package_database("Package: a\nStatus: install ok installed\nInstalled-Size: x\n");
    EXPECT_THAT(packages, ElementsAre(Field(&InstalledPackage::installed_bytes, 0)));
}

TEST(InstalledPackage, is_not_read_from_continuation_lines) {
    const auto packages =
        parse_package_database("Package: a\nStatus: install ok installed\nDescription: x\n Package: b\n\tVersion: 9\n");
    EXPECT_THAT(packages, ElementsAre(Field(&InstalledPackage::name, "a")));
    EXPECT_EQ(packages.front().version, "");
}

TEST(InstalledPackage, of_an_empty_database_does_not_exist) {
    EXPECT_TRUE(parse_package_database("").empty());
    EXPECT_TRUE(parse_package_database("\n\n\n").empty());
}

TEST(InstalledPackage, names_the_database_that_cannot_be_read) {
    try {
        (void)quickstart::read_package_database("/does/not/exist", "/does/not/exist");
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("/does/not/exist"));
    }
}

}  // namespace
