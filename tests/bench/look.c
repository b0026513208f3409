// One look at running containers, and mending what it finds: what Test-CtNetIf and Restore-CtNet have to ask the kernel.
// The host's links, addresses and routes come in one dump each. Each container is entered for a socket of its own, which
// is asked for the link with its settings, and for the link's addresses and routes; all of it is compared.
#include "floor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MTU = 1500, ALIAS = 64 };

// What is seen of an end: its link as it shall be, and how many of its addresses and routes. What should not be there,
// and what is other than it shall be, is a difference.
struct end {
    unsigned nth;
    bool inside, link;
    int index;
    unsigned addresses, routes, differences;
};

struct look {
    unsigned count;
    struct end *host, one;
};

typedef void reader(struct nlmsghdr *h, struct look *look);

static void alias_of(char *text, unsigned i) { sprintf(text, "containernet c%u/eth0", i); }

static struct end *find(struct look *look, int index)
{
    if (!look->host) return look->one.index == index ? &look->one : NULL;
    unsigned i = index - FIRST_INDEX;
    return i < look->count ? &look->host[i] : NULL;
}

// Sends what is asked, and reads the answers: of a dump all, else one.
static void answer(struct channel *c, reader *read, struct look *look)
{
    bool dump = c->last->nlmsg_flags & NLM_F_DUMP;
    c->last->nlmsg_len = c->out + c->length - (char *)c->last;
    if (send(c->fd, c->out, c->length, 0) < 0) die("send");
    c->length = 0;
    for (;;) {
        ssize_t got = recv(c->fd, c->in, RECEIVE_SIZE, 0);
        if (got < 0) die("recv");
        for (struct nlmsghdr *h = (void *)c->in; NLMSG_OK(h, got); h = NLMSG_NEXT(h, got)) {
            if (h->nlmsg_type == NLMSG_DONE) return;
            if (h->nlmsg_type == NLMSG_ERROR) die("the kernel refused a question");
            read(h, look);
            if (!dump) return;
        }
    }
}

static int setting(struct rtattr *values, int number)
{
    int value = -1;
    size_t at = number * sizeof value;
    if (at + sizeof value <= RTA_PAYLOAD(values)) memcpy(&value, (char *)RTA_DATA(values) + at, sizeof value);
    return value;
}

static bool has_settings(struct rtattr *families, bool inside)
{
    int promote = -1, filter = -1, forward = -1, accept = -1, left = RTA_PAYLOAD(families);
    for (struct rtattr *f = RTA_DATA(families); RTA_OK(f, left); f = RTA_NEXT(f, left)) {
        int rest = RTA_PAYLOAD(f);
        for (struct rtattr *a = RTA_DATA(f); RTA_OK(a, rest); a = RTA_NEXT(a, rest)) {
            if (f->rta_type == AF_INET && a->rta_type == IFLA_INET_CONF) {
                promote = setting(a, IPV4_DEVCONF_PROMOTE_SECONDARIES - 1);
                filter = setting(a, IPV4_DEVCONF_RP_FILTER - 1);
                forward = setting(a, IPV4_DEVCONF_FORWARDING - 1);
            } else if (f->rta_type == AF_INET6 && a->rta_type == IFLA_INET6_CONF) {
                accept = setting(a, DEVCONF_ACCEPT_RA);
            }
        }
    }
    return accept == 0 && (inside ? promote == 1 : filter == 1 && forward == 1);
}

static void read_link(struct nlmsghdr *h, struct look *look)
{
    struct ifinfomsg *m = NLMSG_DATA(h);
    int left = IFLA_PAYLOAD(h), mtu = 0;
    char name[IFNAMSIZ] = "", alias[ALIAS] = "", wanted[ALIAS] = "";
    bool settings = false;
    for (struct rtattr *a = IFLA_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
        if (a->rta_type == IFLA_MTU) memcpy(&mtu, RTA_DATA(a), 4);
        else if (a->rta_type == IFLA_IFNAME) snprintf(name, sizeof name, "%s", (char *)RTA_DATA(a));
        else if (a->rta_type == IFLA_IFALIAS) snprintf(alias, sizeof alias, "%s", (char *)RTA_DATA(a));
        else if (a->rta_type == IFLA_AF_SPEC) settings = has_settings(a, !look->host);
    }
    if (!look->host) look->one.index = m->ifi_index;
    struct end *end = find(look, m->ifi_index);
    if (!end) return;
    if (!end->inside) alias_of(wanted, end->nth);
    end->link = (m->ifi_flags & IFF_UP) && mtu == MTU && settings && !strcmp(alias, wanted);
}

static void read_address(struct nlmsghdr *h, struct look *look)
{
    struct ifaddrmsg *m = NLMSG_DATA(h);
    struct end *end = find(look, m->ifa_index);
    uint32_t ip = 0, flags = m->ifa_flags;
    int left = IFA_PAYLOAD(h);
    if (!end) return;
    for (struct rtattr *a = IFA_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
        if (a->rta_type == IFA_LOCAL && m->ifa_family == AF_INET) memcpy(&ip, RTA_DATA(a), 4);
        else if (a->rta_type == IFA_FLAGS) memcpy(&flags, RTA_DATA(a), 4);
    }
    uint32_t link_ip = end->inside ? container_ip(end->nth) : host_ip(end->nth);
    bool ours = (m->ifa_prefixlen == 30 && ntohl(ip) == link_ip)
        || (end->inside && m->ifa_prefixlen == 32 && ntohl(ip) == nth_ip(end->nth));
    if (ours) end->addresses++;
    else if (m->ifa_scope != RT_SCOPE_LINK && (flags & IFA_F_PERMANENT)) end->differences++;
}

static void read_route(struct nlmsghdr *h, struct look *look)
{
    struct rtmsg *m = NLMSG_DATA(h);
    uint32_t to = 0, via = 0, source = 0;
    int link = 0, left = RTM_PAYLOAD(h);
    for (struct rtattr *a = RTM_RTA(m); RTA_OK(a, left); a = RTA_NEXT(a, left)) {
        if (a->rta_type == RTA_OIF) memcpy(&link, RTA_DATA(a), 4);
        else if (m->rtm_family != AF_INET) continue;
        else if (a->rta_type == RTA_DST) memcpy(&to, RTA_DATA(a), 4);
        else if (a->rta_type == RTA_GATEWAY) memcpy(&via, RTA_DATA(a), 4);
        else if (a->rta_type == RTA_PREFSRC) memcpy(&source, RTA_DATA(a), 4);
    }
    struct end *end = find(look, link);
    if (!end || m->rtm_protocol != RTPROT_STATIC) return;
    uint32_t ip = nth_ip(end->nth);
    bool ours = end->inside
        ? m->rtm_dst_len == 0 && ntohl(via) == host_ip(end->nth) && ntohl(source) == ip
        : m->rtm_dst_len == 32 && ntohl(to) == ip && ntohl(via) == container_ip(end->nth);
    if (ours) end->routes++;
    else end->differences++;
}

// The kernel filters by link only where a container is asked: of the host all are wanted.
static void read_end(struct channel *c, struct look *look)
{
    static const uint8_t families[] = {AF_INET, AF_INET6};
    uint32_t mask = RTEXT_FILTER_SKIP_STATS;
    struct ifinfomsg link = {0};
    begin(c, RTM_GETLINK, look->host ? NLM_F_DUMP : 0, &link, sizeof link);
    attribute(c, IFLA_EXT_MASK, &mask, sizeof mask);
    if (!look->host) attribute(c, IFLA_IFNAME, "eth0", sizeof "eth0");
    answer(c, read_link, look);
    for (size_t i = 0; i < sizeof families; i++) {
        struct ifaddrmsg head = {.ifa_family = families[i], .ifa_index = look->host ? 0 : look->one.index};
        begin(c, RTM_GETADDR, NLM_F_DUMP, &head, sizeof head);
        answer(c, read_address, look);
    }
    for (size_t i = 0; i < sizeof families; i++) {
        struct rtmsg head = {.rtm_family = families[i], .rtm_table = RT_TABLE_MAIN};
        begin(c, RTM_GETROUTE, NLM_F_DUMP, &head, sizeof head);
        if (!look->host) attribute(c, RTA_OIF, &look->one.index, 4);
        answer(c, read_route, look);
    }
}

static void be_strict(struct channel *c)
{
    int on = 1;
    if (setsockopt(c->fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on)) die("strict");
}

static bool is_forwarding(void)
{
    char text[4] = "";
    int fd = open("/proc/sys/net/ipv4/ip_forward", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || read(fd, text, sizeof text - 1) < 1) die("ip_forward");
    close(fd);
    return text[0] != '0';
}

static unsigned differences(const struct end *end, unsigned addresses, unsigned routes)
{
    return end->differences + !end->link + (end->addresses != addresses) + (end->routes != routes);
}

// How much is not as it shall be; the host's ends stay, for who mends them.
static unsigned look_at_all(struct channel *host, struct look *look)
{
    char path[64];
    struct channel inside = {0};
    int home = this_namespace();
    unsigned found = !is_forwarding();
    memset(look->host, 0, look->count * sizeof *look->host);
    for (unsigned i = 0; i < look->count; i++) look->host[i] = (struct end){.nth = i, .index = FIRST_INDEX + i};
    read_end(host, look);
    for (unsigned i = 0; i < look->count; i++) {
        struct look container = {.count = 1, .one = {.nth = i, .inside = true}};
        name_of(path, i);
        int other = open(path, O_RDONLY | O_CLOEXEC);
        if (other < 0 || setns(other, CLONE_NEWNET)) die(path);
        open_channel(&inside);
        be_strict(&inside);
        read_end(&inside, &container);
        close(inside.fd);
        close(other);
        found += differences(&container.one, 2, 1) + differences(&look->host[i], 1, 1);
    }
    setns(home, CLONE_NEWNET);
    close(home);
    return found;
}

static void put(const char *family, const char *link, const char *key, const char *value)
{
    char path[128];
    sprintf(path, "/proc/sys/net/%s/conf/%s/%s", family, link, key);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, value, 1) != 1) die(path);
    close(fd);
}

// As ContainerNet has them: with an alias, and settings that are worth a look.
static void finish_containers(struct channel *host, unsigned count)
{
    char path[64], name[16], alias[ALIAS];
    int home = this_namespace(), fd = open("/proc/sys/net/ipv4/ip_forward", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "1", 1) != 1) die("ip_forward");
    close(fd);
    for (unsigned i = 0; i < count; i++) {
        struct ifinfomsg head = {.ifi_index = FIRST_INDEX + i};
        alias_of(alias, i);
        begin(host, RTM_NEWLINK, 0, &head, sizeof head);
        attribute(host, IFLA_IFALIAS, alias, strlen(alias));
        end(host);
        sprintf(name, "v%u", i);
        put("ipv4", name, "rp_filter", "1");
        put("ipv4", name, "forwarding", "1");
        put("ipv6", name, "accept_ra", "0");
    }
    flush(host);
    for (unsigned i = 0; i < count; i++) {
        name_of(path, i);
        int other = open(path, O_RDONLY | O_CLOEXEC);
        if (other < 0 || setns(other, CLONE_NEWNET)) die(path);
        put("ipv4", "eth0", "promote_secondaries", "1");
        put("ipv6", "eth0", "accept_ra", "0");
        close(other);
    }
    setns(home, CLONE_NEWNET);
    close(home);
}

static struct look begin_look(struct channel *host, unsigned count)
{
    be_strict(host);
    start_containers(host, count);
    finish_containers(host, count);
    sleep(1);
    return (struct look){.count = count, .host = calloc(count, sizeof(struct end))};
}

void run_test(struct channel *host, unsigned count)
{
    struct look look = begin_look(host, count);
    start_clock();
    unsigned found = look_at_all(host, &look);
    stop_clock("test", count);
    if (found) die("test: not all is as it shall be");
    stop_containers(host, count);
}

// All routes of the host that lead to containers are gone.
void run_restore(struct channel *host, unsigned count)
{
    struct look look = begin_look(host, count);
    for (unsigned i = 0; i < count; i++) route(host, false, FIRST_INDEX + i, nth_ip(i), 32, container_ip(i), 0);
    flush(host);
    sleep(1);
    start_clock();
    unsigned found = look_at_all(host, &look);
    for (unsigned i = 0; i < count; i++) {
        if (!look.host[i].routes) route(host, true, FIRST_INDEX + i, nth_ip(i), 32, container_ip(i), 0);
    }
    flush(host);
    stop_clock("restore", count);
    if (found != count || look_at_all(host, &look)) die("restore: not all is as it shall be");
    stop_containers(host, count);
}
