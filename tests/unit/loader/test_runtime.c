/* include/lode.h, "running" and "values": a program of C that runs JavaScript. Modules are data: URLs. */
#include "include/lode.h"
#include "tests/unit/loader/engine_rig.h"

static LodeRuntime *runtime;
static LodeJsValue thrown;

static LodeRuntime *new_runtime(LodeRuntimeSettings settings)
{
    LodeStr path = built_file("liblode-jsc.so");
    settings.engine = path.data;
    settings.working_directory = "/";
    char *problem = NULL;
    LodeRuntime *made = lode_runtime_new(&settings, &problem);
    if (!made) {
        print_error("%s\n", problem);
        free(problem);
    }
    return made;
}

static int begin(void **state)
{
    (void)state;
    thrown = NULL;
    runtime = ops ? new_runtime((LodeRuntimeSettings){0}) : NULL;
    take_fault_actions();
    return ops && !runtime ? -1 : 0;
}

static int end(void **state)
{
    (void)state;
    lode_runtime_free(runtime);
    runtime = NULL;
    return 0;
}

#define NEEDS_RUNTIME() \
    do {                \
        if (!runtime) { \
            skip();     \
        }               \
    } while (0)

static LodeJsValue run(const char *code)
{
    return lode_runtime_evaluate(runtime, code, strlen(code), "test.js", &thrown);
}

static void assert_text(LodeJsValue value, const char *expected)
{
    assert_non_null(value);
    char *text = lode_js_copy_text(runtime, value, NULL);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static void assert_json(LodeJsValue value, const char *expected)
{
    assert_non_null(value);
    char *text = lode_js_copy_json(runtime, value, NULL);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

/* ---- values ---- */

static void values_come_back_as_they_went(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    assert_json(lode_js_json(runtime, "{\"b\":[1,2.5,null,true],\"a\":\"\\u20ac\"}", &thrown),
                "{\"b\":[1,2.5,null,true],\"a\":\"€\"}");
    size_t size = 0;
    char *text = lode_js_copy_text(runtime, lode_js_string(runtime, "a\0b", 3), &size);
    assert_int_equal(size, 3);
    assert_memory_equal(text, "a\0b", 4);
    free(text);
    LodeJsValue bytes = lode_js_bytes(runtime, "\x00\xff", 2);
    unsigned char *data = lode_js_to_bytes(runtime, bytes, &size);
    assert_int_equal(size, 2);
    assert_int_equal(data[1], 0xff);
    assert_null(lode_js_to_bytes(runtime, lode_js_null(runtime), &size));
    assert_true(lode_js_truth(runtime, lode_js_boolean(runtime, true)));
    assert_int_equal(lode_js_to_number(runtime, run("6 * 7")), 42);
    assert_null(lode_js_copy_json(runtime, lode_js_undefined(runtime), NULL));
}

static void types_are_told(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    static const struct {
        const char *code;
        LodeJsType type;
    } rows[] = {
        {"undefined", LODE_JS_UNDEFINED}, {"null", LODE_JS_NULL},   {"false", LODE_JS_BOOLEAN},
        {"1.5", LODE_JS_NUMBER},          {"1n", LODE_JS_BIGINT},   {"'a'", LODE_JS_STRING},
        {"Symbol('a')", LODE_JS_SYMBOL},  {"({})", LODE_JS_OBJECT}, {"[]", LODE_JS_OBJECT},
        {"(() => 1)", LODE_JS_FUNCTION},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(lode_js_type(runtime, run(rows[i].code)), rows[i].type);
    }
}

static void members_are_read_and_written(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue object = run("({ get broken() { throw new RangeError('no'); } })");
    assert_true(lode_js_set(runtime, object, "name", lode_js_number(runtime, 7), &thrown));
    assert_json(lode_js_get(runtime, object, "name", &thrown), "7");
    assert_null(thrown);
    assert_null(lode_js_get(runtime, object, "broken", &thrown));
    assert_text(lode_js_get(runtime, thrown, "message", NULL), "no");
}

/* ---- calls ---- */

static void calls_give_results_and_errors(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue arguments[] = {lode_js_number(runtime, 2), lode_js_number(runtime, 3)};
    assert_json(lode_js_call(runtime, run("((a, b) => a * b)"), NULL, 2, arguments, &thrown), "6");
    LodeJsValue self = run("({ x: 5 })");
    assert_json(lode_js_call(runtime, run("(function () { return this.x; })"), self, 0, NULL, &thrown), "5");
    assert_null(thrown);
    assert_null(lode_js_call(runtime, run("(() => { throw new TypeError('wrong'); })"), NULL, 0, NULL, &thrown));
    assert_text(lode_js_get(runtime, thrown, "message", NULL), "wrong");
    assert_null(lode_js_call(runtime, lode_js_null(runtime), NULL, 0, NULL, &thrown));
    assert_null(run("syntax error here"));
    assert_text(lode_js_get(runtime, thrown, "name", NULL), "SyntaxError");
}

static void ticks_and_microtasks_have_run_after_a_call(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    run("globalThis.order = []");
    LodeJsValue function = run("(() => { Promise.resolve().then(() => order.push('promise'));"
                               "process.nextTick(() => order.push('tick')); order.push('call'); })");
    assert_non_null(lode_js_call(runtime, function, NULL, 0, NULL, &thrown));
    assert_json(run("order"), "[\"call\",\"tick\",\"promise\"]");
}

static LodeJsValue apply_twice(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments,
                               LodeJsValue *error)
{
    ++*(int *)data;
    assert_int_equal(count, 2);
    LodeJsValue once = lode_js_call(self, arguments[0], NULL, 1, &arguments[1], error);
    return once ? lode_js_call(self, arguments[0], NULL, 1, &once, error) : NULL;
}

static LodeJsValue refuse(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments, LodeJsValue *error)
{
    (void)data, (void)count, (void)arguments;
    return lode_js_throw(self, error, "RangeError", "ERR_TEST", "not here");
}

static LodeJsValue nothing(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments,
                           LodeJsValue *error)
{
    (void)self, (void)data, (void)count, (void)arguments, (void)error;
    return NULL;
}

static void javascript_calls_c(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    int calls = 0;
    LodeJsValue global = run("globalThis");
    lode_js_set(runtime, global, "twice", lode_js_function(runtime, "twice", apply_twice, &calls), NULL);
    lode_js_set(runtime, global, "refuse", lode_js_function(runtime, "refuse", refuse, NULL), NULL);
    lode_js_set(runtime, global, "nothing", lode_js_function(runtime, "nothing", nothing, NULL), NULL);
    assert_json(run("twice((x) => x + 10, 1)"), "21");
    assert_int_equal(calls, 1);
    assert_text(run("let seen; try { twice(() => { throw 'inner'; }, 1); } catch (error) { seen = error; } seen"),
                "inner");
    assert_text(run("try { refuse(); } catch (error) { seen = `${error.name} ${error.code} ${error.message}`; } seen"),
                "RangeError ERR_TEST not here");
    assert_text(run("String(nothing())"), "undefined");
}

static void values_that_are_kept_live_on(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue *kept = malloc(sizeof *kept);
    *kept = run("({ name: 'kept' })");
    lode_js_keep(runtime, *kept);
    for (int i = 0; i < 20; i++) {
        run("Array.from({ length: 20000 }, (_, i) => ({ i }))");
    }
    assert_text(lode_js_get(runtime, *kept, "name", NULL), "kept");
    lode_js_drop(runtime, *kept);
    free(kept);
}

/* ---- modules and the loop ---- */

static void modules_are_imported(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue module = lode_runtime_import(
        runtime, "data:text/javascript,export const late = await new Promise((r) => setTimeout(r, 2, 'late'));",
        &thrown);
    assert_non_null(module);
    assert_text(lode_js_get(runtime, module, "late", &thrown), "late");
    assert_null(lode_runtime_import(runtime, "./nowhere.mjs", &thrown));
    assert_text(lode_js_get(runtime, thrown, "code", NULL), "ERR_MODULE_NOT_FOUND");
    assert_null(lode_runtime_import(runtime, "data:text/javascript,throw 5", &thrown));
    assert_json(thrown, "5");
}

static void promises_are_awaited(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    assert_json(lode_runtime_await(runtime, run("new Promise((r) => setTimeout(r, 2, 8))"), &thrown), "8");
    assert_json(lode_runtime_await(runtime, run("9"), &thrown), "9");
    assert_null(lode_runtime_await(runtime, run("Promise.reject('no')"), &thrown));
    assert_text(thrown, "no");
    assert_null(lode_runtime_await(runtime, run("new Promise(() => {})"), &thrown));
    assert_text(lode_js_get(runtime, thrown, "message", NULL), "Nothing is left to do, and the promise is pending");
    assert_false(lode_runtime_has_ended(runtime, NULL));
}

static void a_rejected_promise_of_a_call_is_the_callers(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue promise = lode_js_call(runtime, run("(async () => { throw 'mine'; })"), NULL, 0, NULL, &thrown);
    assert_non_null(promise);
    assert_false(lode_runtime_has_ended(runtime, NULL));
    assert_null(lode_runtime_await(runtime, promise, &thrown));
    assert_text(thrown, "mine");
}

static void the_loop_is_turned_step_by_step(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    assert_false(lode_runtime_step(runtime, false));
    run("globalThis.count = 0; const timer = setInterval(() => { if (++count === 3) clearInterval(timer); }, 1)");
    assert_true(lode_runtime_descriptor(runtime) >= 0);
    assert_true(lode_runtime_timeout(runtime) >= 0);
    while (lode_runtime_step(runtime, true)) {
    }
    assert_json(run("count"), "3");
    assert_false(lode_runtime_has_ended(runtime, NULL));
}

static LodeJsValue note(LodeRuntime *self, void *data, size_t count, const LodeJsValue *arguments, LodeJsValue *error)
{
    (void)error;
    char *text = count ? lode_js_copy_text(self, arguments[0], NULL) : NULL;
    snprintf(data, 64, "%s", text ? text : "");
    free(text);
    return NULL;
}

static void the_end_is_told(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    char noted[64] = "";
    const LodeJsExport functions[] = {{"note", note, noted}, {NULL, NULL, NULL}};
    lode_runtime_add_module(runtime, "app:notes", functions);
    assert_non_null(lode_runtime_import(runtime,
                                        "data:text/javascript,import { note } from 'app:notes';"
                                        "process.on('exit', (code) => note(`exit ${code}`)); process.exitCode = 6;",
                                        &thrown));
    int status = -1;
    assert_false(lode_runtime_has_ended(runtime, &status));
    assert_int_equal(lode_runtime_finish(runtime), 6);
    assert_true(lode_runtime_has_ended(runtime, &status));
    assert_int_equal(status, 6);
    assert_string_equal(noted, "exit 6");
    assert_false(lode_runtime_step(runtime, true));
    assert_int_equal(lode_runtime_finish(runtime), 6);
}

static void process_exit_ends_the_runtime_only(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeJsValue function = run("(() => { process.exit(5); })");
    assert_null(lode_js_call(runtime, function, NULL, 0, NULL, &thrown));
    assert_null(thrown);
    int status = 0;
    assert_true(lode_runtime_has_ended(runtime, &status));
    assert_int_equal(status, 5);
    assert_null(lode_js_call(runtime, function, NULL, 0, NULL, &thrown));
    assert_null(lode_runtime_import(runtime, "data:text/javascript,1", &thrown));
    assert_null(run("1"));
    assert_null(lode_js_copy_text(runtime, lode_js_null(runtime), NULL));
    assert_int_equal(lode_runtime_finish(runtime), 5);
}

static void programs_run_to_their_end(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    static const char code[] = "setTimeout(() => { process.exitCode = 3; }, 1)";
    assert_int_equal(lode_runtime_run_text(runtime, code, sizeof code - 1, LODE_TEXT_DETECT), 3);
    assert_true(lode_runtime_has_ended(runtime, NULL));
}

/* ---- hooks ---- */

static char *copy_of(const char *text)
{
    return strcpy(malloc(strlen(text) + 1), text);
}

static char *resolve_hook(void *context, const char *specifier, const char *referrer, LodeUse use)
{
    snprintf(context, 128, "%s|%s|%d", specifier, referrer ? referrer : "", (int)use);
    return strncmp(specifier, "mem:", 4) == 0 ? copy_of(specifier) : NULL;
}

static bool read_hook(void *context, const char *url, LodeRuntimeText *text)
{
    (void)context;
    static const struct {
        const char *url;
        const char *text;
        const char *format;
    } rows[] = {
        {"mem:module",
         "import c from 'mem:common'; import j from 'mem:json' with { type: 'json' }; export default [c, j];",
         "module"},
        {"mem:common", "module.exports = 'common ' + require('mem:other.cjs');", "commonjs"},
        {"mem:other.cjs", "module.exports = 'other';", NULL},
        {"mem:json", "{\"a\":1}", "json"},
        {"mem:open", "export default typeof require;", NULL},
        {"mem:old", "module.exports = typeof require;", NULL},
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        if (strcmp(rows[i].url, url) == 0) {
            *text = (LodeRuntimeText){copy_of(rows[i].text), strlen(rows[i].text), rows[i].format};
            return true;
        }
    }
    return false;
}

static void modules_need_not_be_files(void **state)
{
    (void)state;
    if (!ops) {
        skip();
    }
    char asked[128] = "";
    LodeRuntimeSettings settings = {.resolve = resolve_hook, .read = read_hook, .context = asked};
    runtime = new_runtime(settings);
    assert_non_null(runtime);
    take_fault_actions();
    LodeJsValue module = lode_runtime_import(runtime, "mem:module", &thrown);
    if (!module) {
        char *text = lode_js_copy_text(runtime, thrown, NULL);
        print_error("%s\n", text);
        free(text);
    }
    assert_non_null(module);
    assert_json(lode_js_get(runtime, module, "default", &thrown), "[\"common other\",{\"a\":1}]");
    assert_string_equal(asked, "mem:other.cjs|mem:common|1");
    module = lode_runtime_import(runtime, "mem:open", &thrown);
    assert_non_null(module);
    assert_text(lode_js_get(runtime, module, "default", &thrown), "undefined");
    module = lode_runtime_import(runtime, "mem:old", &thrown);
    assert_non_null(module);
    assert_text(lode_js_get(runtime, module, "default", &thrown), "function");
}

static void a_problem_is_told(void **state)
{
    (void)state;
    LodeRuntimeSettings settings = {.engine = "/nowhere/engine.so"};
    char *problem = NULL;
    assert_null(lode_runtime_new(&settings, &problem));
    assert_non_null(strstr(problem, "/nowhere/engine.so"));
    free(problem);
    assert_null(lode_runtime_new(&settings, NULL));
    lode_runtime_free(NULL);
}

static void runtimes_share_nothing(void **state)
{
    (void)state;
    NEEDS_RUNTIME();
    LodeRuntime *other = new_runtime((LodeRuntimeSettings){0});
    run("globalThis.mine = 1");
    assert_text(lode_runtime_evaluate(other, "typeof mine", 11, "other.js", NULL), "undefined");
    lode_runtime_free(other);
    assert_json(run("mine"), "1");
}

int main(void)
{
#define WITH_RUNTIME(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        WITH_RUNTIME(values_come_back_as_they_went),
        WITH_RUNTIME(types_are_told),
        WITH_RUNTIME(members_are_read_and_written),
        WITH_RUNTIME(calls_give_results_and_errors),
        WITH_RUNTIME(ticks_and_microtasks_have_run_after_a_call),
        WITH_RUNTIME(javascript_calls_c),
        WITH_RUNTIME(values_that_are_kept_live_on),
        WITH_RUNTIME(modules_are_imported),
        WITH_RUNTIME(promises_are_awaited),
        WITH_RUNTIME(a_rejected_promise_of_a_call_is_the_callers),
        WITH_RUNTIME(the_loop_is_turned_step_by_step),
        WITH_RUNTIME(the_end_is_told),
        WITH_RUNTIME(process_exit_ends_the_runtime_only),
        WITH_RUNTIME(programs_run_to_their_end),
        cmocka_unit_test_teardown(modules_need_not_be_files, end),
        cmocka_unit_test(a_problem_is_told),
        WITH_RUNTIME(runtimes_share_nothing),
    };
    return cmocka_run_group_tests_name("loader/runtime", tests, open_engine, close_engine);
}
