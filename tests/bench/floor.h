// What the floor's jobs share: requests to rtnetlink in batches, a clock, and containers to work on.
#define _GNU_SOURCE
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PER_DATAGRAM = 128, RECEIVE_SIZE = 32768, GROUP = 77, FIRST_INDEX = 1000, CONTAINER_INDEX = 10 };

struct channel {
    int fd;
    uint32_t sequence;
    unsigned pending;
    size_t length;
    struct nlmsghdr *last;
    char *out, *in;
};

void die(const char *what);

void start_clock(void);
void stop_clock(const char *phase, unsigned count);

void open_channel(struct channel *c);
void begin(struct channel *c, int type, int flags, const void *head, size_t length);
void attribute(struct channel *c, int type, const void *data, size_t length);
void end(struct channel *c);
void flush(struct channel *c);
void address(struct channel *c, bool add, int link, uint32_t ip, int prefix);
void route(struct channel *c, bool add, int link, uint32_t to, int prefix, uint32_t via, uint32_t source);

int this_namespace(void);
void name_of(char *path, unsigned i);
uint32_t nth_ip(unsigned i);
uint32_t host_ip(unsigned i);
uint32_t container_ip(unsigned i);

// Containers with a routed interface and one IP: started, and taken down.
void start_containers(struct channel *host, unsigned count);
void stop_containers(struct channel *host, unsigned count);

void run_test(struct channel *host, unsigned count);
void run_restore(struct channel *host, unsigned count);
