namespace ContainerNet;

/// <summary>
/// The ids of errors that more than one place raises or looks for; scripts test them, so they never change.
/// </summary>
internal static class ErrorId
{
    public const string AddressFamilyMismatch = nameof(AddressFamilyMismatch);
    public const string AddressInUse = nameof(AddressInUse);
    public const string BridgeNotFound = nameof(BridgeNotFound);
    public const string ContainerNotFound = nameof(ContainerNotFound);
    public const string DefaultRouteRefused = nameof(DefaultRouteRefused);
    public const string EmptyArgument = nameof(EmptyArgument);
    public const string InterconnectOverlaps = nameof(InterconnectOverlaps);
    public const string InterfaceNotFound = nameof(InterfaceNotFound);
    public const string InvalidAddress = nameof(InvalidAddress);
    public const string InvalidContainerName = nameof(InvalidContainerName);
    public const string InvalidInterfaceName = nameof(InvalidInterfaceName);
    public const string InvalidMacAddress = nameof(InvalidMacAddress);
    public const string InvalidMtu = nameof(InvalidMtu);
    public const string InvalidQueueCount = nameof(InvalidQueueCount);
    public const string InvalidTable = nameof(InvalidTable);
    public const string NotAttempted = nameof(NotAttempted);
    public const string NothingToSet = nameof(NothingToSet);
    public const string RouteInUse = nameof(RouteInUse);
    public const string RouteOverlaps = nameof(RouteOverlaps);
}
