/*
 * A program of somebody else: includes the installed header, links with the installed library.
 *
 *     consumer ROOT ENTRY SPECIFIER
 *
 * Prints what SPECIFIER means in ENTRY, then every edge of ENTRY's graph. All paths are absolute.
 */
#include <lode.h>

#include <stdio.h>

static const char *or_none(const char *text)
{
    return text ? text : "none";
}

static void print_edge(const LodeModuleGraph *graph, uint32_t number)
{
    LodeEdgeInfo edge;
    LodeModuleInfo from;
    LodeModuleInfo to = {.id = "nowhere"};
    if (lode_module_graph_edge(graph, number, &edge) && lode_module_graph_module(graph, edge.from, &from)) {
        lode_module_graph_module(graph, edge.to, &to);
        printf("%s:%u:%u %s %s -> %s (%s)\n", from.id, (unsigned)edge.line, (unsigned)edge.column, edge.kind,
               edge.specifier, to.id, or_none(edge.code));
    }
}

int main(int argc, char **argv)
{
    puts(lode_version());
    if (argc < 4) {
        return 0;
    }
    LodeContext *context = lode_context_new(NULL);
    LodeAnswer answer;
    bool found = lode_context_resolve(context, argv[3], argv[2], LODE_IMPORT, &answer);
    printf("%s %s\n", found ? answer.url : answer.code, or_none(answer.format));
    const char *entries[] = {argv[2]};
    LodeModuleGraph *graph = lode_context_graph(context, argv[1], entries, 1, &answer);
    for (uint32_t i = 0; graph && i < lode_module_graph_edge_count(graph); i++) {
        print_edge(graph, i);
    }
    lode_module_graph_free(graph);
    lode_context_free(context);
    return graph ? 0 : 1;
}
