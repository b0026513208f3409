using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>The names that are made for host veths.</summary>
public sealed class HostVethNameTests
{
    [Fact]
    public void A_name_is_the_same_for_the_same_interface_and_another_for_every_other()
    {
        string[] names =
        [
            HostVethName.Of("web01", "eth0"), HostVethName.Of("web01", "eth1"), HostVethName.Of("web02", "eth0"),
            HostVethName.Of("web01", "eth0", 1), HostVethName.Of("web0", "1eth0"),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names[0], HostVethName.Of("web01", "eth0"));
        Assert.All(names, name => Assert.Matches("^ctn-[2-7][a-z2-7]{7}$", name));
        Assert.All(names, name => Assert.True(HostVethName.IsMade(name) && NameRules.IsLink(name)));
    }

    [Fact]
    public void The_ifb_is_called_after_it_whole()
    {
        string name = HostVethName.Of("web01", "eth0");
        Assert.Equal("ifb" + name, IfbName.Of(name));
    }

    [Fact]
    public void A_name_that_is_taken_gives_way_to_the_next()
    {
        string first = HostVethName.Of("web01", "eth0");
        string second = HostVethName.Of("web01", "eth0", 1);
        Assert.Equal(first, HostVethName.Free("web01", "eth0", _ => false));
        Assert.Equal(second, HostVethName.Free("web01", "eth0", name => name == first));
        Assert.True(HostVethName.IsMade(HostVethName.Free("web01", "eth0", name => name == first || name == second)));
    }

    [Theory]
    [InlineData("ctn-web01")]
    [InlineData("ctn-database")]
    [InlineData("ctn-2ABCDEFG")]
    [InlineData("ctn-2abcdef")]
    [InlineData("veth2abcdefg")]
    [InlineData("uplink")]
    public void What_people_choose_is_not_taken_for_a_name_that_was_made(string name)
    {
        Assert.False(HostVethName.IsMade(name));
        Assert.True(HostVethName.IsChosen("web01", Named(name)));
    }

    /// <summary>By version 0.1.0; it is not carried to another host as if somebody had asked for it.</summary>
    [Fact]
    public void A_name_that_an_earlier_version_made_is_known_as_such()
    {
        Assert.False(HostVethName.IsChosen("web01", Named("vethy5dt6awx")));
        Assert.True(HostVethName.IsChosen("web02", Named("vethy5dt6awx")));
    }

    private static InterfaceConfig Named(string name) => new("eth0", CtNetIfType.Routed) { HostInterface = name };
}
