using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>
/// The refusals of what an interface, or the interfaces of a container, can't be, whether a wish or a file says it.
/// </summary>
internal static class InterfaceErrors
{
    /// <summary>The key in an error's data of the container that owns what is taken.</summary>
    public const string Owner = "owner";

    public static ContainerNetException InterfaceExists(string target) => new(
        "InterfaceExists", CtErrorKind.AlreadyExists, $"The interface {target} already exists.", target,
        "Set-CtNetIf changes it; or choose another name.");

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
        ErrorId.AddressFamilyMismatch, CtErrorKind.InvalidArgument, $"{what} of {target} is not {version}.", target,
        $"Give an {version} address.");

    public static ContainerNetException InterconnectOverlaps(Interconnect via, PrefixOwner owner, string target) => Of(owner, new(
        ErrorId.InterconnectOverlaps, CtErrorKind.AlreadyExists,
        $"The interconnect {via} of {target} overlaps {owner.Prefix}, {Words(owner.Use)} {owner.Target}.", via.ToString(),
        "Choose another network."));

    public static ContainerNetException NoInterconnect(string target, IPVersion version) => new(
        "NoInterconnect", CtErrorKind.InvalidOperation,
        $"{target} is not configured for {version}: it has no {version} interconnect.", target,
        $"Set-CtNetIf {target.Replace('/', ' ')} -Via with a network of each family, while it is stopped.");

    public static ContainerNetException AddressInUse(IPInterfaceAddress address, PrefixOwner owner, string target) => Of(owner, new(
        ErrorId.AddressInUse, CtErrorKind.AlreadyExists,
        owner.Use == PrefixUse.Interconnect
            ? $"Cannot add {address} to {target}: it belongs to {owner.Prefix}, the interconnect of {owner.Target}."
            : owner.Target == target
                ? $"Cannot add {address} to {target}: it already has that address."
                : $"Cannot add {address} to {target}: {owner.Target} has that address.",
        address.ToString(), owner.Target == target && owner.Use == PrefixUse.Address
            ? "There is nothing to do."
            : "An address belongs to one interface: remove it there, or choose another."));

    public static ContainerNetException GatewayIsAddress(IPInterfaceAddress address, string target) => new(
        ErrorId.AddressInUse, CtErrorKind.AlreadyExists,
        $"{target} cannot have {address.IPAddress} as its gateway: that is one of its own addresses.",
        address.ToString(), "Choose another gateway, or remove the address.");

    public static ContainerNetException AddressIsGateway(IPInterfaceAddress address, string target) => new(
        ErrorId.AddressInUse, CtErrorKind.AlreadyExists,
        $"Cannot add {address} to {target}: it is the gateway of the interface.",
        address.ToString(), "Choose another address.");

    public static ContainerNetException RouteOverlaps(IPNetwork route, PrefixOwner owner, string target) => Of(owner, new(
        ErrorId.RouteOverlaps, CtErrorKind.AlreadyExists,
        $"Cannot route {route} to {target}: it overlaps {owner.Prefix}, {Words(owner.Use)} {owner.Target}"
            + $"{InTable(owner.Table)}.",
        route.ToString(),
        "Choose another network; a narrower route in another container's can be added with Add-CtNetIfRoute -Force."));

    public static ContainerNetException NextHopNotFound(IPAddress via, string target) => new(
        "NextHopNotFound", CtErrorKind.NotFound, $"{target} has no address {via} to route through.", via.ToString(),
        "The next hop is an IP of the interface, of the same family: add it first.");

    public static ContainerNetException RouteExists(IPNetwork route, IPNetwork known, string target) => new(
        "RouteExists", CtErrorKind.AlreadyExists, $"{route} is already routed to {target}, by {known}.",
        route.ToString(), $"Get-CtNetIfRoute {target.Replace('/', ' ')} shows its routes.");

    private static string InTable(uint table) => table == 0 ? "" : $" in table {table}";

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
