/* A program of somebody else: includes the installed header, links with the installed library. */
#include <lode.h>

#include <stdio.h>

int main(void)
{
    return puts(lode_version()) == EOF;
}
