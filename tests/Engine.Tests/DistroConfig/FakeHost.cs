using System.Net;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>A host whose bridge lxcbr0 has one address of each family.</summary>
internal sealed class FakeHost : IHostFacts
{
    public static FakeHost Instance { get; } = new();

    public IPAddress? FirstGlobalAddress(string link, IPVersion version) => link != "lxcbr0"
        ? null
        : IPAddress.Parse(version == IPVersion.IPv4 ? "10.0.3.1" : "fd42:c7:3::1");
}
