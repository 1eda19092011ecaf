# What is installed: one library for each public target, the public headers, and what finds them.
#
# Component `development` is for those who compile against dynoxx, component `program` is dynoxx-local.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(dynoxx_config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dynoxx)
set(dynoxx_pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# dynoxx_install_library(<name> OUTPUT <library> LAYERS <layer>... LINKS <item>...)
#
# Puts the objects of these layers into one library and installs it as dynoxx::<name>, with CMake and pkg-config files.
# It is static unless BUILD_SHARED_LIBS says otherwise. LINKS is what the layers link outside of them; what is added there
# belongs into the files of packaging/ as well.
function(dynoxx_install_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "OUTPUT" "LAYERS;LINKS")
    set(target dynoxx_installed_${name})
    set(objects ${arg_LAYERS})
    list(TRANSFORM objects REPLACE "(.+)" "$<TARGET_OBJECTS:dynoxx_\\1>")
    add_library(${target} ${objects})
    foreach(layer IN LISTS arg_LAYERS)
        get_target_property(links dynoxx_${layer} LINK_LIBRARIES)
        list(FILTER links EXCLUDE REGEX "dynoxx")
        foreach(link IN LISTS links)
            if(NOT link IN_LIST arg_LINKS)
                message(FATAL_ERROR "The layer ${layer} links ${link}, which the installed dynoxx::${name} does not: "
                    "add it to cmake/DynoxxInstall.cmake and to the files of packaging/.")
            endif()
        endforeach()
    endforeach()
    target_link_libraries(${target} ${arg_LINKS})
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${arg_OUTPUT} EXPORT_NAME ${name} LINKER_LANGUAGE CXX
        VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR} INSTALL_RPATH "$ORIGIN")
    install(TARGETS ${target} EXPORT dynoxx_${name} COMPONENT development INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(EXPORT dynoxx_${name} NAMESPACE dynoxx:: FILE dynoxx-${name}-targets.cmake DESTINATION ${dynoxx_config_dir}
        COMPONENT development)

    file(RELATIVE_PATH from_pkgconfig_to_prefix /${dynoxx_pkgconfig_dir} /)
    string(REGEX REPLACE "/$" "" from_pkgconfig_to_prefix ${from_pkgconfig_to_prefix})
    configure_file(${PROJECT_SOURCE_DIR}/packaging/${arg_OUTPUT}.pc.in ${PROJECT_BINARY_DIR}/packaging/${arg_OUTPUT}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/packaging/${arg_OUTPUT}.pc DESTINATION ${dynoxx_pkgconfig_dir} COMPONENT development)
endfunction()

dynoxx_install_library(dynoxx OUTPUT dynoxx LAYERS ${dynoxx_layers}
    LINKS
        PUBLIC Boost::headers Threads::Threads
        PRIVATE OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB c-ares::cares simdjson::simdjson pugixml::pugixml
)
if(DYNOXX_BUILD_LOCAL)
    dynoxx_install_library(local OUTPUT dynoxx-local LAYERS local local_dynamodb
        LINKS
            PUBLIC dynoxx_installed_dynoxx
            PRIVATE OpenSSL::Crypto simdjson::simdjson pugixml::pugixml
    )
    install(TARGETS dynoxx-local RUNTIME COMPONENT program)
    set(not_installed)
else()
    set(not_installed PATTERN local.hpp EXCLUDE)
endif()
install(DIRECTORY include/dynoxx DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development ${not_installed})

configure_package_config_file(packaging/dynoxx-config.cmake.in ${PROJECT_BINARY_DIR}/packaging/dynoxx-config.cmake
    INSTALL_DESTINATION ${dynoxx_config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/packaging/dynoxx-config-version.cmake COMPATIBILITY SameMinorVersion)
install(
    FILES
        ${PROJECT_BINARY_DIR}/packaging/dynoxx-config.cmake
        ${PROJECT_BINARY_DIR}/packaging/dynoxx-config-version.cmake
        cmake/Findc-ares.cmake
    DESTINATION ${dynoxx_config_dir} COMPONENT development)
