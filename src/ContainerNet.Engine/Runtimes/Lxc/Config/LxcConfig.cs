using System.Globalization;

namespace ContainerNet.Engine.Runtimes.Lxc.Config;

/// <summary>What a container's configuration comes to, includes and all; read without starting a process.</summary>
internal sealed class LxcConfig
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, LxcNetEntry> _net = [];
    private readonly List<string> _idMaps = [];

    /// <summary>lxc.rootfs.path.</summary>
    public string? RootFsPath => Text("lxc.rootfs.path");

    /// <summary>lxc.rootfs.options.</summary>
    public string? RootFsOptions => Text("lxc.rootfs.options");

    /// <summary>lxc.init.cmd; null is /sbin/init.</summary>
    public string? InitCommand => Text("lxc.init.cmd");

    /// <summary>lxc.uts.name.</summary>
    public string? HostName => Text("lxc.uts.name");

    /// <summary>lxc.log.file.</summary>
    public string? LogFile => Text("lxc.log.file");

    /// <summary>lxc.idmap, one a line.</summary>
    public IReadOnlyList<string> IdMaps => _idMaps;

    /// <summary>The interfaces that somebody else wrote, in the order in which LXC makes them.</summary>
    public IEnumerable<LxcNetEntry> Net => _net.Values;

    /// <summary>Reads a container's configuration, without our lines in it.</summary>
    /// <param name="paths">The container.</param>
    public static LxcConfig Read(LxcPaths paths)
    {
        var config = new LxcConfig();
        foreach (LxcConfigLine line in LxcConfigReader.Read(paths)) config.Take(line);
        return config;
    }

    private void Take(LxcConfigLine line)
    {
        if (line.Key == "lxc.idmap")
        {
            if (line.Value.Length == 0) _idMaps.Clear();
            else _idMaps.Add(line.Value);
        }
        else if (line.Key == "lxc.net" || line.Key.StartsWith("lxc.net.", StringComparison.Ordinal))
        {
            TakeNet(line);
        }
        else
        {
            _values[line.Key] = line.Value;
        }
    }

    private void TakeNet(LxcConfigLine line)
    {
        string[] parts = line.Key.Split('.', 4);
        if (parts.Length == 2)
        {
            if (line.Value.Length == 0) _net.Clear();
            return;
        }

        if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int index)) return;
        if (parts.Length == 3)
        {
            if (line.Value.Length == 0) _net.Remove(index);
            return;
        }

        if (!_net.TryGetValue(index, out LxcNetEntry? entry)) _net[index] = entry = new LxcNetEntry(index);
        entry.Set(parts[3], line.Value);
    }

    private string? Text(string key) => _values.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
}
