#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using System.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Writes what LXC reads at the next start of a container, and takes it away again.</summary>
/// <param name="paths">The container.</param>
/// <param name="runs">Whether it runs: then it has been started with the files of a first version, and needs
/// them.</param>
internal sealed class LxcPreparation(LxcPaths paths, Func<bool> runs)
{
    // Far from what users write: the later line of an index takes the place of what was there.
    private const int LeastIndex = 100;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode ExecutableMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Writes the files for these interfaces; without any, none of ours remains.</summary>
    /// <param name="interfaces">All interfaces of the container.</param>
    public void Write(IReadOnlyList<InterfaceState> interfaces)
    {
        if (interfaces.Count == 0)
        {
            Remove();
            return;
        }

        (byte[] config, Dictionary<string, string> files) = Wanted(interfaces);

        // Root alone reads them: what they say is applied to the host.
        Directory.CreateDirectory(paths.FilesDirectory, ExecutableMode);
        Directory.CreateDirectory(paths.Files, ExecutableMode);
        File.SetUnixFileMode(paths.FilesDirectory, ExecutableMode);
        File.SetUnixFileMode(paths.Files, ExecutableMode);
        foreach ((string name, string text) in files)
        {
            DurableFile.Write(Path.Combine(paths.Files, name), Encoding.UTF8.GetBytes(text), ModeOf(name));
        }

        foreach (string path in Stale(files)) File.Delete(path);
        DurableFile.Edit(paths.Config, config);
        RemoveFormer();
    }

    /// <summary>The files of ours, and LXC's with our lines, that are not as they should be.</summary>
    /// <param name="interfaces">All interfaces of the container.</param>
    public IReadOnlyList<string> FindDrift(IReadOnlyList<InterfaceState> interfaces)
    {
        if (interfaces.Count == 0) return [];
        (byte[] config, Dictionary<string, string> files) = Wanted(interfaces);
        List<string> found = [.. files.Where(f => !IsAsWanted(f.Key, f.Value)).Select(f => Path.Combine(paths.Files, f.Key))];
        found.AddRange(Stale(files));
        if (!File.ReadAllBytes(paths.Config).AsSpan().SequenceEqual(config)) found.Insert(0, paths.Config);
        return found;
    }

    /// <summary>Removes all of ours; the user's configuration is as it was.</summary>
    public void Remove()
    {
        if (File.Exists(paths.Config))
        {
            byte[] config = LxcConfigReader.BytesOf(paths.Config);
            byte[] rest = LxcBlock.Remove(config, paths);
            if (!rest.AsSpan().SequenceEqual(config))
            {
                LxcOwner.RequireOwn(paths);
                DurableFile.Edit(paths.Config, rest);
            }

            RemoveFormer();
        }

        if (Directory.Exists(paths.Files)) Directory.Delete(paths.Files, recursive: true);
    }

    private (byte[] Config, Dictionary<string, string> Files) Wanted(IReadOnlyList<InterfaceState> interfaces)
    {
        LxcOwner.RequireOwn(paths);
        var config = LxcConfig.Read(paths);
        CheckConflicts(config, interfaces);
        Dictionary<string, string> files = LxcHook.Data(
            paths.Config, interfaces, ServiceInit.StartsServices(config.InitCommand));
        files[LxcHook.ScriptName] = LxcHook.Script;
        int free = config.Net.Select(n => n.Index + 1).Append(LeastIndex).Max();
        return (LxcBlock.Put(File.ReadAllBytes(paths.Config), paths, free), files);
    }

    private static UnixFileMode ModeOf(string name) => name == LxcHook.ScriptName ? ExecutableMode : FileMode;

    private bool IsAsWanted(string name, string text)
    {
        string path = Path.Combine(paths.Files, name);
        return File.Exists(path) && File.GetUnixFileMode(path) == ModeOf(name)
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text));
    }

    private string[] Stale(Dictionary<string, string> files) => Directory.Exists(paths.Files)
        ? Array.FindAll(
            Directory.GetFiles(paths.Files),
            path => path != paths.HookError && !files.ContainsKey(Path.GetFileName(path)))
        : [];

    private void RemoveFormer()
    {
        string[] former = [.. paths.Former.Where(Path.Exists)];
        if (former.Length == 0 || !LxcOwner.IsOwn(paths) || runs()) return;
        foreach (string path in former)
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
    }

    private void CheckConflicts(LxcConfig config, IReadOnlyList<InterfaceState> interfaces)
    {
        if (config.Net.FirstOrDefault(n => n.Type == "none") is { } none)
        {
            throw new ContainerNetException(
                "InterfaceUnmanaged", CtErrorKind.InvalidOperation,
                $"Container '{paths.Name}' shares the network of the host: lxc.net.{none.Index}.type is none.",
                paths.Name, $"Remove the lxc.net.{none.Index} lines from {paths.Config}.");
        }

        HashSet<string> names = [.. interfaces.Select(i => i.Container.Name)];
        HashSet<string> hostNames = [.. interfaces.Select(i => i.Host.Name)];
        foreach (CtNetIf foreign in LxcForeignInterfaces.Of(paths.Name, config))
        {
            bool sameHostName = foreign.HostInterface is { } h && hostNames.Contains(h);
            if (!sameHostName && !names.Contains(foreign.Name)) continue;
            string name = sameHostName ? foreign.HostInterface! : foreign.Name;
            throw new ContainerNetException(
                "InterfaceUnmanaged", CtErrorKind.AlreadyExists,
                $"The LXC configuration of container '{paths.Name}' already has an interface {name}.", name,
                $"Remove its lxc.net lines from {paths.Config} or a file that it includes, or choose another name.");
        }
    }
}
