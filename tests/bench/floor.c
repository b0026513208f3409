// The floor: what the kernel's own work costs a C program with a raw socket, without a library. Each job makes what it
// needs in the network namespace that it is started in, and prints a line a phase: R JOB.PHASE PEER COUNT WALL-MS CPU-MS.
//
//   floor addresses|routes|live|dump-addresses|dump-routes|containers|test|restore|store COUNT [one|batch]
//
// "one": each request in a datagram of its own, with its acknowledgement. "batch": 128 requests a datagram, of which the
// last is acknowledged; failures come unasked, so none is lost.
#include "floor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool one_by_one;
static const char *job, *peer;

void die(const char *what)
{
    perror(what);
    exit(1);
}

static double clock_ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static double wall, cpu;

void start_clock(void)
{
    wall = clock_ms(CLOCK_MONOTONIC);
    cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

void stop_clock(const char *phase, unsigned count)
{
    printf("R %s.%s %s %u %.3f %.3f\n", job, phase, peer, count, clock_ms(CLOCK_MONOTONIC) - wall,
           clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    fflush(stdout);
}

void open_channel(struct channel *c)
{
    int on = 1;
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    c->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (c->fd < 0) die("socket");
    setsockopt(c->fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    setsockopt(c->fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    setsockopt(c->fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
    if (bind(c->fd, (void *)&address, sizeof address)) die("bind");
    if (!c->out) c->out = malloc(PER_DATAGRAM * 512), c->in = malloc(RECEIVE_SIZE);
    c->pending = c->length = 0;
}

void flush(struct channel *c)
{
    if (!c->pending) return;
    c->last->nlmsg_flags |= NLM_F_ACK;
    if (send(c->fd, c->out, c->length, 0) != (ssize_t)c->length) die("send");
    for (bool waiting = true; waiting;) {
        ssize_t got = recv(c->fd, c->in, RECEIVE_SIZE, 0);
        if (got < 0) die("recv");
        for (struct nlmsghdr *h = (void *)c->in; NLMSG_OK(h, got); h = NLMSG_NEXT(h, got)) {
            if (h->nlmsg_type != NLMSG_ERROR) continue;
            int error = ((struct nlmsgerr *)NLMSG_DATA(h))->error;
            if (error) errno = -error, die("the kernel refused");
            if (h->nlmsg_seq == c->sequence) waiting = false;
        }
    }
    c->pending = c->length = 0;
}

static void *append(struct channel *c, const void *data, size_t length)
{
    void *at = c->out + c->length;
    memset(at, 0, NLMSG_ALIGN(length));
    if (data) memcpy(at, data, length);
    c->length += NLMSG_ALIGN(length);
    return at;
}

void begin(struct channel *c, int type, int flags, const void *head, size_t length)
{
    c->last = append(c, NULL, NLMSG_HDRLEN);
    c->last->nlmsg_type = type;
    c->last->nlmsg_flags = NLM_F_REQUEST | flags;
    c->last->nlmsg_seq = ++c->sequence;
    append(c, head, length);
}

void attribute(struct channel *c, int type, const void *data, size_t length)
{
    struct rtattr head = {.rta_type = type, .rta_len = RTA_LENGTH(length)};
    append(c, &head, sizeof head);
    append(c, data, length);
}

static size_t open_nest(struct channel *c, int type)
{
    size_t at = c->length;
    attribute(c, type, NULL, 0);
    return at;
}

static void close_nest(struct channel *c, size_t at)
{
    ((struct rtattr *)(c->out + at))->rta_len = c->length - at;
}

void end(struct channel *c)
{
    c->last->nlmsg_len = c->out + c->length - (char *)c->last;
    if (++c->pending == PER_DATAGRAM || one_by_one) flush(c);
}

void address(struct channel *c, bool add, int link, uint32_t ip, int prefix)
{
    struct ifaddrmsg head = {.ifa_family = AF_INET, .ifa_prefixlen = prefix, .ifa_index = link};
    uint32_t wire = htonl(ip);
    begin(c, add ? RTM_NEWADDR : RTM_DELADDR, add ? NLM_F_CREATE | NLM_F_EXCL : 0, &head, sizeof head);
    attribute(c, IFA_LOCAL, &wire, 4);
    attribute(c, IFA_ADDRESS, &wire, 4);
    end(c);
}

void route(struct channel *c, bool add, int link, uint32_t to, int prefix, uint32_t via, uint32_t source)
{
    struct rtmsg head = {.rtm_family = AF_INET, .rtm_dst_len = prefix, .rtm_table = RT_TABLE_MAIN,
                         .rtm_protocol = add ? RTPROT_STATIC : 0,
                         .rtm_scope = add ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE, .rtm_type = add ? RTN_UNICAST : 0};
    uint32_t to_wire = htonl(to), via_wire = htonl(via), source_wire = htonl(source);
    begin(c, add ? RTM_NEWROUTE : RTM_DELROUTE, add ? NLM_F_CREATE | NLM_F_EXCL : 0, &head, sizeof head);
    if (prefix) attribute(c, RTA_DST, &to_wire, 4);
    attribute(c, RTA_GATEWAY, &via_wire, 4);
    attribute(c, RTA_OIF, &link, 4);
    if (source) attribute(c, RTA_PREFSRC, &source_wire, 4);
    end(c);
}

static void bring_up(struct channel *c, int link)
{
    struct ifinfomsg head = {.ifi_index = link, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    begin(c, RTM_NEWLINK, 0, &head, sizeof head);
    end(c);
}

// A pair with one queue a side: what ContainerNet makes, and what is cheapest.
static void veth(struct channel *c, int link, const char *name, int peer_link, const char *peer_name, int peer_namespace)
{
    struct ifinfomsg head = {.ifi_index = link, .ifi_flags = IFF_UP, .ifi_change = IFF_UP};
    struct ifinfomsg peer_head = {.ifi_index = peer_link};
    uint32_t queues = 1, group = GROUP;
    begin(c, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &head, sizeof head);
    attribute(c, IFLA_IFNAME, name, strlen(name) + 1);
    attribute(c, IFLA_GROUP, &group, 4);
    attribute(c, IFLA_NUM_TX_QUEUES, &queues, 4);
    attribute(c, IFLA_NUM_RX_QUEUES, &queues, 4);
    size_t info = open_nest(c, IFLA_LINKINFO);
    attribute(c, IFLA_INFO_KIND, "veth", 5);
    size_t data = open_nest(c, IFLA_INFO_DATA), other = open_nest(c, VETH_INFO_PEER);
    append(c, &peer_head, sizeof peer_head);
    attribute(c, IFLA_IFNAME, peer_name, strlen(peer_name) + 1);
    attribute(c, IFLA_NUM_TX_QUEUES, &queues, 4);
    attribute(c, IFLA_NUM_RX_QUEUES, &queues, 4);
    if (peer_namespace >= 0) attribute(c, IFLA_NET_NS_FD, &peer_namespace, 4);
    close_nest(c, other);
    close_nest(c, data);
    close_nest(c, info);
    end(c);
}

uint32_t nth_ip(unsigned i) { return 0x0a010000 + i; }   // 10.1.0.0 and on
uint32_t host_ip(unsigned i) { return 0x0a640000 + i * 4 + 1; }
uint32_t container_ip(unsigned i) { return host_ip(i) + 1; }

static void make_link(struct channel *c)
{
    veth(c, FIRST_INDEX, "v0", FIRST_INDEX + 1, "v1", -1);
    bring_up(c, FIRST_INDEX + 1);
    address(c, true, FIRST_INDEX, host_ip(0), 30);
    flush(c);
}

static void run_addresses(struct channel *c, unsigned count)
{
    make_link(c);
    for (int add = 1; add >= 0; add--) {
        start_clock();
        for (unsigned i = 0; i < count; i++) address(c, add, FIRST_INDEX, nth_ip(i), 32);
        flush(c);
        stop_clock(add ? "add" : "delete", count);
    }
}

static void run_routes(struct channel *c, unsigned count)
{
    make_link(c);
    for (int add = 1; add >= 0; add--) {
        start_clock();
        for (unsigned i = 0; i < count; i++) route(c, add, FIRST_INDEX, nth_ip(i), 32, container_ip(0), 0);
        flush(c);
        stop_clock(add ? "add" : "delete", count);
    }
}

struct record { uint32_t address[4], other[4], flags, valid, preferred; int link; uint8_t prefix, scope, family, type; char label[16]; };

static unsigned dump(struct channel *c, bool routes, struct record *records)
{
    struct rtmsg head = {.rtm_family = AF_INET};
    struct ifaddrmsg address_head = {.ifa_family = AF_INET};
    unsigned count = 0;
    if (routes) begin(c, RTM_GETROUTE, NLM_F_DUMP, &head, sizeof head);
    else begin(c, RTM_GETADDR, NLM_F_DUMP, &address_head, sizeof address_head);
    c->last->nlmsg_len = c->out + c->length - (char *)c->last;
    if (send(c->fd, c->out, c->length, 0) < 0) die("send");
    c->length = 0;
    for (;;) {
        ssize_t got = recv(c->fd, c->in, RECEIVE_SIZE, 0);
        if (got < 0) die("recv");
        for (struct nlmsghdr *h = (void *)c->in; NLMSG_OK(h, got); h = NLMSG_NEXT(h, got)) {
            if (h->nlmsg_type == NLMSG_DONE) return count;
            struct record *r = &records[count++];
            memset(r, 0, sizeof *r);
            if (routes) {
                struct rtmsg *m = NLMSG_DATA(h);
                int left = RTM_PAYLOAD(h);
                r->family = m->rtm_family, r->prefix = m->rtm_dst_len, r->scope = m->rtm_scope, r->type = m->rtm_type;
                for (struct rtattr *a = RTM_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
                    if (a->rta_type == RTA_DST) memcpy(r->address, RTA_DATA(a), RTA_PAYLOAD(a));
                    else if (a->rta_type == RTA_GATEWAY) memcpy(r->other, RTA_DATA(a), RTA_PAYLOAD(a));
                    else if (a->rta_type == RTA_OIF) memcpy(&r->link, RTA_DATA(a), 4);
                    else if (a->rta_type == RTA_TABLE) memcpy(&r->flags, RTA_DATA(a), 4);
                }
            } else {
                struct ifaddrmsg *m = NLMSG_DATA(h);
                int left = IFA_PAYLOAD(h);
                r->family = m->ifa_family, r->prefix = m->ifa_prefixlen, r->scope = m->ifa_scope, r->link = m->ifa_index;
                for (struct rtattr *a = IFA_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
                    if (a->rta_type == IFA_LOCAL) memcpy(r->address, RTA_DATA(a), RTA_PAYLOAD(a));
                    else if (a->rta_type == IFA_ADDRESS) memcpy(r->other, RTA_DATA(a), RTA_PAYLOAD(a));
                    else if (a->rta_type == IFA_LABEL) memcpy(r->label, RTA_DATA(a), RTA_PAYLOAD(a));
                    else if (a->rta_type == IFA_FLAGS) memcpy(&r->flags, RTA_DATA(a), 4);
                    else if (a->rta_type == IFA_CACHEINFO) memcpy(&r->valid, (char *)RTA_DATA(a) + 4, 4);
                }
            }
        }
    }
}

static void run_dump(struct channel *c, bool routes, unsigned count)
{
    enum { TIMES = 10 };
    unsigned seen = 0;
    struct record *records = calloc(count + 64, sizeof *records);
    memset(records, 1, (count + 64) * sizeof *records);
    make_link(c);
    for (unsigned i = 0; i < count; i++) {
        if (routes) route(c, true, FIRST_INDEX, nth_ip(i), 32, container_ip(0), 0);
        else address(c, true, FIRST_INDEX, nth_ip(i), 32);
    }
    flush(c);
    start_clock();
    for (int i = 0; i < TIMES; i++) seen += dump(c, routes, records);
    stop_clock("dump", seen);
}

int this_namespace(void)
{
    int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    if (fd < 0) die("open namespace");
    return fd;
}

static int make_namespace(const char *path)
{
    int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
    if (fd < 0) die(path);
    close(fd);
    if (unshare(CLONE_NEWNET)) die("unshare");
    if (mount("/proc/thread-self/ns/net", path, "none", MS_BIND, NULL)) die("mount");
    return this_namespace();
}

void name_of(char *path, unsigned i) { sprintf(path, "/run/netns/floor%u", i); }

// Addresses on a running container: each in its namespace, and its route on the host.
static void run_live(struct channel *host, unsigned count)
{
    struct channel inside = {0};
    int home = this_namespace();
    mkdir("/run/netns", 0755);
    int other = make_namespace("/run/netns/floor-live");
    open_channel(&inside);
    setns(home, CLONE_NEWNET);
    veth(host, FIRST_INDEX, "v0", CONTAINER_INDEX, "eth0", other);
    address(host, true, FIRST_INDEX, host_ip(0), 30);
    flush(host);
    bring_up(&inside, CONTAINER_INDEX);
    address(&inside, true, CONTAINER_INDEX, container_ip(0), 30);
    flush(&inside);
    for (int add = 1; add >= 0; add--) {
        start_clock();
        for (unsigned i = 0; i < count; i++) address(&inside, add, CONTAINER_INDEX, nth_ip(i), 32);
        flush(&inside);
        for (unsigned i = 0; i < count; i++) route(host, add, FIRST_INDEX, nth_ip(i), 32, container_ip(0), 0);
        flush(host);
        stop_clock(add ? "add" : "delete", count);
    }
    umount2("/run/netns/floor-live", MNT_DETACH);
    unlink("/run/netns/floor-live");
}

// Containers with a routed interface and one IP.
void start_containers(struct channel *host, unsigned count)
{
    char path[64], name[16];
    struct channel inside = {0};
    struct rlimit files = {200000, 200000};
    int home = this_namespace(), *namespaces = calloc(count, sizeof(int));
    setrlimit(RLIMIT_NOFILE, &files);
    mkdir("/run/netns", 0755);
    for (unsigned i = 0; i < count; i++) {
        name_of(path, i);
        namespaces[i] = make_namespace(path);
    }
    setns(home, CLONE_NEWNET);
    for (unsigned i = 0; i < count; i++) {
        int link = FIRST_INDEX + i;
        sprintf(name, "v%u", i);
        veth(host, link, name, CONTAINER_INDEX, "eth0", namespaces[i]);
        address(host, true, link, host_ip(i), 30);
        route(host, true, link, nth_ip(i), 32, container_ip(i), 0);
    }
    flush(host);
    for (unsigned i = 0; i < count; i++) {
        if (setns(namespaces[i], CLONE_NEWNET)) die("setns");
        open_channel(&inside);
        bring_up(&inside, 1);
        bring_up(&inside, CONTAINER_INDEX);
        address(&inside, true, CONTAINER_INDEX, container_ip(i), 30);
        address(&inside, true, CONTAINER_INDEX, nth_ip(i), 32);
        route(&inside, true, CONTAINER_INDEX, 0, 0, host_ip(i), nth_ip(i));
        flush(&inside);
        close(inside.fd);
    }
    setns(home, CLONE_NEWNET);
    for (unsigned i = 0; i < count; i++) close(namespaces[i]);
    free(namespaces);
    close(home);
}

// Taken down as one group.
void stop_containers(struct channel *host, unsigned count)
{
    char path[64];
    struct ifinfomsg head = {0};
    uint32_t group = GROUP;
    begin(host, RTM_DELLINK, 0, &head, sizeof head);
    attribute(host, IFLA_GROUP, &group, 4);
    end(host);
    flush(host);
    for (unsigned i = 0; i < count; i++) {
        name_of(path, i);
        if (umount2(path, MNT_DETACH) || unlink(path)) die(path);
    }
}

static void run_containers(struct channel *host, unsigned count)
{
    start_clock();
    start_containers(host, count);
    stop_clock("start", count);
    sleep(1);
    start_clock();
    stop_containers(host, count);
    stop_clock("stop", count);
}

static void write_file(int directory, const char *name, const char *text, size_t length, bool durable)
{
    int fd = openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text, length) != (ssize_t)length || (durable && fsync(fd))) die(name);
    close(fd);
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

// A folder with a file a container: what it takes to read all of them, to ask whether one has changed, and to replace
// one so that it is on the disk.
static void run_store(unsigned count)
{
    enum { SIZE = 1000, CHANGES = 21 };
    char name[32], text[SIZE], buffer[SIZE * 2];
    double times[CHANGES];
    struct stat info;
    memset(text, '#', SIZE);
    int directory = open(getenv("BENCH_FOLDER"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) die("BENCH_FOLDER");
    for (unsigned i = 0; i < count; i++) {
        sprintf(name, "c%u.yml", i);
        write_file(directory, name, text, SIZE, false);
    }

    start_clock();
    for (unsigned i = 0; i < count; i++) {
        sprintf(name, "c%u.yml", i);
        int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &info) || read(fd, buffer, sizeof buffer) != SIZE) die(name);
        close(fd);
    }
    stop_clock("get-cold", count);
    start_clock();
    for (unsigned i = 0; i < count; i++) {
        sprintf(name, "c%u.yml", i);
        if (fstatat(directory, name, &info, AT_SYMLINK_NOFOLLOW)) die(name);
    }
    stop_clock("get-warm", count);
    for (unsigned i = 0; i < CHANGES; i++) {
        double begin = clock_ms(CLOCK_MONOTONIC);
        write_file(directory, "new", text, SIZE, true);
        if (renameat(directory, "new", directory, "c3.yml") || fsync(directory)) die("new");
        times[i] = clock_ms(CLOCK_MONOTONIC) - begin;
    }
    qsort(times, CHANGES, sizeof *times, compare);
    printf("R %s.add %s 1 %.3f 0\n", job, peer, times[CHANGES / 2]);
}

int main(int argc, char **argv)
{
    struct channel host = {0};
    if (argc < 3) return fprintf(stderr, "floor JOB COUNT [one|batch]\n"), 2;
    unsigned count = atoi(argv[2]);
    job = argv[1];
    one_by_one = argc > 3 && !strcmp(argv[3], "one");
    peer = one_by_one ? "floor-one" : "floor";
    open_channel(&host);
    if (!strcmp(job, "addresses")) run_addresses(&host, count);
    else if (!strcmp(job, "routes")) run_routes(&host, count);
    else if (!strcmp(job, "dump-addresses")) run_dump(&host, false, count);
    else if (!strcmp(job, "dump-routes")) run_dump(&host, true, count);
    else if (!strcmp(job, "live")) run_live(&host, count);
    else if (!strcmp(job, "containers")) run_containers(&host, count);
    else if (!strcmp(job, "test")) run_test(&host, count);
    else if (!strcmp(job, "restore")) run_restore(&host, count);
    else if (!strcmp(job, "store")) run_store(count);
    else return fprintf(stderr, "no job %s\n", job), 2;
    return 0;
}
