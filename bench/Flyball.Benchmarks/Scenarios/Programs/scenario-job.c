/*
 * scenario-job NUMBER KIND [AMOUNTS]
 *
 * A job of a scenario: as much work as AMOUNTS say, however long it takes. In the current folder it leaves a file starts/NUMBER.PROCESS when it begins and
 * done/NUMBER when it is through, so that what was ended halfway can be told.
 *
 *   burn ROUNDS          computes
 *   nap MILLISECONDS     waits
 *   grow MIB MS          fills memory, evenly over that time, and holds it for a quarter of it
 *   commit BLOCKS        appends blocks of 64 KiB, each of which is on the disk before the next
 *   write MIB            writes past the page cache, 2 MiB at a time
 *   scan PASSES          reads the file data.NUMBER again and again, and looks at what it reads
 */
#define _GNU_SOURCE
#include "burn.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { Page = 4096, Commit = 64 << 10, Direct = 2 << 20, Read = 256 << 10, MiB = 1 << 20 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int opened(const char *folder, const char *number, int flags)
{
    char path[256];
    snprintf(path, sizeof path, "%s%s", folder, number);
    int file = open(path, flags, 0644);
    if (file < 0) fail(path);
    return file;
}

static void *buffer(size_t size)
{
    void *memory = aligned_alloc(Page, size);
    if (!memory) fail("memory");
    memset(memory, 42, size);
    return memory;
}

static void grow(long mebibytes, double duration)
{
    double start = seconds(CLOCK_MONOTONIC);
    char *memory = aligned_alloc(Page, (size_t)mebibytes * MiB);
    if (!memory) fail("memory");
    for (long done = 0; done < mebibytes; done++) {
        memset(memory + (size_t)done * MiB, 1, MiB);
        double early = start + duration * (done + 1) / mebibytes - seconds(CLOCK_MONOTONIC);
        if (early > 0.002) nap(early);
    }
    nap(duration / 4);
    burnt = memory[(size_t)mebibytes * MiB - 1];
}

static void commit(const char *number, long blocks)
{
    int file = opened("data.", number, O_WRONLY | O_CREAT | O_TRUNC);
    void *block = buffer(Commit);
    for (long done = 0; done < blocks; done++)
        if (write(file, block, Commit) != Commit || fdatasync(file) < 0) fail("commit");
}

static void write_directly(const char *number, long mebibytes)
{
    int file = opened("data.", number, O_WRONLY | O_CREAT | O_TRUNC | O_DIRECT);
    void *block = buffer(Direct);
    for (long done = 0; done < mebibytes / (Direct / MiB); done++)
        if (write(file, block, Direct) != Direct) fail("write");
}

static void scan(const char *number, long passes)
{
    int file = opened("data.", number, O_RDONLY);
    uint64_t *block = buffer(Read), sum = 0;
    for (long pass = 0; pass < passes; pass++) {
        ssize_t length;
        lseek(file, 0, SEEK_SET);
        while ((length = read(file, block, Read)) > 0)
            for (ssize_t word = 0; word < length / 8; word++) sum = (sum ^ block[word]) * 1099511628211ULL;
        if (length < 0) fail("scan");
    }
    burnt = sum;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: scenario-job NUMBER KIND AMOUNT [AMOUNT]\n", stderr);
        return 2;
    }

    const char *number = argv[1], *kind = argv[2];
    long amount = atol(argv[3]);
    char start[64];
    snprintf(start, sizeof start, "%s.%d", number, getpid());
    close(opened("starts/", start, O_WRONLY | O_CREAT));
    if (!strcmp(kind, "burn")) burn(amount);
    else if (!strcmp(kind, "nap")) nap(amount / 1e3);
    else if (!strcmp(kind, "grow") && argc > 4) grow(amount, atol(argv[4]) / 1e3);
    else if (!strcmp(kind, "commit")) commit(number, amount);
    else if (!strcmp(kind, "write")) write_directly(number, amount);
    else if (!strcmp(kind, "scan")) scan(number, amount);
    else {
        fprintf(stderr, "unknown kind: %s\n", kind);
        return 2;
    }
    close(opened("done/", number, O_WRONLY | O_CREAT));
    return 0;
}
