using System.Management.Automation;

namespace ContainerNet.Tests.Cmdlets;

/// <summary>What goes wrong says what, where, and what to do: id, category, target, message and remedy.</summary>
public sealed class ErrorTests
{
    // Form, id, category, target. {0} is a container that runs with eth0, {1} one that is stopped with eth0 and a
    // bridged eth1.
    public static TheoryData<string, string, ErrorCategory, string> Cases => new()
    {
        { "Get-Ct nosuch", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Get-CtNetIf nosuch", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Get-CtNetIf {0} eth9", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{0}/eth9" },
        { "Get-CtNetIfIp nosuch", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Get-CtNetIfIp {0} eth9", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{0}/eth9" },
        { "New-CtNetIf nosuch eth0", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Add-CtNetIfIp nosuch eth0 10.8.0.9", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Add-CtNetIfIp {0} eth9 10.8.0.9", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{0}/eth9" },
        { "Set-CtNetIf {1} eth9 -Mtu 1400", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{1}/eth9" },
        { "Rename-CtNetIf {1} eth9 eth8", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{1}/eth9" },
        { "Remove-CtNetIf {1} eth9 -Confirm:$false", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{1}/eth9" },
        { "Remove-CtNetIfIp {0} eth9 -All", "InterfaceNotFound", ErrorCategory.ObjectNotFound, "{0}/eth9" },
        { "Start-Ct nosuch", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Stop-Ct nosuch", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "Remove-Ct nosuch -Confirm:$false", "ContainerNotFound", ErrorCategory.ObjectNotFound, "nosuch" },
        { "New-Ct {0}", "ContainerExists", ErrorCategory.ResourceExists, "{0}" },
        { "New-Ct '../x'", "InvalidContainerName", ErrorCategory.InvalidArgument, "../x" },
        { "New-Ct {0}y -RootFs /nosuch", "RootFsNotFound", ErrorCategory.ObjectNotFound, "/nosuch" },
        { "Remove-Ct {0} -Confirm:$false", "ContainerMustBeStopped", ErrorCategory.InvalidOperation, "{0}" },
        { "New-CtNetIf {0} eth5", "ContainerMustBeStopped", ErrorCategory.InvalidOperation, "{0}/eth5" },
        { "Set-CtNetIf {0} eth0 -Mtu 1400", "ContainerMustBeStopped", ErrorCategory.InvalidOperation, "{0}/eth0" },
        { "Set-CtNetIf {0} eth0 -MacAddress auto", "ContainerMustBeStopped",
            ErrorCategory.InvalidOperation, "{0}/eth0" },
        { "Rename-CtNetIf {0} eth0 eth8", "ContainerMustBeStopped", ErrorCategory.InvalidOperation, "{0}/eth0" },
        { "Remove-CtNetIf {0} eth0 -Confirm:$false", "ContainerMustBeStopped",
            ErrorCategory.InvalidOperation, "{0}/eth0" },
        { "New-CtNetIf {1} eth0", "InterfaceExists", ErrorCategory.ResourceExists, "{1}/eth0" },
        { "Rename-CtNetIf {1} eth0 eth1", "InterfaceExists", ErrorCategory.ResourceExists, "{1}/eth1" },
        // osctl.md section 7, item 50: neither a name that is taken nor one that the kernel refuses was refused.
        { "Rename-CtNetIf {1} eth0 sixteen-bytes-xx", "InvalidInterfaceName",
            ErrorCategory.InvalidArgument, "sixteen-bytes-xx" },
        { "New-CtNetIf {1} lo", "InvalidInterfaceName", ErrorCategory.InvalidArgument, "lo" },
        { "New-CtNetIf {1} sixteen-bytes-xx", "InvalidInterfaceName",
            ErrorCategory.InvalidArgument, "sixteen-bytes-xx" },
        { "New-CtNetIf {1} 'a/b'", "InvalidInterfaceName", ErrorCategory.InvalidArgument, "a/b" },
        { "New-CtNetIf {1} 'a b'", "InvalidInterfaceName", ErrorCategory.InvalidArgument, "a b" },
        { "Rename-CtNetIf {1} eth0 '..'", "InvalidInterfaceName", ErrorCategory.InvalidArgument, ".." },
        { "New-CtNetIf {1} eth5 -Link v0", "LinkIsNoBridge", ErrorCategory.InvalidArgument, "v0" },
        { "Set-CtNetIf {1} eth0 -Link br0", "InterfaceIsRouted", ErrorCategory.InvalidArgument, "{1}/eth0" },
        { "Set-CtNetIf {1} eth0 -Dhcp:$false", "InterfaceIsRouted", ErrorCategory.InvalidArgument, "{1}/eth0" },
        { "Set-CtNetIf {1} eth1 -Via 10.0.0.0/30", "InterfaceIsBridged", ErrorCategory.InvalidArgument, "{1}/eth1" },
        { "Add-CtNetIfIp {1} eth1 192.0.2.9/24 -NoRoute", "InterfaceIsBridged",
            ErrorCategory.InvalidArgument, "{1}/eth1" },
        { "New-CtNetIf {1} eth5 -GatewayV4 2001:db8::1", "AddressFamilyMismatch",
            ErrorCategory.InvalidArgument, "{1}/eth5" },
        { "New-CtNetIf {1} eth5 -Via 10.0.0.0/30, 10.0.0.4/30", "TooManyInterconnects",
            ErrorCategory.InvalidArgument, "{1}/eth5" },
        { "Set-CtNetIf {1} eth0 -Via 2001:db8:9::/126", "InterconnectInUse",
            ErrorCategory.InvalidOperation, "{1}/eth0" },
        { "New-CtNetIf {1} eth5 -Via 10.100.10.100/30", "InterconnectOverlaps",
            ErrorCategory.ResourceExists, "10.100.10.100/30" },
        { "Add-CtNetIfIp {1} eth0 2001:db8::9", "NoInterconnect", ErrorCategory.InvalidOperation, "{1}/eth0" },
        { "Add-CtNetIfIp {1} eth0 10.8.0.1", "AddressInUse", ErrorCategory.ResourceExists, "10.8.0.1/32" },
        { "Add-CtNetIfIp {1} eth0 127.0.0.1", "InvalidAddress", ErrorCategory.InvalidArgument, "127.0.0.1/32" },
        { "Add-CtNetIfIp {1} eth0 10.9.0.1 -RouteAs 10.7.0.0/16", "RouteDoesNotIncludeAddress",
            ErrorCategory.InvalidArgument, "10.7.0.0/16" },
        { "Add-CtNetIfIp {1} eth0 10.8.0.9/24", "RouteOverlaps", ErrorCategory.ResourceExists, "10.8.0.0/24" },
        { "Remove-CtNetIfIp {0} eth0 10.8.0.9", "AddressNotFound", ErrorCategory.ObjectNotFound, "10.8.0.9/32" },
        { "Add-CtNetIfRoute {0} eth0 10.7.0.0/16 -Via 10.8.0.9", "NextHopNotFound",
            ErrorCategory.ObjectNotFound, "10.8.0.9" },
        { "Add-CtNetIfRoute {0} eth0 10.8.0.1/32", "RouteExists", ErrorCategory.ResourceExists, "10.8.0.1/32" },
        { "Remove-CtNetIfRoute {0} eth0 10.7.0.0/16", "RouteNotFound", ErrorCategory.ObjectNotFound, "10.7.0.0/16" },
        { "Set-CtNetIf {1} eth0 -MacAddress 01:00:00:00:00:01", "InvalidMacAddress",
            ErrorCategory.InvalidArgument, "01:00:00:00:00:01" },
        { "Set-CtNetIf {1} eth0 -Mtu 10", "InvalidMtu", ErrorCategory.InvalidArgument, "{1}/eth0" },
        { "Start-Ct {1}", "BridgeNotFound", ErrorCategory.ObjectNotFound, "br7" },
    };

    [RootTheory]
    [MemberData(nameof(Cases))]
    public void An_error_has_id_category_target_and_remedy(
        string form, string id, ErrorCategory category, string target)
    {
        using var host = new TestHost();
        (string running, string stopped) = Prepare(host);
        string Filled(string text) => text.Replace("{0}", running, StringComparison.Ordinal)
            .Replace("{1}", stopped, StringComparison.Ordinal);
        byte[][] before = [.. Files()];
        Outcome outcome = host.Try($"{Filled(form)}; 'went on'");

        ErrorRecord error = Assert.Single(outcome.Errors);
        Assert.Null(outcome.End);
        Assert.Contains("went on", outcome.Texts);
        Assert.Equal(id, Outcome.IdOf(error));
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(Filled(target), $"{error.TargetObject}");
        Assert.Matches("[^.?][.?]$", error.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(before, Files());

        Outcome stop = host.Try($"$ErrorActionPreference = 'Stop'; {Filled(form)}; 'went on'");
        Assert.NotNull(stop.End);
        Assert.Empty(stop.Objects);
    }

    [RootTheory]
    [InlineData("Get-CtNetIf {0} eht0", "Did you mean eth0?")]
    [InlineData("Get-CtNetIfIp {0} eth", "Did you mean eth0?")]
    [InlineData("Add-CtNetIfIp {1} eth7 10.8.0.9", "Did you mean eth0 or eth1?")]
    [InlineData("Set-CtNetIf {0} ETH0 -MaxTx 1mbit", "Did you mean eth0?")]
    [InlineData("Get-Ct {0}x", "Did you mean {0}?")]
    [InlineData("Start-Ct x{0}", "Did you mean {0}?")]
    [InlineData("Get-CtBridge brr-lan", "Did you mean br-lan?")]
    [InlineData("Get-CtNetIf {0} wlan0", null)]
    [InlineData("Get-Ct nosuch", null)]
    public void A_name_that_is_close_is_suggested(string form, string? question)
    {
        using var host = new TestHost();
        (string running, string stopped) = Prepare(host);
        host.NewBridge("br-lan");
        string Filled(string text) => text.Replace("{0}", running, StringComparison.Ordinal)
            .Replace("{1}", stopped, StringComparison.Ordinal);
        string message = host.Try(Filled(form)).Error.ToString();
        if (question is null) Assert.DoesNotContain("?", message, StringComparison.Ordinal);
        else Assert.EndsWith($". {Filled(question)}", message, StringComparison.Ordinal);
    }

    /// <summary>The bridge is known, and its link is gone: its name was meant, and is no suggestion.</summary>
    [RootFact]
    public void A_name_that_is_right_is_not_suggested()
    {
        using var host = new TestHost();
        string container = host.NewContainer();
        host.Run($"""
            $null = New-CtBridge br-lan, br-lam
            $null = New-CtNetIf {container} eth0 -Link br-lan
            """);
        host.IpDo("link delete br-lan");
        try
        {
            string message = host.Try($"Start-Ct {container}").Error.ToString();
            Assert.Contains("br-lan", message, StringComparison.Ordinal);
            Assert.DoesNotContain("?", message, StringComparison.Ordinal);
        }
        finally
        {
            host.Run("Remove-CtBridge br-lan, br-lam -Force -Confirm:$false");
        }
    }

    /// <summary>What ends a call is told in the same way wherever in the call it happens.</summary>
    [RootTheory]
    [InlineData("Get-Ct")]
    [InlineData("Remove-Ct {0} -Force -Confirm:$false")]
    [InlineData("Start-Ct {0} -PassThru")]
    public void A_store_that_cannot_be_read_is_said_to_be_so(string form)
    {
        using var host = new TestHost();
        string container = host.NewContainer();
        string folder = Path.GetDirectoryName(StagedModule.FileOf(container))!;
        Directory.Move(folder, folder + ".kept");
        try
        {
            File.WriteAllText(folder, "");
            ErrorRecord error = host.Try(form.Replace("{0}", container, StringComparison.Ordinal)).Error;
            Assert.Equal("StoreFailed", Outcome.IdOf(error));
            Assert.Equal(folder, error.TargetObject);
        }
        finally
        {
            File.Delete(folder);
            Directory.Move(folder + ".kept", folder);
        }
    }

    [RootFact]
    public void A_bad_item_does_not_keep_the_others_from_being_done()
    {
        using var host = new TestHost();
        (string running, _) = Prepare(host);
        Outcome outcome = host.Try($"Add-CtNetIfIp {running} eth0 10.8.0.5, 127.0.0.1, 10.8.0.6, 10.8.0.5");
        Assert.Equal(["InvalidAddress", "AddressInUse"], outcome.Errors.Select(Outcome.IdOf));
        Assert.Equal(
            ["10.8.0.1/32", "10.8.0.5/32", "10.8.0.6/32"], host.Run($"Get-CtNetIfIp {running}").All("Address"));
    }

    [RootTheory]
    [InlineData("Get-Ct zz*")]
    [InlineData("Get-CtNetIf zz*")]
    [InlineData("Get-CtNetIf {0} zz*")]
    [InlineData("Get-CtNetIf {0} eth0 -Type Bridge")]
    [InlineData("Get-CtNetIf {0} -Link br7")]
    [InlineData("Get-CtNetIf {0} -Link zz*")]
    [InlineData("Get-CtNetIfIp zz*")]
    [InlineData("Get-CtNetIfIp {0} zz*")]
    [InlineData("Get-CtNetIfIp {0} eth0 -AddressFamily IPv6")]
    [InlineData("Get-CtNetIfIp {0} eth0 10.9.9.9")]
    public void A_filter_that_matches_nothing_is_silent(string form)
    {
        using var host = new TestHost();
        (string running, _) = Prepare(host);
        Assert.Empty(host.Run(form.Replace("{0}", running, StringComparison.Ordinal)).Objects);
    }

    [RootFact]
    public void Wildcards_match_whatever_the_case_and_names_that_are_given_match_exactly_in_what_changes()
    {
        using var host = new TestHost();
        (string running, string stopped) = Prepare(host);
        Assert.Equal(
            new[] { running, stopped }.Order(StringComparer.Ordinal), host.Run("Get-Ct CTT*").All("Name"));
        Assert.Equal(["eth0"], host.Run($"Get-CtNetIf {running} ETH*").All("Name"));
        Outcome outcome = host.Try($"Add-CtNetIfIp {running.ToUpperInvariant()} eth0 10.8.0.9");
        Assert.Equal("ContainerNotFound", Outcome.IdOf(outcome.Error));
    }

    [RootTheory]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.300")]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.1/33")]
    [InlineData("Add-CtNetIfIp {0} eth0 010.8.0.1")]
    [InlineData("Add-CtNetIfIp {0} eth0 2001:db8::1%eth0")]
    [InlineData("Add-CtNetIfIp {0} eth0 ::ffff:1.2.3.4")]
    [InlineData("Remove-CtNetIfIp {0} eth0 hello")]
    public void A_text_that_is_no_address_is_refused_at_binding_and_named(string form)
    {
        using var host = new TestHost();
        (string running, _) = Prepare(host);
        ErrorRecord error = host.Try(form.Replace("{0}", running, StringComparison.Ordinal)).Error;
        Assert.Equal("CannotConvertArgumentNoMessage", Outcome.IdOf(error));
        Assert.Contains(form.Split(' ')[^1], error.ToString(), StringComparison.Ordinal);
        Assert.Contains("is not an IP address", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Brief, rule 11: a broken file is named with line and column, is never overwritten, and harms no other.
    /// </summary>
    [RootFact]
    public void A_broken_file_is_named_and_kept_and_the_other_containers_are_still_shown()
    {
        using var host = new TestHost();
        (string running, string stopped) = Prepare(host);
        string file = StagedModule.FileOf(stopped);
        File.AppendAllText(file, "\n  : [broken");
        byte[] broken = File.ReadAllBytes(file);

        Outcome outcome = host.Try("Get-Ct");
        Assert.Equal([running], outcome.All("Name"));
        Assert.Contains(outcome.Errors, e => e.ToString().Contains(file, StringComparison.Ordinal));
        host.Run($"Add-CtNetIfIp {running} eth0 10.8.0.7");
        Assert.NotNull(host.Try($"Add-CtNetIfIp {stopped} eth0 10.8.0.8").Error);
        Assert.Equal(broken, File.ReadAllBytes(file));
    }

    private static IEnumerable<byte[]> Files() =>
        Directory.EnumerateFiles(Path.Combine(StagedModule.State, "containers")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes);

    private static (string Running, string Stopped) Prepare(TestHost host)
    {
        host.IpDo("link add v0 type veth peer name v1");
        string running = host.NewRouted("10.100.10.100/30");
        string stopped = host.NewContainer();
        host.Run($"""
            Add-CtNetIfIp {running} eth0 10.8.0.1
            $null = New-CtNetIf {stopped} eth0 -Via 10.100.10.104/30
            Add-CtNetIfIp {stopped} eth0 10.8.1.1
            $null = New-CtNetIf {stopped} eth1 -Link br7 -WarningAction Ignore
            """);
        return (running, stopped);
    }
}
