using System.Text;
using ContainerNet.Engine.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContainerNet.Engine.Store;

/// <summary>Reads a container's file. The keys are osctl's words; those that it does not know are kept.</summary>
internal sealed class ConfigReader
{
    private readonly string _name;
    private readonly YamlCursor _yaml;
    private readonly ContainerClaims _claims;
    private readonly List<KeyValuePair<string, IReadOnlyList<ParsingEvent>>> _unknown = [];
    private readonly List<InterfaceConfig> _interfaces = [];
    private readonly List<string> _init = [];
    private string? _runtime;
    private string? _rootFs;
    private string? _networkStack;

    private ConfigReader(string name, YamlCursor yaml)
    {
        _name = name;
        _yaml = yaml;
        _claims = new ContainerClaims(name);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="file">The path, for errors.</param>
    /// <param name="bytes">What the file holds.</param>
    /// <exception cref="ContainerNetException">StoreFileBroken.</exception>
    public static ContainerConfig Read(string name, string file, ReadOnlySpan<byte> bytes)
    {
        var yaml = new YamlCursor(file, new StringReader(Decode(file, bytes)));
        return new ConfigReader(name, yaml).Document();
    }

    /// <summary>Reads a document of many containers, or osctl's file of one.</summary>
    /// <param name="file">What the document is called in errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="name">The name of the container of a file of one, which does not say it.</param>
    /// <param name="runtime">The runtime of such a container.</param>
    /// <exception cref="ContainerNetException">StoreFileBroken.</exception>
    public static IReadOnlyList<ContainerConfig> ReadDocument(string file, string text, string? name, string runtime)
    {
        var yaml = new YamlCursor(file, new StringReader(text));
        var containers = new List<ContainerConfig>();
        var single = new ConfigReader(name ?? "", yaml) { _runtime = runtime };
        yaml.Skip<StreamStart>("text");
        yaml.Skip<DocumentStart>("a mapping with the key containers");
        Mark start = yaml.Current.Start;
        bool many = false;
        yaml.Mapping("a mapping with the key containers", Root, single._unknown, "containers or net_interfaces");
        yaml.Skip<DocumentEnd>("the end");
        if (many) return containers;
        if (name is null) throw yaml.Broken(start, "neither the key 'containers', nor a container's name given with it");
        return [single.Config(UnknownKeys.None)];

        bool Root(string key, Mark mark)
        {
            if (key != "containers") return single.Field(key, mark);
            many = true;
            yaml.Mapping("a mapping of containers", Container, null, "a container's name");
            return true;
        }

        bool Container(string key, Mark mark)
        {
            try
            {
                NameRules.CheckContainer(key);
            }
            catch (ContainerNetException e)
            {
                throw yaml.Refused(mark, e);
            }

            containers.Add(new ConfigReader(key, yaml).Body());
            return true;
        }
    }

    private ContainerConfig Document()
    {
        _yaml.Skip<StreamStart>("text");
        _yaml.Skip<DocumentStart>("a mapping with the key runtime");
        ContainerConfig config = Body();
        _yaml.Skip<DocumentEnd>("the end");
        if (_yaml.Current is not StreamEnd) throw _yaml.Unexpected("one document per file");
        return config;
    }

    private ContainerConfig Body()
    {
        Mark start = _yaml.Current.Start;
        _yaml.Mapping("a mapping with the key runtime", Field, _unknown, "runtime, rootfs or net_interfaces");
        if (_runtime is null) throw _yaml.Broken(start, "the key 'runtime' is missing");
        return Config(_unknown.Count == 0 ? UnknownKeys.None : new UnknownKeys(_unknown));
    }

    private ContainerConfig Config(UnknownKeys unknown) => new(_name, _runtime!)
    {
        RootFs = _rootFs,
        Init = _init,
        NetworkStack = _networkStack,
        Interfaces = _interfaces,
        Unknown = unknown,
    };

    private bool Field(string key, Mark mark)
    {
        switch (key)
        {
            case "runtime":
                _runtime = _yaml.Text("the name of a runtime, such as NetNs or Lxc");
                return true;
            case "rootfs":
                _rootFs = _yaml.SkipNull() ? null : _yaml.Value(AbsolutePath, "an absolute path");
                return true;
            case "init":
                _yaml.Sequence("a list of a command and its arguments", () => _init.Add(_yaml.Text("an argument")));
                return true;
            case "network_stack":
                _networkStack = _yaml.SkipNull() ? null : _yaml.Text("the name of a network stack");
                return true;
            case "net_interfaces":
                _yaml.Sequence("a list of interfaces", Interface);
                return true;
            default:
                return false;
        }
    }

    private void Interface()
    {
        _interfaces.Add(new InterfaceReader(_name, _yaml, _claims).Read());
    }

    private static string AbsolutePath(string text) =>
        text.StartsWith('/') ? text : throw new FormatException();

    /// <summary>The text of a file's bytes.</summary>
    internal static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        if (bytes.StartsWith(mark)) bytes = bytes[mark.Length..];
        int bad = FirstControl(bytes);
        if (bad < 0)
        {
            try
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            }
            catch (DecoderFallbackException e)
            {
                bad = Math.Clamp(e.Index, 0, bytes.Length);
            }
        }

        int line = bytes[..bad].Count((byte)'\n') + 1;
        int column = bad - bytes[..bad].LastIndexOf((byte)'\n');
        throw StoreError.Broken(file, line, column, "bytes that are not UTF-8 text");
    }

    private static int FirstControl(ReadOnlySpan<byte> bytes)
    {
        // The YAML parser takes a NUL for the end of the text: half a file would pass for a whole one.
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return i;
        }

        return -1;
    }
}
