/*
 * A program of somebody else: includes the installed header, links with the installed library. It is
 * the example of docs/library.md too.
 *
 *     consumer ROOT ENTRY SPECIFIER
 *
 * Prints what SPECIFIER means in ENTRY, every edge of ENTRY's graph, the names of each of its modules
 * with the place where each is declared, and the names that are asked for in vain. All paths are
 * absolute.
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

static void print_names(const LodeModuleGraph *graph, LodeModuleLink *link, uint32_t module)
{
    LodeModuleInfo info;
    lode_module_graph_module(graph, module, &info);
    const char *const *names = lode_module_link_names(link, module, NULL);
    for (; !info.is_external && *names; names++) {
        LodeBindingInfo binding;
        LodeModuleInfo from;
        if (lode_module_link_resolve(link, module, *names, &binding, NULL) == LODE_LINK_BOUND &&
            lode_module_graph_module(graph, binding.module, &from)) {
            printf("%s exports %s: %s of %s:%u\n", info.id, *names, or_none(binding.name), from.id,
                   (unsigned)binding.line);
        }
    }
}

static void print_faults(const LodeModuleGraph *graph, LodeModuleLink *link)
{
    LodeLinkFault fault;
    for (uint32_t i = 0; lode_module_link_fault(link, i, &fault); i++) {
        LodeModuleInfo from;
        lode_module_graph_module(graph, fault.module, &from);
        printf("%s:%u:%u %s has no %s\n", from.id, (unsigned)fault.line, (unsigned)fault.column, fault.specifier,
               fault.name);
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
    if (graph) {
        LodeModuleLink *link = lode_module_link_new(graph);
        for (uint32_t i = 0; i < lode_module_graph_module_count(graph); i++) {
            print_names(graph, link, i);
        }
        print_faults(graph, link);
        lode_module_link_free(link);
    }
    lode_module_graph_free(graph);
    lode_context_free(context);
    return graph ? 0 : 1;
}
