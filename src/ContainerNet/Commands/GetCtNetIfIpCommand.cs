using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the IP addresses of interfaces.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIfIp")]
[OutputType(typeof(CtNetIfIp))]
public sealed class GetCtNetIfIpCommand : CtCommand
{
    /// <summary>The containers; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>Only these addresses, with any prefix length when none is given.</summary>
    [Parameter(Position = 2)]
    [AddressTransformation]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPInterfaceAddress[]? Address { get; set; }

    /// <summary>Only addresses of this family.</summary>
    [Parameter]
    [Alias("Version")]
    public IPVersion? AddressFamily { get; set; }

    /// <summary>Writes the addresses that match.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        foreach (CtNetIfIp ip in Ask(() => Engine.GetIps(containers.Matches, this)))
        {
            bool wanted = names.Matches(ip.Interface)
                && (AddressFamily is null || ip.Address.GetVersion() == AddressFamily)
                && (Address is null || Array.Exists(Address, a => IsMeant(a, ip.Address)));
            if (wanted) WriteObject(ip);
        }

        this.WriteMissing(containers, names, Container, Engine);
    }

    private static bool IsMeant(IPInterfaceAddress asked, IPInterfaceAddress found) =>
        asked == found || (asked.IsHostAddress() && asked.IPAddress.Equals(found.IPAddress));
}
