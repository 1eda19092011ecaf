"""Conan 2 recipe: conan create . --build=missing"""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class DynoxxRecipe(ConanFile):
    name = "dynoxx"
    description = "Object mapper for DynamoDB in C++20, with attributes in S3 and sealed by KMS"
    license = "Apache-2.0"
    package_type = "library"
    test_package_folder = "packaging/test_package"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "fPIC": [True, False], "local": [True, False]}
    default_options = {"shared": False, "fPIC": True, "local": True, "boost/*:header_only": True}
    exports_sources = (
        "CMakeLists.txt",
        "CHANGELOG.md",
        "LICENSE",
        "bench/*",
        "cmake/*",
        "include/*",
        "local/*",
        "packaging/*",
        "src/*",
    )
    implements = ["auto_shared_fpic"]

    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, "CMakeLists.txt"))
        self.version = re.search(r"project\(dynoxx VERSION ([0-9.]+)", text).group(1)

    def requirements(self):
        # The headers show types of Boost.Asio; the rest is used by the library alone.
        self.requires("boost/1.81.0", transitive_headers=True)
        self.requires("c-ares/[>=1.18 <2]")
        self.requires("lz4/[>=1.9 <2]")
        self.requires("openssl/[>=3.0 <4]")
        self.requires("pugixml/[>=1.13 <2]")
        self.requires("simdjson/[>=3.0 <4]")
        self.requires("zlib/[>=1.2.11 <2]")
        self.requires("zstd/[>=1.5 <2]")
        if self.options.local:
            self.requires("sqlite3/[>=3.40 <4]")

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["DYNOXX_BUILD_LOCAL"] = bool(self.options.local)
        toolchain.cache_variables["DYNOXX_BUILD_CLI"] = False
        toolchain.cache_variables["DYNOXX_BUILD_TESTS"] = False
        toolchain.cache_variables["DYNOXX_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["DYNOXX_WARNINGS_AS_ERRORS"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "dynoxx")
        core = self.cpp_info.components["dynoxx"]
        core.libs = ["dynoxx"]
        core.set_property("cmake_target_name", "dynoxx::dynoxx")
        core.set_property("pkg_config_name", "dynoxx")
        core.system_libs = ["pthread"]
        core.requires = [
            "boost::headers",
            "c-ares::c-ares",
            "lz4::lz4",
            "openssl::openssl",
            "pugixml::pugixml",
            "simdjson::simdjson",
            "zlib::zlib",
            "zstd::zstdlib",
        ]
        if self.options.local:
            local = self.cpp_info.components["local"]
            local.libs = ["dynoxx-local"]
            local.set_property("cmake_target_name", "dynoxx::local")
            local.set_property("pkg_config_name", "dynoxx-local")
            local.requires = ["dynoxx", "sqlite3::sqlite"]
