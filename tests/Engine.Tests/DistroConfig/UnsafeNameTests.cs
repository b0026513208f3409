using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>A name that could end a line, a quote or a path reaches no file of any stack.</summary>
public sealed class UnsafeNameTests
{
    public static TheoryData<string> Names =>
    [
        "", "eth0\nauto lo", "eth0\r", "e\"0", "e'0", "$(reboot)", "`reboot`", "e;0", "e\\0", "e\0", "e/0",
        "..", "a b", "e\u00a00", "eth\u0130",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_interface_is_refused(string name) => Refused(() => Request("myct01", name));

    [Theory]
    [InlineData("all")]
    [InlineData("default")]
    [InlineData("sixteencharacter")]
    public void An_interface_that_the_kernel_would_take_otherwise_is_refused(string name) =>
        Refused(() => Request("myct01", name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_container_is_refused(string name)
    {
        if (name != "..") Refused(() => Request(name, "eth0"));
    }

    [Fact]
    public void What_is_said_of_it_has_no_control_characters()
    {
        ContainerNetException error = Refused(() => Request("myct01", "e\u001b\n0"));
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    private static RenderRequest Request(string container, string name) =>
        new(container, RenderCases.Named(name), new FakeRootFs());

    private static ContainerNetException Refused(Func<RenderRequest> act)
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(act);
        Assert.Equal("UnsafeValue", error.ErrorId);
        return error;
    }
}
