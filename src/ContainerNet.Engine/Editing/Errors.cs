using System.Net;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>
/// The refusals of the rules of the domain: each names the thing, the owner of what is taken, and a remedy.
/// </summary>
internal static class Errors
{
    /// <summary>An error about what another container has, when its runtime no longer has that one.</summary>
    public static ContainerNetException OwnerIsGone(ContainerNetException error, ContainerConfig owner) => new(
        error.ErrorId, error.Kind, $"{error.Message} {owner.Runtime} no longer has {owner.Name}.", error.Target,
        $"Remove-Ct {owner.Name} frees what it had; or choose another.", error);

    public static ContainerNetException InterfaceUnmanaged(string target) => new(
        "InterfaceUnmanaged", CtErrorKind.AlreadyExists,
        $"{target} is defined by lxc.net lines that were written by hand.", target,
        "Remove these lines from the container's LXC configuration, then make the interface with New-CtNetIf.");

    public static ContainerNetException HostInterfaceInUse(string name, string target, string use) => new(
        "HostInterfaceInUse", CtErrorKind.AlreadyExists,
        $"{target} cannot be called {name} on the host: {use}.", name,
        "Choose another name, or auto for the one that ContainerNet makes.");

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

    public static ContainerNetException NotABridge(string link, string target) => new(
        "LinkIsNoBridge", CtErrorKind.InvalidArgument,
        $"{link}, the link of {target}, is not a bridge.", link, "Name a bridge: 'ip link show type bridge' lists them.");

    public static ContainerNetException TwoInterconnects(string target, Interconnect first, Interconnect second) => new(
        "TooManyInterconnects", CtErrorKind.InvalidArgument,
        $"{target} cannot have both {first} and {second}: there is one interconnect per family.", target,
        "Give at most one IPv4 and one IPv6 network.");

    public static ContainerNetException InterconnectInUse(string target, IPVersion version) => new(
        "InterconnectInUse", CtErrorKind.InvalidOperation,
        $"{target} still has {version} addresses or routes, which need an {version} interconnect.", target,
        "Remove them first, or name an interconnect of that family as well.");

    public static ContainerNetException InterconnectOverlaps(
        Interconnect via, string link, IPNetwork network, string target) => new(
        ErrorId.InterconnectOverlaps, CtErrorKind.AlreadyExists,
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

    public static ContainerNetException AddressIsHosts(IPInterfaceAddress address, string link, string target) => new(
        ErrorId.AddressInUse, CtErrorKind.AlreadyExists,
        $"Cannot add {address} to {target}: the host's {link} has that address.",
        address.ToString(), "Choose another address.");

    public static ContainerNetException RouteDoesNotInclude(
        IPNetwork route, IPInterfaceAddress address, string target) => new(
        "RouteDoesNotIncludeAddress", CtErrorKind.InvalidArgument,
        $"Cannot add {address} to {target}: {route} does not include it.", route.ToString(),
        "Route a network that the address lies in.");

    public static ContainerNetException RouteIsHosts(IPNetwork route, string use, string target) => new(
        ErrorId.RouteInUse, CtErrorKind.AlreadyExists,
        $"Cannot route {route} to {target}: the host needs it for {use}.", route.ToString(),
        "Choose another prefix, or one that leaves this out: 'ip route' shows what the host uses.");

    public static ContainerNetException AddressNotFound(IPInterfaceAddress address, string target) => new(
        "AddressNotFound", CtErrorKind.NotFound, $"{target} has no address {address}.", address.ToString(),
        $"Get-CtNetIfIp {target.Replace('/', ' ')} shows its addresses.");

    public static ContainerNetException RouteNotFound(IPNetwork route, uint? table, string target) => new(
        "RouteNotFound", CtErrorKind.NotFound,
        $"{target} has no route {route}{(table is null ? "" : $" in table {table}")}.", route.ToString(),
        $"Get-CtNetIfRoute {target.Replace('/', ' ')} shows its routes, and the tables that they are in.");
}
