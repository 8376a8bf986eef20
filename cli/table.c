/* Data only. Reading order: the values of options, options, commands, words. */
#include "cli/table.h"

#include "cli/terminal.h"
#include "graph/view.h"
#include "loader/host.h"
#include "resolver/resolver.h"

#define GRAPH LODE_COMMAND_BIT(GRAPH)
#define CHECK LODE_COMMAND_BIT(CHECK)
#define CYCLES LODE_COMMAND_BIT(CYCLES)
#define WHY LODE_COMMAND_BIT(WHY)
#define DEPENDENTS LODE_COMMAND_BIT(DEPENDENTS)
#define RESOLVE LODE_COMMAND_BIT(RESOLVE)
#define EXPORTS LODE_COMMAND_BIT(EXPORTS)
#define RUN LODE_COMMAND_BIT(RUN)
#define HELP LODE_COMMAND_BIT(HELP)
#define BUILDING (GRAPH | CHECK | CYCLES | WHY | DEPENDENTS)
#define ASKING (RESOLVE | EXPORTS)
#define READING (BUILDING | ASKING)
#define ALL (READING | RUN | HELP)

static const LodeChoice formats[] = {
    {"text", "for people: a tree of modules, findings, chains, or the answer alone", 0, LODE_OUTPUT_TEXT},
    {"json", "one document, see docs/schema/", 0, LODE_OUTPUT_JSON},
    {"ndjson", "one JSON object a line: the graph, each module, the statistics", GRAPH, LODE_OUTPUT_NDJSON},
    {"dot", "for Graphviz", GRAPH, LODE_OUTPUT_DOT},
    {"mermaid", "a Mermaid flowchart, as Markdown viewers draw it", GRAPH, LODE_OUTPUT_MERMAID},
    {"d2", "for D2", GRAPH, LODE_OUTPUT_D2},
    {"csv", "one edge a line (RFC 4180)", GRAPH, LODE_OUTPUT_CSV},
    {"madge", "{file: [files]}, as madge --json", GRAPH, LODE_OUTPUT_MADGE},
    {"metafile", "the inputs of esbuild's metafile", GRAPH, LODE_OUTPUT_METAFILE},
    {"depcruise", "the result of dependency-cruiser", GRAPH, LODE_OUTPUT_DEPCRUISE},
    {"stats", "tables of counts: modules, edges, what did not resolve", GRAPH, LODE_OUTPUT_STATS},
    {"sarif", "SARIF 2.1.0, as code scanning reads it", CHECK, LODE_OUTPUT_SARIF},
    {"github", "annotations of a GitHub workflow", CHECK, LODE_OUTPUT_GITHUB},
    {"gitlab", "a code quality report of GitLab", CHECK, LODE_OUTPUT_GITLAB},
    {"junit", "JUnit's XML, a test suite for each file", CHECK, LODE_OUTPUT_JUNIT},
    {"markdown", "a comment for a pull request", CHECK, LODE_OUTPUT_MARKDOWN},
    {0},
};

static const LodeChoice node_versions[] = {
    {"20", NULL, 0, 20}, {"22", NULL, 0, 22}, {"24", NULL, 0, 24}, {"26", NULL, 0, 26}, {0},
};

static const LodeChoice targets[] = {
    {"node", "Node's own rules", 0, LODE_TARGET_NODE},
    {"bundler", "as webpack and Vite resolve for a server", 0, LODE_TARGET_BUNDLER},
    {"browser", "as they resolve for a browser, `browser` fields included", 0, LODE_TARGET_BROWSER},
    {0},
};

static const LodeChoice collapses[] = {
    {"packages", "one node for each package", 0, LODE_COLLAPSE_PACKAGES},
    {"folders", "one node for each folder, a package in node_modules counting as one", 0, LODE_COLLAPSE_FOLDERS},
    {0},
};

static const LodeChoice fail_ons[] = {
    {"any", "any cycle is a finding: status 1", 0, LODE_FAIL_ON_ANY},
    {"never", "cycles are information: status 0", 0, LODE_FAIL_ON_NEVER},
    {0},
};

static const LodeChoice kinds[] = {
    {"import", "as import, import() and import.meta.resolve ask", 0, LODE_KIND_IMPORT},
    {"require", "as require and require.resolve ask", 0, LODE_KIND_REQUIRE},
    {0},
};

static const LodeChoice input_types[] = {
    {"commonjs", NULL, 0, LODE_INPUT_COMMONJS},
    {"module", NULL, 0, LODE_INPUT_MODULE},
    {0},
};

static const LodeChoice trace_forms[] = {
    {"text", "aligned and indented, for people", 0, LODE_TRACE_TEXT},
    {"json", "one JSON object a line, see docs/schema/load-event.json", 0, LODE_TRACE_JSON},
    {0},
};

static const LodeChoice colors[] = {
    {"auto", "on a terminal, unless NO_COLOR is set", 0, LODE_COLOR_AUTO},
    {"always", "also into files and pipes", 0, LODE_COLOR_ALWAYS},
    {"never", "not at all", 0, LODE_COLOR_NEVER},
    {0},
};

const LodeOptionInfo lode_option_table[LODE_OPTION_COUNT] = {
    [LODE_OPTION_FORMAT] =
        {
            .id = LODE_OPTION_FORMAT,
            .name = "format",
            .kind = LODE_VALUE_CHOICE,
            .argument = "FORMAT",
            .choices = formats,
            .commands = READING,
            .summary = "how to write the answer (default text)",
            .details =
                "May be given several times: each -o takes the nearest --format before it that has no file yet, "
                "so `--format json -o g.json --format dot -o g.dot` writes two files in one run. At most one format "
                "goes to standard output.",
        },
    [LODE_OPTION_JSON] =
        {
            .id = LODE_OPTION_JSON,
            .name = "json",
            .commands = READING,
            .summary = "short for --format json",
            .details = "Standard output then holds exactly one JSON document, even where there is nothing to report.",
        },
    [LODE_OPTION_OUTPUT] =
        {
            .id = LODE_OPTION_OUTPUT,
            .name = "output",
            .short_name = 'o',
            .kind = LODE_VALUE_TEXT,
            .argument = "FILE",
            .commands = READING | HELP,
            .summary = "write to FILE instead of standard output",
            .details = "`-` is standard output. An older file is replaced once there is something to write.",
        },
    [LODE_OPTION_ROOT] =
        {
            .id = LODE_OPTION_ROOT,
            .name = "root",
            .kind = LODE_VALUE_TEXT,
            .argument = "DIR",
            .commands = READING,
            .summary = "the folder that paths in output are relative to",
            .details =
                "Default: the nearest folder with a package.json, looking upwards from the working directory; where "
                "every ENTRY lies outside of that, looking upwards from the first ENTRY; else the working directory. "
                "For lode resolve, which prints absolute paths: the folder of the module that asks, where --from does "
                "not say.",
        },
    [LODE_OPTION_NODE_VERSION] =
        {
            .id = LODE_OPTION_NODE_VERSION,
            .name = "node-version",
            .kind = LODE_VALUE_CHOICE,
            .argument = "VERSION",
            .choices = node_versions,
            .commands = READING,
            .summary = "whose rules, core modules and messages are meant (default 26)",
        },
    [LODE_OPTION_CONDITIONS] =
        {
            .id = LODE_OPTION_CONDITIONS,
            .name = "conditions",
            .short_name = 'C',
            .kind = LODE_VALUE_LIST,
            .argument = "NAMES",
            .commands = READING | RUN,
            .summary = "conditions for `exports` and `imports`, besides Node's own",
            .details = "Names separated by commas; may be given several times. Their order means nothing.",
        },
    [LODE_OPTION_TARGET] =
        {
            .id = LODE_OPTION_TARGET,
            .name = "target",
            .kind = LODE_VALUE_CHOICE,
            .argument = "TARGET",
            .choices = targets,
            .commands = READING,
            .summary = "whose rules of resolution (default node)",
        },
    [LODE_OPTION_PRESERVE_SYMLINKS] =
        {
            .id = LODE_OPTION_PRESERVE_SYMLINKS,
            .name = "preserve-symlinks",
            .commands = READING | RUN,
            .summary = "do not follow symbolic links to the real file, as node --preserve-symlinks",
        },
    [LODE_OPTION_PRESERVE_SYMLINKS_MAIN] =
        {
            .id = LODE_OPTION_PRESERVE_SYMLINKS_MAIN,
            .name = "preserve-symlinks-main",
            .commands = BUILDING | RUN,
            .summary = "the same for entries, as node --preserve-symlinks-main",
        },
    [LODE_OPTION_EXCLUDE] =
        {
            .id = LODE_OPTION_EXCLUDE,
            .name = "exclude",
            .kind = LODE_VALUE_TEXT,
            .argument = "GLOB",
            .commands = BUILDING,
            .summary = "leave out modules whose id matches, and the edges to them",
            .details = "May be given several times. `--exclude 'node_modules/**'` leaves the project's own modules.",
        },
    [LODE_OPTION_INCLUDE] =
        {
            .id = LODE_OPTION_INCLUDE,
            .name = "include",
            .kind = LODE_VALUE_TEXT,
            .argument = "GLOB",
            .commands = BUILDING,
            .summary = "leave out modules whose id matches no --include; entries stay",
            .details = "May be given several times.",
        },
    [LODE_OPTION_EXTERNAL] =
        {
            .id = LODE_OPTION_EXTERNAL,
            .name = "external",
            .kind = LODE_VALUE_TEXT,
            .argument = "GLOB",
            .commands = BUILDING,
            .summary = "keep modules whose id matches and the edges to them, but do not read them",
            .details = "May be given several times.",
        },
    [LODE_OPTION_IGNORE_DYNAMIC] =
        {
            .id = LODE_OPTION_IGNORE_DYNAMIC,
            .name = "ignore-dynamic",
            .commands = BUILDING,
            .summary = "leave out import() and requests whose specifier is computed",
        },
    [LODE_OPTION_DEPTH] =
        {
            .id = LODE_OPTION_DEPTH,
            .name = "depth",
            .kind = LODE_VALUE_NUMBER,
            .argument = "N",
            .maximum = 1000000,
            .commands = GRAPH,
            .summary = "only modules at most N edges away from an entry",
            .details = "On a terminal the tree is cut to a screenful unless this says how deep it shall go. Elsewhere "
                       "everything is written.",
        },
    [LODE_OPTION_FOCUS] =
        {
            .id = LODE_OPTION_FOCUS,
            .name = "focus",
            .kind = LODE_VALUE_TEXT,
            .argument = "GLOB",
            .commands = GRAPH,
            .summary = "only modules whose id matches, and their neighbours in both directions",
            .details = "May be given several times.",
        },
    [LODE_OPTION_FOCUS_DEPTH] =
        {
            .id = LODE_OPTION_FOCUS_DEPTH,
            .name = "focus-depth",
            .kind = LODE_VALUE_NUMBER,
            .argument = "N",
            .maximum = 1000000,
            .commands = GRAPH,
            .summary = "how far neighbours of the focus may be (default 1)",
        },
    [LODE_OPTION_REVERSE] =
        {
            .id = LODE_OPTION_REVERSE,
            .name = "reverse",
            .commands = GRAPH,
            .summary = "turn every edge around: from a module to those that load it",
        },
    [LODE_OPTION_ONLY_CYCLES] =
        {
            .id = LODE_OPTION_ONLY_CYCLES,
            .name = "only-cycles",
            .commands = GRAPH,
            .summary = "only modules and edges that are part of a cycle",
        },
    [LODE_OPTION_COLLAPSE] =
        {
            .id = LODE_OPTION_COLLAPSE,
            .name = "collapse",
            .kind = LODE_VALUE_CHOICE,
            .argument = "BY",
            .choices = collapses,
            .commands = GRAPH,
            .summary = "show packages or folders instead of modules",
        },
    [LODE_OPTION_FAIL_ON] =
        {
            .id = LODE_OPTION_FAIL_ON,
            .name = "fail-on",
            .kind = LODE_VALUE_CHOICE,
            .argument = "WHAT",
            .choices = fail_ons,
            .commands = CYCLES,
            .summary = "which cycles make the exit status 1 (default any)",
        },
    [LODE_OPTION_RULE] =
        {
            .id = LODE_OPTION_RULE,
            .name = "rule",
            .kind = LODE_VALUE_TEXT,
            .argument = "NAME=LEVEL",
            .commands = CHECK,
            .summary = "the level of a rule: error, warning or off",
            .details = "May be given several times; of one rule the last one counts. Wins over the configuration.",
        },
    [LODE_OPTION_ONLY] =
        {
            .id = LODE_OPTION_ONLY,
            .name = "only",
            .kind = LODE_VALUE_LIST,
            .argument = "RULES",
            .commands = CHECK,
            .summary = "these rules and no others",
            .details = "Names separated by commas; may be given several times. A rule that is off otherwise is then a "
                       "warning, unless --rule says more.",
        },
    [LODE_OPTION_EXPLAIN] =
        {
            .id = LODE_OPTION_EXPLAIN,
            .name = "explain",
            .kind = LODE_VALUE_TEXT,
            .argument = "RULE",
            .commands = CHECK,
            .summary = "say what a rule finds and how to silence it, and end",
        },
    [LODE_OPTION_MAX_WARNINGS] =
        {
            .id = LODE_OPTION_MAX_WARNINGS,
            .name = "max-warnings",
            .kind = LODE_VALUE_NUMBER,
            .argument = "N",
            .maximum = 1000000,
            .commands = CHECK,
            .summary = "exit status 1 for more than N warnings too",
        },
    [LODE_OPTION_BASELINE] =
        {
            .id = LODE_OPTION_BASELINE,
            .name = "baseline",
            .kind = LODE_VALUE_TEXT,
            .argument = "FILE",
            .commands = CHECK,
            .summary = "the list of accepted findings (default lode-baseline.json, where there is one)",
            .details = "What it lists is counted and not shown. The default stands in the root.",
        },
    [LODE_OPTION_NO_BASELINE] =
        {
            .id = LODE_OPTION_NO_BASELINE,
            .name = "no-baseline",
            .commands = CHECK,
            .summary = "show accepted findings too",
        },
    [LODE_OPTION_UPDATE_BASELINE] =
        {
            .id = LODE_OPTION_UPDATE_BASELINE,
            .name = "update-baseline",
            .commands = CHECK,
            .summary = "write the baseline so that it lists what is found now",
            .details = "Entries that this run cannot judge stay: rules that are off, files that these entries do not "
                       "reach.",
        },
    [LODE_OPTION_ALL] =
        {
            .id = LODE_OPTION_ALL,
            .name = "all",
            .commands = WHY | CHECK,
            .summary = "show everything: for check every finding on a terminal too, for why every chain",
            .details = "For lode why: every chain that visits no module twice, the shortest first.",
        },
    [LODE_OPTION_LIMIT] =
        {
            .id = LODE_OPTION_LIMIT,
            .name = "limit",
            .kind = LODE_VALUE_NUMBER,
            .argument = "N",
            .minimum = 1,
            .maximum = 1000000,
            .commands = WHY,
            .summary = "with --all: stop after N chains (default 100)",
            .details =
                "The number of chains grows exponentially with the graph, so there is always a limit; where it was "
                "reached the output says so.",
        },
    [LODE_OPTION_SINCE] =
        {
            .id = LODE_OPTION_SINCE,
            .name = "since",
            .kind = LODE_VALUE_TEXT,
            .argument = "REV",
            .commands = DEPENDENTS,
            .summary = "start from the files that changed since a git revision",
            .details =
                "Files that differ between REV and the working tree, and files that git does not know yet and does "
                "not ignore. Asks git; REV is anything that names a commit.",
        },
    [LODE_OPTION_ENTRY] =
        {
            .id = LODE_OPTION_ENTRY,
            .name = "entry",
            .kind = LODE_VALUE_TEXT,
            .argument = "ENTRY",
            .commands = DEPENDENTS,
            .summary = "look at the graph of this ENTRY (default: every source file below the root)",
            .details = "May be given several times.",
        },
    [LODE_OPTION_FROM] =
        {
            .id = LODE_OPTION_FROM,
            .name = "from",
            .kind = LODE_VALUE_TEXT,
            .argument = "FILE",
            .commands = ASKING,
            .summary = "the module that asks (default: one in the working directory)",
            .details = "A path, which need not exist, or a URL. A folder stands for a module in it.",
        },
    [LODE_OPTION_KIND] =
        {
            .id = LODE_OPTION_KIND,
            .name = "kind",
            .kind = LODE_VALUE_CHOICE,
            .argument = "KIND",
            .choices = kinds,
            .commands = ASKING,
            .summary = "which of Node's two loaders is asked (default import)",
        },
    [LODE_OPTION_TRACE] =
        {
            .id = LODE_OPTION_TRACE,
            .name = "trace",
            .commands = RESOLVE,
            .summary = "show the steps of the algorithm and what was tried",
        },
    [LODE_OPTION_BATCH] =
        {
            .id = LODE_OPTION_BATCH,
            .name = "batch",
            .commands = ASKING,
            .summary = "answer requests from standard input, one a line",
            .details = "For lode resolve each line is an object `{\"specifier\": …, \"from\": …, \"kind\": …, "
                       "\"conditions\": […]}`, of which all but the first may be left out; lines are answered as they "
                       "come. For "
                       "lode exports it is `{\"file\": …}`, and all lines are read first. One line of JSON answers "
                       "each line, in "
                       "the same order; a line that is no request is answered with an error.",
        },
    [LODE_OPTION_NO_DETECT] =
        {
            .id = LODE_OPTION_NO_DETECT,
            .name = "no-detect",
            .commands = RESOLVE,
            .summary = "do not read sources: `format` is null where only syntax tells",
            .details =
                "A .js file whose package names no `type` is a module or CommonJS by its syntax, and looking at it "
                "costs more than everything else.",
        },
    [LODE_OPTION_EVAL] =
        {
            .id = LODE_OPTION_EVAL,
            .name = "eval",
            .short_name = 'e',
            .kind = LODE_VALUE_CODE,
            .argument = "CODE",
            .commands = RUN,
            .summary = "run CODE in place of a file; all other arguments belong to it",
        },
    [LODE_OPTION_PRINT] =
        {
            .id = LODE_OPTION_PRINT,
            .name = "print",
            .short_name = 'p',
            .kind = LODE_VALUE_CODE,
            .argument = "CODE",
            .commands = RUN,
            .summary = "the same, and print the value of CODE as console.log does",
        },
    [LODE_OPTION_INPUT_TYPE] =
        {
            .id = LODE_OPTION_INPUT_TYPE,
            .name = "input-type",
            .kind = LODE_VALUE_CHOICE,
            .argument = "TYPE",
            .choices = input_types,
            .commands = RUN,
            .summary = "what code from --eval or standard input is (default: as its syntax says)",
        },
    [LODE_OPTION_REQUIRE] =
        {
            .id = LODE_OPTION_REQUIRE,
            .name = "require",
            .short_name = 'r',
            .kind = LODE_VALUE_TEXT,
            .argument = "MODULE",
            .commands = RUN,
            .summary = "require MODULE before the program",
            .details = "A path or the name of a package, seen from the working directory. May be given several times.",
        },
    [LODE_OPTION_IMPORT] =
        {
            .id = LODE_OPTION_IMPORT,
            .name = "import",
            .kind = LODE_VALUE_TEXT,
            .argument = "MODULE",
            .commands = RUN,
            .summary = "import MODULE before the program, after those of --require",
            .details = "A path, the name of a package or a URL, seen from the working directory. May be given several "
                       "times.",
        },
    [LODE_OPTION_LOAD_TRACE] =
        {
            .id = LODE_OPTION_LOAD_TRACE,
            .name = "trace",
            .kind = LODE_VALUE_MAYBE,
            .argument = "FORM",
            .choices = trace_forms,
            .commands = RUN,
            .summary = "show each step of loading on standard error as it happens (default text)",
        },
    [LODE_OPTION_LOAD_GRAPH] =
        {
            .id = LODE_OPTION_LOAD_GRAPH,
            .name = "graph",
            .kind = LODE_VALUE_TEXT,
            .argument = "FILE",
            .commands = RUN,
            .summary = "when the program has ended, write the graph as it was loaded to FILE",
            .details = "The JSON of lode graph, with the modules and requests that were loaded and no others. "
                       "`runtimeOnly` marks a request that the sources do not show: a computed specifier, a "
                       "createRequire, a loader hook.",
        },
    [LODE_OPTION_MAN] =
        {
            .id = LODE_OPTION_MAN,
            .name = "man",
            .commands = HELP,
            .summary = "write the manual page (roff)",
        },
    [LODE_OPTION_MARKDOWN] =
        {
            .id = LODE_OPTION_MARKDOWN,
            .name = "markdown",
            .commands = HELP,
            .summary = "write the reference as Markdown (docs/commands.md)",
        },
    [LODE_OPTION_CONFIG] =
        {
            .id = LODE_OPTION_CONFIG,
            .name = "config",
            .kind = LODE_VALUE_TEXT,
            .argument = "FILE",
            .commands = READING,
            .summary = "read the configuration from FILE",
            .details = "Default: lode.json, lode.jsonc or `lode` in package.json, in the root. Options of the command "
                       "line win over it; see docs/configuration.md.",
        },
    [LODE_OPTION_NO_CONFIG] =
        {
            .id = LODE_OPTION_NO_CONFIG,
            .name = "no-config",
            .commands = READING,
            .summary = "read no configuration",
        },
    [LODE_OPTION_THREADS] =
        {
            .id = LODE_OPTION_THREADS,
            .name = "threads",
            .kind = LODE_VALUE_NUMBER,
            .argument = "N",
            .minimum = 1,
            .maximum = 256,
            .commands = READING,
            .summary = "work with N threads (default: one for each processor)",
            .details = "The output is the same whatever the number.",
        },
    [LODE_OPTION_COLOR] =
        {
            .id = LODE_OPTION_COLOR,
            .name = "color",
            .kind = LODE_VALUE_CHOICE,
            .argument = "WHEN",
            .choices = colors,
            .commands = ALL,
            .summary = "when to use colour (default auto)",
        },
    [LODE_OPTION_HELP] =
        {
            .id = LODE_OPTION_HELP,
            .name = "help",
            .short_name = 'h',
            .commands = ALL,
            .summary = "say what a command does and end",
        },
    [LODE_OPTION_VERSION] =
        {
            .id = LODE_OPTION_VERSION,
            .name = "version",
            .short_name = 'v',
            .commands = ALL,
            .summary = "say which version this is and end",
        },
};

static const LodeExample graph_examples[] = {
    {"lode graph", "the graph of this package, as a tree"},
    {"lode graph src/index.js --format stats", "how large it is and what did not resolve"},
    {"lode graph --exclude 'node_modules/**' --format mermaid", "the project's own modules as a picture"},
    {"lode graph --collapse packages --format dot -o packages.dot", "packages and who needs whom"},
    {"lode graph --focus 'src/db/**' --focus-depth 2", "a folder and what is near it"},
    {0},
};
static const LodeExample check_examples[] = {
    {"lode check", "what is wrong in this package"},
    {"lode check --rule unused-export=warning", "with a rule that is off by default"},
    {"lode check --update-baseline", "accept what is there; only new findings count from now on"},
    {"lode check --format sarif -o lode.sarif --format github", "a report for code scanning, and annotations"},
    {"lode check --explain interop-default", "what a rule is about"},
    {0},
};
static const LodeExample cycles_examples[] = {
    {"lode cycles", "the import cycles of this package"},
    {"lode cycles --exclude 'node_modules/**'", "those of the project's own modules"},
    {"lode cycles --ignore-dynamic --json", "without import(), for a program"},
    {0},
};
static const LodeExample why_examples[] = {
    {"lode why src/index.js lodash", "the shortest chain from a file to any module of a package"},
    {"lode why . node:http", "who needs a core module"},
    {"lode why src/index.js src/db.js --all", "every chain between two files"},
    {0},
};
static const LodeExample dependents_examples[] = {
    {"lode dependents src/db.js", "every file that loads it, directly or not"},
    {"lode dependents --since main", "everything that the changes since a branch can affect"},
    {"lode dependents 'src/db/**' --since HEAD~3 --json", "the same for the changes in one folder"},
    {0},
};
static const LodeExample resolve_examples[] = {
    {"lode resolve lodash/get", "the file that import 'lodash/get' loads"},
    {"lode resolve ./db --from src/index.js --kind require --trace", "step by step"},
    {"lode resolve --batch < requests.ndjson", "many requests in one run"},
    {0},
};
static const LodeExample run_examples[] = {
    {"lode run src/index.js --port 80", "as node src/index.js --port 80"},
    {"lode run --trace src/index.js", "with what is resolved, read, linked and run, in order"},
    {"lode run --graph loaded.json src/index.js", "and the graph as it was really loaded"},
    {"lode run --input-type module - < main.js", "a program from standard input"},
    {0},
};
static const LodeExample exports_examples[] = {
    {"lode exports src/index.js", "every name that other modules can import from a file"},
    {"lode exports lodash", "what Node sees of a CommonJS package before it runs"},
    {"lode exports node:fs --node-version 20", "the names of a core module"},
    {0},
};
static const LodeExample help_examples[] = {
    {"lode help graph", "the same as lode graph --help"},
    {0},
};

const LodeCommandInfo lode_commands[LODE_COMMAND_COUNT] = {
    [LODE_COMMAND_GRAPH] =
        {
            LODE_COMMAND_GRAPH,
            "graph",
            "[ENTRY...]",
            0,
            UINT32_MAX,
            "the modules that Node would load from the entries, and the edges between them",
            "Reads every module that is reachable from the entries and resolves each request as Node does: `require` "
            "with "
            "the `require` conditions and `import` with the `import` conditions, so one package may be there twice. A "
            "request that does not resolve is part of the graph, with Node's error; building goes on.\n\n"
            "In the tree each module is opened once, where it is nearest to an entry; (*) marks a module that is "
            "opened "
            "elsewhere, (cycle) one that is its own ancestor.",
            "0 where the graph was built, requests that did not resolve included; 2 where an entry could not be read "
            "or "
            "the command line is wrong.",
            graph_examples,
        },
    [LODE_COMMAND_CHECK] =
        {
            LODE_COMMAND_CHECK,
            "check",
            "[ENTRY...]",
            0,
            UINT32_MAX,
            "mistakes between modules, found before anything runs",
            "Links the graph as Node would and reports names that are not exported, specifiers that do not resolve, "
            "packages that are not declared, and places where CommonJS and ES modules do not fit together. A finding "
            "says where it is, what Node prints, and the smallest change that mends it.\n\n"
            "A comment `// lode-ignore-next-line RULE -- reason` silences a rule on the next line of code; one that "
            "silences nothing is reported. --update-baseline accepts all findings at once.",
            "0 without findings at error level; 1 where there are any, or more warnings than --max-warnings; 2 where "
            "an entry could not be read, or the command line, the configuration or the baseline is wrong.",
            check_examples,
        },
    [LODE_COMMAND_CYCLES] =
        {
            LODE_COMMAND_CYCLES,
            "cycles",
            "[ENTRY...]",
            0,
            UINT32_MAX,
            "import cycles, each with its shortest closed path",
            "One finding for each set of modules that all reach each other (a strongly connected component), with a "
            "shortest closed path through it and the place of each import on that path. Modules that merely lead into "
            "a "
            "cycle are not reported. A module that imports itself is a finding of its own. `require.resolve`, "
            "`import.meta.resolve` and `new URL` name files without loading them and make no cycle.",
            "0 without cycles, or with --fail-on never; 1 where there are any; 2 where an entry could not be read or "
            "the "
            "command line is wrong.",
            cycles_examples,
        },
    [LODE_COMMAND_WHY] =
        {
            LODE_COMMAND_WHY,
            "why",
            "FROM TO",
            2,
            2,
            "the chain of imports by which one module comes to load another",
            "FROM is an ENTRY. TO is a file, an id as output shows it, a core module (`node:fs`, `fs`), the name of a "
            "package "
            "(any module of it) or a glob on ids. One edge a line, each with its position.",
            "0 where there is a chain; 1 where there is none; 2 where FROM or TO cannot be found or the command line "
            "is "
            "wrong.",
            why_examples,
        },
    [LODE_COMMAND_DEPENDENTS] =
        {
            LODE_COMMAND_DEPENDENTS,
            "dependents",
            "[FILE]",
            0,
            1,
            "the modules that reach a file, or that a change can affect",
            "FILE is a file, an id, a core module, the name of a package or a glob on ids. With --since and no FILE: "
            "everything that the changes since a revision can affect; with both, only changes in what FILE names "
            "count. "
            "Unless --entry says otherwise, the graph begins at every source file below the root, node_modules and dot "
            "folders left out, so tests and scripts are found too.",
            "0, also where nothing reaches it; 2 where FILE cannot be found, git fails, an entry could not be read or "
            "the "
            "command line is wrong.",
            dependents_examples,
        },
    [LODE_COMMAND_RESOLVE] =
        {
            LODE_COMMAND_RESOLVE,
            "resolve",
            "SPECIFIER",
            0,
            1,
            "the file or URL that a specifier means, as Node finds it",
            "Prints the absolute path of the file, or the URL where it is no file. Where it fails, prints Node's error "
            "code "
            "and message and what would help.",
            "0 where it resolved; 1 where it did not (with --batch: where a request did not); 2 where the command "
            "line, or "
            "with --batch a line of input, is wrong.",
            resolve_examples,
        },
    [LODE_COMMAND_EXPORTS] =
        {
            LODE_COMMAND_EXPORTS,
            "exports",
            "FILE|SPECIFIER",
            0,
            1,
            "the names that a module exports, and where each really comes from",
            "What `import * as ns` of the module shows in Node, without running anything. For an ES module re-exports "
            "are followed to the declaration, stars and namespaces included. For CommonJS these are the names that "
            "Node's lexer sees in the text, those of modules that it exports again among them, `default`, and "
            "`module.exports` from Node 23 on: exactly what can be imported by name, which may be less than the "
            "module sets when it runs.",
            "0; 1 where the module has a syntax error or exports a name again that is not there; 2 where it cannot be "
            "found or read, or the command line is wrong.",
            exports_examples,
        },
    [LODE_COMMAND_RUN] =
        {
            .id = LODE_COMMAND_RUN,
            .name = "run",
            .operands = "FILE [ARGS...]",
            .minimum_operands = 0,
            .maximum_operands = UINT32_MAX,
            .hands_on_rest = true,
            .summary = "run a program with Node's module semantics on the embedded engine",
            .details =
                "Loads FILE as Node 26 does, CommonJS and ES modules together, and runs it until nothing is left to "
                "do. "
                "`-` reads the program from standard input. Options stand before FILE; what follows it belongs to the "
                "program, as process.argv. No configuration is read.",
            .status = "The program's own: process.exitCode; 1 for an error that nobody caught, printed with its stack; "
                      "13 for a top-level await that never settles. 2 where the command line is wrong or there is no "
                      "engine.",
            .examples = run_examples,
        },
    [LODE_COMMAND_HELP] =
        {
            LODE_COMMAND_HELP,
            "help",
            "[COMMAND]",
            0,
            1,
            "say what a command does",
            "Without COMMAND: the list of commands.",
            "0; 2 where there is no such command.",
            help_examples,
        },
};

const char lode_summary[] = "reads the module graph of JavaScript as Node loads it";
const char lode_about[] =
    "Nothing that is read is run but by lode run, and nothing is written but what -o names. Data goes to standard "
    "output, progress and "
    "warnings to standard error. The same files give the same bytes, whatever the number of threads.";

const LodeExample lode_words[] = {
    {"ENTRY",
     "a file; a folder (the entry points of its package: `exports`, `main`, `bin`); or a glob. Without one: the "
     "entry points of the nearest package.json, or, without a package, every source file below the root."},
    {"GLOB",
     "a pattern on ids: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`. Without a `/` it is tried "
     "on the last part of the id too; with a `/` at its end it means everything in a folder."},
    {"id", "how output names a module: its path relative to the root, `node:NAME` for a core module, or its URL."},
    {0},
};

const LodeExample lode_environment[] = {
    {"NODE_PATH, HOME", "folders that `require` searches last, as in Node"},
    {"PATH", "where node stands, whose prefix has another such folder, and git"},
    {"LODE_ENGINE", "the engine of lode run, where it does not stand beside lode or in ../lib/lode"},
    {"NO_COLOR, FORCE_COLOR", "refuse or ask for colour where --color does not say; the latter wins"},
    {"CI", "no progress on standard error"},
    {"COLUMNS, LINES", "the size of a terminal that does not tell its own"},
    {0},
};
