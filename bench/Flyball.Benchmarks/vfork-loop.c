/*
 * vfork-loop COUNT IN_FLIGHT PROGRAM [ARGUMENTS]
 *
 * Runs PROGRAM COUNT times, IN_FLIGHT at once, and does nothing else: no shell, no outputs, no queue. What is left is what the kernel takes to start
 * a process and to end it, the limit for everybody. Afterwards it writes how many nanoseconds that took and the peak of the largest child in KiB.
 * That peak can be trusted because this program is small: a child begins with its parent's peak.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: vfork-loop COUNT IN_FLIGHT PROGRAM [ARGUMENTS]\n", stderr);
        return 2;
    }

    long count = atol(argv[1]), in_flight = atol(argv[2]), started = 0, ended = 0, failed = 0;
    long long start = now();
    while (ended < count) {
        if (started < count && started - ended < in_flight) {
            pid_t pid = vfork();
            if (pid == 0) {
                execvp(argv[3], argv + 3);
                _exit(127);
            }
            if (pid < 0) {
                perror("vfork");
                return 1;
            }
            started++;
        } else {
            int status;
            if (waitpid(-1, &status, 0) < 0) {
                perror("waitpid");
                return 1;
            }
            ended++;
            failed += status != 0;
        }
    }

    long long end = now();
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    fprintf(stderr, "%lld %ld\n", end - start, children.ru_maxrss);
    return failed > 0;
}
