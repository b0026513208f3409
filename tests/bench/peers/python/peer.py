"""The jobs addresses, routes, dump-addresses and dump-routes by pyroute2, as its users call it: a method an operation.

peer.py JOB COUNT
"""
import socket
import sys
import time

from pyroute2 import IPRoute

TIMES = 2
VIA = '10.100.0.2'


def nth(place):
    """10.1.0.0 and on, as every peer has them."""
    return f'10.{1 + (place >> 16)}.{place >> 8 & 255}.{place & 255}'


def make_link(ipr):
    ipr.link('add', ifname='v0', kind='veth', peer='v1')
    for name in ('v1', 'v0'):
        index = ipr.link_lookup(ifname=name)[0]
        ipr.link('set', index=index, state='up')
    ipr.addr('add', index=index, address='10.100.0.1', prefixlen=30)
    return index


def say(job, phase, count, seconds):
    print(f'R {job}.{phase} pyroute2 {count} {seconds * 1000:.3f} 0', flush=True)


def change(ipr, job, verb, link, count):
    for i in range(count):
        if job.endswith('routes'):
            ipr.route(verb, dst=f'{nth(i)}/32', gateway=VIA, oif=link)
        else:
            ipr.addr(verb, index=link, address=nth(i), prefixlen=32)


def main(job, count):
    with IPRoute() as ipr:
        link = make_link(ipr)
        start = time.perf_counter()
        change(ipr, job, 'add', link, count)
        if not job.startswith('dump-'):
            say(job, 'add', count, time.perf_counter() - start)
            start = time.perf_counter()
            change(ipr, job, 'del', link, count)
            say(job, 'delete', count, time.perf_counter() - start)
            return

        seen = 0
        read = ipr.get_routes if job == 'dump-routes' else ipr.get_addr
        start = time.perf_counter()
        for _ in range(TIMES):
            seen += sum(1 for _ in read(family=socket.AF_INET))
        say(job, 'dump', seen, time.perf_counter() - start)


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
