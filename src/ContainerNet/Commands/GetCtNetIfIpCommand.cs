using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the IP addresses of interfaces.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIfIp")]
[OutputType(typeof(CtNetIfIp))]
public sealed class GetCtNetIfIpCommand : CtItemQueryCommand
{
    /// <summary>Only these addresses, with any prefix length when none is given.</summary>
    [Parameter(Position = 2)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPInterfaceAddress[]? Address { get; set; }

    /// <summary>Writes the addresses that match.</summary>
    protected override void ProcessRecord() => Write(
        containers => Engine.GetIps(containers, this), ip => ip.Interface, ip => ip.Address.GetVersion(),
        ip => Address is null || Array.Exists(Address, a => IsMeant(a, ip.Address)));

    private static bool IsMeant(IPInterfaceAddress asked, IPInterfaceAddress found) =>
        asked == found || (asked.IsHostAddress() && asked.IPAddress.Equals(found.IPAddress));
}
