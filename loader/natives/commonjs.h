/*
 * The functions of native('commonjs') that are not in commonjs.c: each says above its body what JavaScript gives it.
 */
#ifndef LODE_LOADER_NATIVES_COMMONJS_H
#define LODE_LOADER_NATIVES_COMMONJS_H

#include "loader/host_state.h"

/* commonjs_resolve.c */

LodeValue lode__commonjs_native_resolve(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_find(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_find_entry(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_package_in(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_package_around(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_package_exports(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_core_names(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_global_paths(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_set_global_paths(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_set_extensions(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_conditions(LODE_NATIVE_PARAMETERS);

/* commonjs_compile.c */

LodeValue lode__commonjs_native_format(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_load(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_compile(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_run(LODE_NATIVE_PARAMETERS);
LodeValue lode__commonjs_native_is_module(LODE_NATIVE_PARAMETERS);

#endif
