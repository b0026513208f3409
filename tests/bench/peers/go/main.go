// The jobs addresses, routes, dump-addresses and dump-routes by the netlink library of Docker and CNI plugins,
// github.com/vishvananda/netlink, as its users call it: one function an operation.
//
//	peer-go JOB COUNT
package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/vishvananda/netlink"
)

const times = 10

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// 10.1.0.0 and on, as every peer has them.
func nth(place int) *net.IPNet {
	return &net.IPNet{
		IP:   net.IPv4(10, byte(1+place>>16), byte(place>>8), byte(place)).To4(),
		Mask: net.CIDRMask(32, 32),
	}
}

func makeLink() netlink.Link {
	attributes := netlink.NewLinkAttrs()
	attributes.Name = "v0"
	check(netlink.LinkAdd(&netlink.Veth{LinkAttrs: attributes, PeerName: "v1"}))
	for _, name := range []string{"v0", "v1"} {
		link, err := netlink.LinkByName(name)
		check(err)
		check(netlink.LinkSetUp(link))
	}

	link, err := netlink.LinkByName("v0")
	check(err)
	address, err := netlink.ParseAddr("10.100.0.1/30")
	check(err)
	check(netlink.AddrAdd(link, address))
	return link
}

func measure(job, phase string, count int, work func()) {
	start := time.Now()
	work()
	wall := float64(time.Since(start).Microseconds()) / 1000
	fmt.Printf("R %s.%s go %d %.3f 0\n", job, phase, count, wall)
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "peer-go JOB COUNT")
		os.Exit(2)
	}

	job := os.Args[1]
	count, err := strconv.Atoi(os.Args[2])
	check(err)
	link := makeLink()
	addresses := make([]*netlink.Addr, count)
	routes := make([]*netlink.Route, count)
	for i := range addresses {
		addresses[i] = &netlink.Addr{IPNet: nth(i)}
		routes[i] = &netlink.Route{LinkIndex: link.Attrs().Index, Dst: nth(i), Gw: net.IPv4(10, 100, 0, 2)}
	}

	each := func(operation func(place int) error) func() {
		return func() {
			for i := 0; i < count; i++ {
				check(operation(i))
			}
		}
	}
	addAddresses := each(func(i int) error { return netlink.AddrAdd(link, addresses[i]) })
	addRoutes := each(func(i int) error { return netlink.RouteAdd(routes[i]) })
	dump := func(read func() int) {
		seen := 0
		start := time.Now()
		for i := 0; i < times; i++ {
			seen += read()
		}

		fmt.Printf("R %s.dump go %d %.3f 0\n", job, seen, float64(time.Since(start).Microseconds())/1000)
	}

	switch job {
	case "addresses":
		measure(job, "add", count, addAddresses)
		measure(job, "delete", count, each(func(i int) error { return netlink.AddrDel(link, addresses[i]) }))
	case "routes":
		measure(job, "add", count, addRoutes)
		measure(job, "delete", count, each(func(i int) error { return netlink.RouteDel(routes[i]) }))
	case "dump-addresses":
		addAddresses()
		dump(func() int {
			list, err := netlink.AddrList(nil, netlink.FAMILY_V4)
			check(err)
			return len(list)
		})
	case "dump-routes":
		addRoutes()
		dump(func() int {
			list, err := netlink.RouteList(nil, netlink.FAMILY_V4)
			check(err)
			return len(list)
		})
	default:
		fmt.Fprintln(os.Stderr, "no job "+job)
		os.Exit(2)
	}
}
