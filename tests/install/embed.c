/*
 * A program of somebody else that runs JavaScript: the example of docs/embedding.md.
 *
 *     embed FOLDER CURRENCY
 *
 * FOLDER holds price.mjs, which imports a module of C functions (app:rates) and a module that is no file
 * (app:round.mjs). Prints what its function `total` makes of some goods, or what it throws.
 */
#include <lode.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a module of C functions ---- */

typedef struct Rate {
    const char *currency;
    double value;
} Rate;

static const Rate rates[] = {{"EUR", 1}, {"SEK", 11.5}, {NULL, 0}};

/* rate(currency): a number. */
static LodeJsValue rate(LodeRuntime *runtime, void *data, size_t count, const LodeJsValue *arguments,
                        LodeJsValue *thrown)
{
    if (count < 1 || lode_js_type(runtime, arguments[0]) != LODE_JS_STRING) {
        return lode_js_throw(runtime, thrown, "TypeError", "ERR_APP_CURRENCY", "rate() needs the name of a currency");
    }
    LodeJsValue result = NULL;
    char *currency = lode_js_copy_text(runtime, arguments[0], NULL);
    for (const Rate *known = data; known->currency; known++) {
        if (strcmp(known->currency, currency) == 0) {
            result = lode_js_number(runtime, known->value);
        }
    }
    free(currency);
    return result ? result
                  : lode_js_throw(runtime, thrown, "RangeError", "ERR_APP_CURRENCY", "there is no such currency");
}

/* ---- modules that are no files ---- */

static char *copy(const char *text)
{
    char *result = malloc(strlen(text) + 1);
    return result ? strcpy(result, text) : NULL;
}

static char *resolve(void *context, const char *specifier, const char *referrer, LodeUse use)
{
    (void)context, (void)referrer, (void)use;
    return strncmp(specifier, "app:", 4) == 0 ? copy(specifier) : NULL;
}

static bool read_text(void *context, const char *url, LodeRuntimeText *text)
{
    (void)context;
    if (strcmp(url, "app:round.mjs") != 0) {
        return false;
    }
    text->data = copy("export const round = (value) => Math.round(value * 100) / 100;");
    text->size = text->data ? strlen(text->data) : 0;
    text->format = "module";
    return true;
}

/* ---- the program ---- */

static int fail(LodeRuntime *runtime, const char *what, LodeJsValue thrown)
{
    char *text = thrown ? lode_js_copy_text(runtime, thrown, NULL) : NULL;
    printf("%s: %.*s\n", what, text ? (int)strcspn(text, "\n") : 0, text ? text : "");
    free(text);
    lode_runtime_free(runtime);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    LodeRuntimeSettings settings = {.working_directory = argv[1], .resolve = resolve, .read = read_text};
    char *problem = NULL;
    LodeRuntime *runtime = lode_runtime_new(&settings, &problem);
    if (!runtime) {
        puts(problem);
        free(problem);
        return 2;
    }
    const LodeJsExport functions[] = {{"rate", rate, (void *)rates}, {NULL, NULL, NULL}};
    lode_runtime_add_module(runtime, "app:rates", functions);

    LodeJsValue thrown = NULL;
    LodeJsValue module = lode_runtime_import(runtime, "./price.mjs", &thrown);
    if (!module) {
        return fail(runtime, "price.mjs cannot be loaded", thrown);
    }
    LodeJsValue total = lode_js_get(runtime, module, "total", &thrown);
    LodeJsValue arguments[] = {
        lode_js_json(runtime, "[{\"name\":\"tea\",\"price\":3.1},{\"name\":\"cup\",\"price\":7.25}]", &thrown),
        lode_js_string(runtime, argv[2], strlen(argv[2])),
    };
    LodeJsValue promise = lode_js_call(runtime, total, NULL, 2, arguments, &thrown);
    LodeJsValue result = promise ? lode_runtime_await(runtime, promise, &thrown) : NULL;
    if (!result) {
        return fail(runtime, "there is no total", thrown);
    }
    char *json = lode_js_copy_json(runtime, result, NULL);
    puts(json);
    free(json);
    int status = lode_runtime_finish(runtime);
    lode_runtime_free(runtime);
    return status;
}
