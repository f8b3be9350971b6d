/*
 * scenario-setup calibrate     how many rounds of burn a CPU does in a millisecond, the best of several tries
 * scenario-setup evict FILES   takes files out of the page cache
 */
#define _GNU_SOURCE
#include "burn.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void calibrate(void)
{
    const long rounds = 5 * 1000 * 1000;
    double best = 1e9;
    for (int tries = 0; tries < 20; tries++) {
        double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
        burn(rounds);
        double taken = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
        if (taken < best) best = taken;
    }
    printf("%.0f\n", rounds / (best * 1e3));
}

static int evict(const char *path)
{
    int file = open(path, O_RDWR), error = file < 0;
    if (error || fsync(file) < 0 || (error = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED))) {
        perror(path);
        return 1;
    }
    return close(file);
}

int main(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], "calibrate")) {
        calibrate();
        return 0;
    }
    if (argc < 3 || strcmp(argv[1], "evict")) {
        fputs("usage: scenario-setup calibrate | evict FILES\n", stderr);
        return 2;
    }
    int failed = 0;
    for (int number = 2; number < argc; number++) failed |= evict(argv[number]);
    return failed;
}
