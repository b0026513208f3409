using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>What was detected is kept as long as all that was looked at is as it was, and no longer.</summary>
public sealed class DetectionCacheTests : IDisposable
{
    // Longer than a stamp is not trusted.
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(300);

    private readonly RootTree _tree = RootTree.Debian();
    private readonly DetectionCache _cache = new();

    [RootFact]
    public void Nothing_is_detected_again_when_nothing_changed()
    {
        DetectedStack first = Settled();
        Assert.Equal("ifupdown", first.StackName);
        Assert.Same(first, Detect());
    }

    [RootFact]
    public void Soon_after_a_change_it_is_detected_each_time()
    {
        // A time that is still to come is soon enough, however slow the machine is.
        File.SetLastWriteTimeUtc(_tree.PathOf("/etc/os-release"), DateTime.UtcNow.AddHours(1));
        DetectedStack first = Settled();
        Assert.NotSame(first, Detect());
    }

    /// <summary>Our own files are written beside what the detector looks at.</summary>
    [RootFact]
    public void A_file_that_the_detector_does_not_look_at_is_no_reason()
    {
        DetectedStack first = Settled();
        _tree.Write("/etc/network/interfaces.d/containernet-eth0", "iface eth0 inet manual\n");
        _tree.Write("/etc/hostname", "web01\n");
        Assert.Same(first, Detect());
    }

    [RootFact]
    public void A_change_of_a_file_that_was_read_is_seen()
    {
        Settled();
        _tree.Write("/etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
        Assert.Equal("13", Detect().Version);
    }

    [RootFact]
    public void A_file_that_was_not_there_is_seen_when_it_comes()
    {
        Settled();
        _tree.Write("/etc/NIXOS", "");
        Assert.Equal("nixos", Detect().StackName);
    }

    [RootFact]
    public void A_service_that_is_enabled_and_disabled_later_is_seen()
    {
        const string wants = "/etc/systemd/system/multi-user.target.wants";
        Directory.CreateDirectory(_tree.PathOf(wants));
        Settled();
        string link = _tree.PathOf($"{wants}/systemd-networkd.service");
        File.CreateSymbolicLink(link, "/usr/lib/systemd/system/systemd-networkd.service");
        Assert.Equal("networkd", Settled().StackName);
        File.Delete(link);
        Assert.Equal("ifupdown", Detect().StackName);
    }

    /// <summary>Below /sbin there is another directory then, though no entry of the old one has changed.</summary>
    [RootFact]
    public void A_directory_that_a_link_leads_to_elsewhere_is_seen()
    {
        Directory.CreateDirectory(_tree.PathOf("/opt/empty"));
        File.Delete(_tree.PathOf("/usr/sbin/ifup"));
        _tree.Write("/opt/sbin/ifup", "");
        string link = _tree.PathOf("/sbin");
        File.CreateSymbolicLink(link, "/opt/sbin");
        Assert.Equal("/sbin/ifup is installed, and nothing else is enabled.", Settled().Reasons[^1]);
        File.Delete(link);
        File.CreateSymbolicLink(link, "/opt/empty");
        Assert.DoesNotContain("is installed", Detect().Reasons[^1], StringComparison.Ordinal);
    }

    [RootFact]
    public void Another_root_file_system_of_the_same_name_is_seen()
    {
        Settled();
        using var other = RootTree.Unknown();
        using var root = RootFsHandle.Open(other.Folder);
        Assert.Equal("novelty", _cache.Detect("web01", root).DistributionId);
    }

    /// <summary>Whoever owns the root file system may make links in it that lead around for ever.</summary>
    [RootFact]
    public void A_loop_of_links_ends()
    {
        File.CreateSymbolicLink(_tree.PathOf("/sbin"), "/loop");
        File.CreateSymbolicLink(_tree.PathOf("/loop"), "sbin/../sbin");
        Assert.Equal("ifupdown", Settled().StackName);
    }

    public void Dispose() => _tree.Dispose();

    // Detected when all is old enough to be kept.
    private DetectedStack Settled()
    {
        Thread.Sleep(s_settling);
        return Detect();
    }

    private DetectedStack Detect()
    {
        using var root = RootFsHandle.Open(_tree.Folder);
        return _cache.Detect("web01", root);
    }
}
