/* Work for a CPU, always the same for the same number of rounds. */
#include <stdint.h>
#include <time.h>

static volatile uint64_t burnt;

static inline void burn(long rounds)
{
    uint64_t value = 88172645463325252ULL;
    for (long round = 0; round < rounds; round++) {
        value ^= value << 13;
        value ^= value >> 7;
        value ^= value << 17;
    }
    burnt = value;
}

static inline double seconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static inline void nap(double duration)
{
    struct timespec time = { (time_t)duration, (long)((duration - (time_t)duration) * 1e9) };
    nanosleep(&time, NULL);
}
