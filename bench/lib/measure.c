/*
 * measure RESULT COMMAND [ARGUMENT...]
 *
 * Runs the command and writes one JSON line to RESULT: wall clock, processor time and peak memory
 * of the command and the children it waited for. Exits with the command's status.
 *
 * Why not from Node: a child starts as a copy of its parent, and the kernel counts the parent's
 * memory as the child's peak. This parent is a few hundred kilobytes.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure RESULT COMMAND [ARGUMENT...]\n");
        return 2;
    }
    double start = seconds_now();
    pid_t child = fork();
    if (child < 0) {
        perror("measure: fork");
        return 2;
    }
    if (child == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status = 0;
    struct rusage used;
    if (wait4(child, &status, 0, &used) < 0) {
        perror("measure: wait4");
        return 2;
    }
    double wall = seconds_now() - start;
#ifdef __APPLE__
    long kilobytes = used.ru_maxrss / 1024;
#else
    long kilobytes = used.ru_maxrss;
#endif
    FILE *result = fopen(argv[1], "w");
    if (!result) {
        perror(argv[1]);
        return 2;
    }
    fprintf(result, "{\"wall\":%.6f,\"cpu\":%.6f,\"rss\":%ld}\n", wall,
            seconds_of(used.ru_utime) + seconds_of(used.ru_stime), kilobytes);
    if (fclose(result) != 0) {
        perror(argv[1]);
        return 2;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
