# What is installed: one library for each public target, the public headers, and what finds them.
#
# Component `development` is for those who compile against dynoxx, component `program` is dynoxx-local,
# component `cli` is dynoxx.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(dynoxx_config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dynoxx)
set(dynoxx_pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH dynoxx_prefix_from_pkgconfig /${dynoxx_pkgconfig_dir} /)
string(REGEX REPLACE "/$" "" dynoxx_prefix_from_pkgconfig ${dynoxx_prefix_from_pkgconfig})

# What layers link that is not ours: target, arguments of find_package, pkg-config module, Debian package.
#
# The headers show types of Boost.Asio, so the library and what uses it must be compiled with the same Boost.
set(dynoxx_dependencies
    "Boost::headers|Boost ${Boost_VERSION_STRING} EXACT||libboost1.81-dev"
    "Threads::Threads|Threads||"
    "OpenSSL::SSL|OpenSSL 3.0|libssl|libssl-dev (>= 3.0)"
    "OpenSSL::Crypto|OpenSSL 3.0|libcrypto|libssl-dev (>= 3.0)"
    "ZLIB::ZLIB|ZLIB|zlib|zlib1g-dev"
    "c-ares::cares|c-ares|libcares|libc-ares-dev"
    "lz4::lz4|lz4|liblz4|liblz4-dev"
    "zstd::libzstd|zstd|libzstd|libzstd-dev"
    "simdjson::simdjson|simdjson|simdjson|libsimdjson-dev"
    "pugixml::pugixml|pugixml|pugixml|libpugixml-dev"
    "SQLite::SQLite3|SQLite3|sqlite3|libsqlite3-dev"
)
set(dynoxx_public_dependencies Boost::headers Threads::Threads)

# dynoxx_collect(<target>): appends a layer and those that it links, but those in `beside`, to `layers`, and what they link
# that is not ours to `links`.
function(dynoxx_collect target)
    get_target_property(alias ${target} ALIASED_TARGET)
    if(alias)
        set(target ${alias})
    endif()
    if(target IN_LIST layers OR target IN_LIST beside)
        return()
    endif()
    list(APPEND layers ${target})
    get_target_property(linked ${target} LINK_LIBRARIES)
    list(FILTER linked EXCLUDE REGEX "dynoxx_options")
    foreach(link IN LISTS linked)
        if(link MATCHES "^dynoxx")
            dynoxx_collect(${link})
        else()
            list(APPEND links ${link})
        endif()
    endforeach()
    list(REMOVE_DUPLICATES links)
    set(layers ${layers} PARENT_SCOPE)
    set(links ${links} PARENT_SCOPE)
endfunction()

# dynoxx_install_library(<name> OUTPUT <library> LAYER <target> [BESIDE <name>])
#
# Puts the objects of a layer, and of all that it links, into one library and installs it as dynoxx::<name>, with CMake and
# pkg-config files. What is in the library BESIDE it is linked instead. Static unless BUILD_SHARED_LIBS says otherwise.
function(dynoxx_install_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT;LAYER;BESIDE" "")
    set(target dynoxx_installed_${name})
    set(layers)
    set(links)
    get_property(beside GLOBAL PROPERTY dynoxx_layers_of_${arg_BESIDE})
    dynoxx_collect(${arg_LAYER})
    set_property(GLOBAL PROPERTY dynoxx_layers_of_${name} ${layers})

    list(TRANSFORM layers REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
    add_library(${target} ${objects})
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${arg_OUTPUT} EXPORT_NAME ${name} LINKER_LANGUAGE CXX
        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} INSTALL_RPATH "$ORIGIN")
    # Who uses no compressed attribute needs no library for it.
    target_link_options(${target} INTERFACE LINKER:--as-needed)
    if(arg_BESIDE)
        target_link_libraries(${target} PUBLIC dynoxx_installed_${arg_BESIDE})
    endif()

    set(finds)
    set(modules)
    set(packages)
    foreach(link IN LISTS links)
        set(row ${dynoxx_dependencies})
        list(FILTER row INCLUDE REGEX "^${link}[|]")
        if(NOT row)
            message(FATAL_ERROR "${link} has no row in the dependencies of cmake/DynoxxInstall.cmake.")
        endif()
        string(REPLACE "|" ";" row "${row}")
        list(POP_FRONT row link find module package)
        list(APPEND packages ${package})
        if(link IN_LIST dynoxx_public_dependencies)
            target_link_libraries(${target} PUBLIC ${link})
        else()
            target_link_libraries(${target} PRIVATE ${link})
            list(APPEND finds "    find_dependency(${find})")
            list(APPEND modules ${module})
        endif()
    endforeach()
    list(REMOVE_DUPLICATES finds)
    list(JOIN finds "\n" finds)
    list(JOIN modules " " modules)
    set(dynoxx_find_${name} ${finds} PARENT_SCOPE)
    set_property(GLOBAL APPEND PROPERTY dynoxx_debian_packages ${packages})

    configure_file(${PROJECT_SOURCE_DIR}/packaging/${arg_OUTPUT}.pc.in ${PROJECT_BINARY_DIR}/packaging/${arg_OUTPUT}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/packaging/${arg_OUTPUT}.pc DESTINATION ${dynoxx_pkgconfig_dir} COMPONENT development)
    install(TARGETS ${target} EXPORT dynoxx_${name} COMPONENT development INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(EXPORT dynoxx_${name} NAMESPACE dynoxx:: FILE dynoxx-${name}-targets.cmake DESTINATION ${dynoxx_config_dir}
        COMPONENT development)
endfunction()

dynoxx_install_library(dynoxx OUTPUT dynoxx LAYER dynoxx_mapper)
set(dynoxx_not_installed)
if(DYNOXX_BUILD_LOCAL)
    dynoxx_install_library(local OUTPUT dynoxx-local LAYER dynoxx_local BESIDE dynoxx)
    install(TARGETS dynoxx-local RUNTIME COMPONENT program)
else()
    set(dynoxx_not_installed PATTERN local.hpp EXCLUDE)
endif()
if(DYNOXX_BUILD_CLI)
    install(TARGETS dynoxx RUNTIME COMPONENT cli)
endif()
install(DIRECTORY include/dynoxx DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development ${dynoxx_not_installed})

configure_package_config_file(packaging/dynoxx-config.cmake.in ${PROJECT_BINARY_DIR}/packaging/dynoxx-config.cmake
    INSTALL_DESTINATION ${dynoxx_config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/packaging/dynoxx-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
    FILES
        ${PROJECT_BINARY_DIR}/packaging/dynoxx-config.cmake
        ${PROJECT_BINARY_DIR}/packaging/dynoxx-config-version.cmake
        cmake/Findc-ares.cmake
        cmake/Findlz4.cmake
        cmake/Findzstd.cmake
    DESTINATION ${dynoxx_config_dir} COMPONENT development)
