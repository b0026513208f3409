using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Tests.RootFs;

public sealed class LinkTests : IDisposable
{
    private const string Path = "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service";
    private const string Target = "/usr/lib/systemd/system/systemd-networkd.service";
    private readonly ScratchRoot _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_link_is_made_kept_and_taken_away()
    {
        WriteResult made = Apply(Target);
        Assert.Equal(FileAction.Written, made.Outcomes[0].Action);
        Assert.Equal(Target, new FileInfo(_scratch.On(Path)).LinkTarget);
        WriteResult kept = Apply(Target, made.Owned);
        Assert.Equal(FileAction.Unchanged, kept.Outcomes[0].Action);
        Assert.Equal(made.Owned, kept.Owned);
        Assert.Equal(FileAction.Removed, Apply(null, kept.Owned).Outcomes[0].Action);
        Assert.Empty(_scratch.Names("/etc/systemd/system/multi-user.target.wants"));
    }

    [Fact]
    public void A_link_of_the_distributions_own_is_never_ours()
    {
        _scratch.Link(Path, "/lib/systemd/system/systemd-networkd.service");
        WriteResult result = Apply(Target);
        Assert.Equal(FileAction.Unchanged, result.Outcomes[0].Action);
        Assert.Empty(result.Owned);
        Assert.Empty(result.Warnings);
        Assert.Empty(Apply(null, [new(Path, Target)]).Outcomes);
        Assert.NotNull(new FileInfo(_scratch.On(Path)).LinkTarget);
    }

    [Fact]
    public void A_masked_service_or_a_file_in_its_place_is_left_alone_with_a_warning()
    {
        _scratch.Link(Path, "/dev/null");
        Assert.Contains("/dev/null", Assert.Single(Apply(Target).Warnings), StringComparison.Ordinal);
        File.Delete(_scratch.On(Path));
        _scratch.File(Path, "");
        Assert.Single(Apply(Target).Warnings);
        Assert.Equal("", _scratch.Read(Path));
    }

    [Fact]
    public void A_link_of_ours_gets_a_new_target()
    {
        WriteResult made = Apply("../a.service");
        WriteResult changed = Apply("../b.service", made.Owned);
        Assert.Equal(FileAction.Written, changed.Outcomes[0].Action);
        Assert.Equal("../b.service", new FileInfo(_scratch.On(Path)).LinkTarget);
        Assert.Empty(changed.Revert());
        Assert.Equal("../a.service", new FileInfo(_scratch.On(Path)).LinkTarget);
    }

    private WriteResult Apply(string? target, IReadOnlyList<WrittenEntry>? previous = null)
    {
        using RootFsHandle root = _scratch.Open();
        return OwnedFiles.Apply(root,
            new RenderedConfig { Links = target is null ? [] : [new RenderedLink(Path, target)] }, previous);
    }
}
