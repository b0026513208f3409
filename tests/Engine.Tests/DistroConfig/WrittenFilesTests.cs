using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>The list of what is ours in a root file system holds names that the container's root has chosen.</summary>
public sealed class WrittenFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Whatever_characters_a_name_has_it_is_read_as_it_was_written()
    {
        var files = new WrittenFiles(_folder);
        WrittenEntry[] entries =
        [
            new("/etc/network/interfaces.d/a\nb", null), new("/a\tb", "../c\td"), new("/a\\nb\\", "x\r\n\\"),
            new("/\u001b[31m\u202e", null),
        ];
        files.Write("web01", [], entries);
        Assert.Equal(entries, files.Read("web01"));
    }

    /// <summary>As an older version wrote the name of the test above.</summary>
    [Fact]
    public void A_line_that_is_no_path_is_left_out()
    {
        File.WriteAllText(Path.Combine(_folder, "web01"), "/etc/network/interfaces.d/a\nb\n\n");
        Assert.Equal(["/etc/network/interfaces.d/a"], new WrittenFiles(_folder).Read("web01").Select(e => e.Path));
    }
}
