/*
 * scenario-foreign KIND [AMOUNTS]
 *
 * Work of somebody else beside the jobs, until it is killed. What it measures goes to standard output, a number to a line.
 *
 *   burst ROUNDS MILLISECONDS   every CPU computes that many rounds, then all rest that long: how many milliseconds each burst took
 *   spin ROUNDS                 every CPU computes without end: how many milliseconds each lot of that many rounds took on the whole
 *   probe FILE MILLISECONDS     writes 4 KiB past the page cache that often, also while earlier writes are under way: how many milliseconds each took
 */
#define _GNU_SOURCE
#include "burn.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { Page = 4096, Probes = 16 };

static void report(double start)
{
    printf("%.3f\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
    fflush(stdout);
}

/* A process that ends when this one does. */
static pid_t fork_bound(void)
{
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(0);
    }
    return child;
}

/* A process for each CPU; each calls work once with its rounds and ends. */
static void start_on_all(long processors, void (*work)(long), long rounds)
{
    for (long started = 0; started < processors; started++) {
        if (fork_bound() == 0) {
            work(rounds);
            _exit(0);
        }
    }
}

static void burst(long processors, long rounds, double rest)
{
    for (;;) {
        nap(rest);
        double start = seconds(CLOCK_MONOTONIC);
        start_on_all(processors, burn, rounds);
        while (wait(NULL) > 0) { }
        report(start);
    }
}

static void spin(long rounds)
{
    for (;;) {
        double start = seconds(CLOCK_MONOTONIC);
        burn(rounds);
        report(start);
    }
}

static void write_page(int file, const char *path, const void *page, int number)
{
    if (pwrite(file, page, Page, (off_t)number * Page) == Page) return;
    perror(path);
    exit(1);
}

/* Several take turns: one alone would look away whenever a write takes long, which is what is looked for. */
static void probe(const char *path, double between)
{
    int file = open(path, O_WRONLY | O_CREAT | O_DIRECT, 0644);
    void *page = aligned_alloc(Page, Page);
    if (file < 0 || !page) {
        perror(path);
        exit(1);
    }
    memset(page, 42, Page);
    /* Writes that make a file longer wait for one another. */
    for (int number = 0; number < Probes; number++) write_page(file, path, page, number);

    double first = seconds(CLOCK_MONOTONIC) + between;
    for (int turn = 0; turn < Probes; turn++) {
        if (fork_bound() != 0) continue;
        for (double next = first + turn * between;; next += Probes * between) {
            double early = next - seconds(CLOCK_MONOTONIC);
            if (early > 0) nap(early);
            double start = seconds(CLOCK_MONOTONIC);
            write_page(file, path, page, turn);
            report(start);
        }
    }
    while (wait(NULL) > 0) { }
}

int main(int argc, char **argv)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (argc == 4 && !strcmp(argv[1], "burst")) burst(processors, atol(argv[2]), atol(argv[3]) / 1e3);
    if (argc == 4 && !strcmp(argv[1], "probe")) probe(argv[2], atol(argv[3]) / 1e3);
    if (argc == 3 && !strcmp(argv[1], "spin")) {
        start_on_all(processors, spin, atol(argv[2]));
        while (wait(NULL) > 0) { }
    }
    fputs("usage: scenario-foreign burst ROUNDS MS | spin ROUNDS | probe FILE MS\n", stderr);
    return 2;
}
