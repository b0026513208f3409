using System.Net;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>The refusals of the rules of the domain: each names the thing, the owner of what is taken, and a remedy.</summary>
internal static class Errors
{
    /// <summary>The key in an error's data of the container that owns what is taken.</summary>
    public const string Owner = "owner";

    public static ContainerNetException OwnerIsGone(ContainerNetException error, ContainerConfig owner) => new(
        error.ErrorId, error.Kind, $"{error.Message} {owner.Runtime} no longer has {owner.Name}.", error.Target,
        $"Remove-Ct {owner.Name} frees what it had; or choose another.", error);

    public static ContainerNetException ContainerNotFound(string name) => new(
        "ContainerNotFound", CtErrorKind.NotFound, $"There is no container {PrintableText.Of(name)}.", name,
        "Get-Ct shows the containers; New-Ct makes one.");

    public static ContainerNetException InterfaceNotFound(string target, IEnumerable<string> others)
    {
        string known = string.Join(", ", others);
        return new(
            "InterfaceNotFound", CtErrorKind.NotFound, $"There is no interface {PrintableText.Of(target)}.", target,
            known.Length > 0 ? $"The container has {known}." : "New-CtNetIf makes one.");
    }

    public static ContainerNetException InterfaceUnmanaged(string target) => new(
        "InterfaceUnmanaged", CtErrorKind.AlreadyExists,
        $"{target} is defined by lxc.net lines that were written by hand.", target,
        "Remove these lines from the container's LXC configuration, then make the interface with New-CtNetIf.");

    public static ContainerNetException ContainerExists(string name) => new(
        "ContainerExists", CtErrorKind.AlreadyExists, $"A container or network namespace {name} already exists.", name,
        "Choose another name.");

    public static ContainerNetException NoRootFs(string name, string path) => new(
        "RootFsNotFound", CtErrorKind.NotFound, $"The root file system {path} of {name} is not a directory.", path,
        "Give the directory that holds etc, usr and so on.");

    public static ContainerNetException UnknownNetworkStack(string stack, string container) => new(
        "NetworkStackUnknown", CtErrorKind.InvalidArgument,
        $"{container} cannot have the network stack {PrintableText.Of(stack)}: it is not known.", stack,
        $"The known ones are {string.Join(", ", NetworkStackCatalog.Names)}.");

    public static ContainerNetException NotOurs(ContainerConfig container) => new(
        "RuntimeOwnsContainer", CtErrorKind.NotSupported,
        $"{container.Name} belongs to {container.Runtime}, which makes and removes its containers itself.",
        container.Name, "Use the runtime's own tool, such as lxc-destroy.");

    public static ContainerNetException MustBeStopped(string container, string verb, string target) => new(
        "ContainerMustBeStopped", CtErrorKind.InvalidOperation,
        $"Cannot {verb} {target} while {container} runs.", target, $"Stop it first: Stop-Ct {container}.");

    public static ContainerNetException InterfaceExists(string target) => new(
        "InterfaceExists", CtErrorKind.AlreadyExists, $"The interface {target} already exists.", target,
        "Set-CtNetIf changes it; or choose another name.");

    public static ContainerNetException NotABridge(string link, string target) => new(
        "LinkIsNoBridge", CtErrorKind.InvalidArgument,
        $"{link}, the link of {target}, is not a bridge.", link, "Name a bridge: 'ip link show type bridge' lists them.");

    public static ContainerNetException NotBridged(string target) => new(
        "InterfaceIsRouted", CtErrorKind.InvalidArgument,
        $"{target} is a routed interface: it has no bridge, DHCP or gateway setting.", target,
        "Remove it and make a bridged one, or set -Via.");

    public static ContainerNetException TypeNotMade(string target) => new(
        "InterfaceTypeNotMade", CtErrorKind.InvalidArgument,
        $"{target} cannot be of the type Other: that type is for interfaces that ContainerNet did not make.", target,
        "Choose the type Bridge or Routed.");

    public static ContainerNetException NotRouted(string target) => new(
        "InterfaceIsBridged", CtErrorKind.InvalidArgument,
        $"{target} is a bridged interface: it has no routes and no interconnect.", target,
        "Only a routed interface has them.");

    public static ContainerNetException WrongFamily(string what, IPVersion version, string target) => new(
        "AddressFamilyMismatch", CtErrorKind.InvalidArgument, $"{what} of {target} is not {version}.", target,
        $"Give an {version} address.");

    public static ContainerNetException TwoInterconnects(string target, Interconnect first, Interconnect second) => new(
        "TooManyInterconnects", CtErrorKind.InvalidArgument,
        $"{target} cannot have both {first} and {second}: there is one interconnect per family.", target,
        "Give at most one IPv4 and one IPv6 network.");

    public static ContainerNetException InterconnectInUse(string target, IPVersion version) => new(
        "InterconnectInUse", CtErrorKind.InvalidOperation,
        $"{target} still has {version} addresses or routes, which need an {version} interconnect.", target,
        "Remove them first, or name an interconnect of that family as well.");

    public static ContainerNetException InterconnectOverlaps(Interconnect via, PrefixOwner owner, string target) => Of(owner, new(
        "InterconnectOverlaps", CtErrorKind.AlreadyExists,
        $"The interconnect {via} of {target} overlaps {owner.Prefix}, {Words(owner.Use)} {owner.Target}.", via.ToString(), "Choose another network."));

    public static ContainerNetException InterconnectOverlaps(
        Interconnect via, string link, IPNetwork network, string target) => new(
        "InterconnectOverlaps", CtErrorKind.AlreadyExists,
        $"The interconnect {via} of {target} overlaps {network} on the host's {link}.", via.ToString(),
        "Choose another network.");

    public static ContainerNetException NoPool(IEnumerable<IPVersion> versions, string target) => new(
        "NoInterconnectPool", CtErrorKind.InvalidOperation,
        $"No interconnect can be chosen for {target}: the pool of {string.Join(" and ", versions)} is set to none.",
        target, "Set-CtNetOption sets the pools; or name the network with -Via.");

    public static ContainerNetException PoolExhausted(IPNetwork pool, string target) => new(
        "InterconnectPoolExhausted", CtErrorKind.InvalidOperation,
        $"No interconnect can be chosen for {target}: every network of the pool {pool} is taken.",
        pool.ToString(), "Set-CtNetOption sets a wider pool; or name the network with -Via.");

    public static ContainerNetException NoInterconnect(string target, IPVersion version) => new(
        "NoInterconnect", CtErrorKind.InvalidOperation,
        $"{target} is not configured for {version}: it has no {version} interconnect.", target,
        $"Set-CtNetIf {target.Replace('/', ' ')} -Via with a network of each family, while it is stopped.");

    public static ContainerNetException AddressInUse(IPInterfaceAddress address, PrefixOwner owner, string target) => Of(owner, new(
        "AddressInUse", CtErrorKind.AlreadyExists,
        owner.Use == PrefixUse.Interconnect
            ? $"Cannot add {address} to {target}: it belongs to {owner.Prefix}, the interconnect of {owner.Target}."
            : owner.Target == target
                ? $"Cannot add {address} to {target}: it already has that address."
                : $"Cannot add {address} to {target}: {owner.Target} has that address.",
        address.ToString(), owner.Target == target && owner.Use == PrefixUse.Address
            ? "There is nothing to do."
            : "An address belongs to one interface: remove it there, or choose another."));

    public static ContainerNetException AddressIsHosts(IPInterfaceAddress address, string link, string target) => new(
        "AddressInUse", CtErrorKind.AlreadyExists,
        $"Cannot add {address} to {target}: the host's {link} has that address.",
        address.ToString(), "Choose another address.");

    public static ContainerNetException GatewayIsAddress(IPInterfaceAddress address, string target) => new(
        "AddressInUse", CtErrorKind.AlreadyExists,
        $"{target} cannot have {address.IPAddress} as its gateway: that is one of its own addresses.",
        address.ToString(), "Choose another gateway, or remove the address.");

    public static ContainerNetException AddressIsGateway(IPInterfaceAddress address, string target) => new(
        "AddressInUse", CtErrorKind.AlreadyExists,
        $"Cannot add {address} to {target}: it is the gateway of the interface.",
        address.ToString(), "Choose another address.");

    public static ContainerNetException RouteDoesNotInclude(
        IPNetwork route, IPInterfaceAddress address, string target) => new(
        "RouteDoesNotIncludeAddress", CtErrorKind.InvalidArgument,
        $"Cannot add {address} to {target}: {route} does not include it.", route.ToString(),
        "Route a network that the address lies in.");

    public static ContainerNetException RouteOverlaps(IPNetwork route, PrefixOwner owner, string target) => Of(owner, new(
        "RouteOverlaps", CtErrorKind.AlreadyExists,
        $"Cannot route {route} to {target}: it overlaps {owner.Prefix}, {Words(owner.Use)} {owner.Target}.", route.ToString(),
        "Choose another network; a narrower route in another container's can be added with Add-CtNetIfRoute -Force."));

    public static ContainerNetException RouteIsDefault(IPNetwork route, string target) => new(
        "DefaultRouteRefused", CtErrorKind.InvalidArgument,
        $"Cannot route {route} to {target}: it would take the place of the host's own default route.", route.ToString(),
        "Route the networks that are behind the container, each by itself.");

    public static ContainerNetException RouteIsHosts(IPNetwork route, string use, string target) => new(
        "RouteInUse", CtErrorKind.AlreadyExists,
        $"Cannot route {route} to {target}: the host needs it for {use}.", route.ToString(),
        "Choose another prefix, or one that leaves this out: 'ip route' shows what the host uses.");

    public static ContainerNetException AddressNotFound(IPInterfaceAddress address, string target) => new(
        "AddressNotFound", CtErrorKind.NotFound, $"{target} has no address {address}.", address.ToString(),
        $"Get-CtNetIfIp {target.Replace('/', ' ')} shows its addresses.");

    public static ContainerNetException NextHopNotFound(IPAddress via, string target) => new(
        "NextHopNotFound", CtErrorKind.NotFound, $"{target} has no address {via} to route through.", via.ToString(),
        "The next hop is an IP of the interface, of the same family: add it first.");

    public static ContainerNetException RouteExists(IPNetwork route, IPNetwork known, string target) => new(
        "RouteExists", CtErrorKind.AlreadyExists, $"{route} is already routed to {target}, by {known}.",
        route.ToString(), $"Get-CtNetIfRoute {target.Replace('/', ' ')} shows its routes.");

    public static ContainerNetException RouteNotFound(IPNetwork route, string target) => new(
        "RouteNotFound", CtErrorKind.NotFound, $"{target} has no route {route}.", route.ToString(),
        $"Get-CtNetIfRoute {target.Replace('/', ' ')} shows its routes.");

    private static string Words(PrefixUse use) => use switch
    {
        PrefixUse.Interconnect => "the interconnect of",
        PrefixUse.Route => "routed to",
        _ => "an address of",
    };

    private static ContainerNetException Of(PrefixOwner owner, ContainerNetException error)
    {
        error.Data[Owner] = owner.Container;
        return error;
    }
}
