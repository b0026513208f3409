using System.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Writes what LXC reads at the next start of a container, and takes it away again.</summary>
/// <param name="paths">The container.</param>
internal sealed class LxcPreparation(LxcPaths paths)
{
    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode ScriptMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the files for these interfaces; without any, none of ours remains.</summary>
    /// <param name="interfaces">All interfaces of the container.</param>
    /// <param name="knowsQueues">Whether LXC knows numbers of queues.</param>
    public void Write(IReadOnlyList<InterfaceState> interfaces, bool knowsQueues)
    {
        if (interfaces.Count == 0)
        {
            Remove();
            return;
        }

        LxcConfig config = LxcConfig.Read(paths);
        CheckConflicts(config, interfaces);
        Dictionary<string, string> data = LxcHook.Data(interfaces, LxcInit.StartsServices(config.InitCommand));
        bool finishesContainer = data.Keys.Any(k => k.StartsWith(LxcHook.ContainerPrefix, StringComparison.Ordinal));
        int first = config.ForeignNet.Select(n => n.Index + 1).DefaultIfEmpty().Max();
        byte[] withLine = LxcIncludeLine.Add(File.ReadAllBytes(paths.Config), paths);

        // The line comes last: LXC refuses a configuration whose include is missing.
        string include = LxcIncludeFile.Text(paths, interfaces, first, finishesContainer, knowsQueues);
        WriteData(data);
        DurableFile.Write(paths.Hook, Encoding.UTF8.GetBytes(LxcHook.Script), ScriptMode);
        DurableFile.Write(paths.Include, Encoding.UTF8.GetBytes(include), FileMode);
        DurableFile.Edit(paths.Config, withLine);
    }

    /// <summary>Removes all of ours; the user's configuration is as it was.</summary>
    public void Remove()
    {
        if (File.Exists(paths.Config))
        {
            DurableFile.Edit(paths.Config, LxcIncludeLine.Remove(File.ReadAllBytes(paths.Config), paths));
        }

        if (!Directory.Exists(paths.Directory)) return;
        File.Delete(paths.Include);
        File.Delete(paths.Hook);
        if (Directory.Exists(paths.Data)) Directory.Delete(paths.Data, recursive: true);
    }

    private void WriteData(Dictionary<string, string> files)
    {
        Directory.CreateDirectory(paths.Data);
        foreach ((string name, string text) in files)
        {
            DurableFile.Write(Path.Combine(paths.Data, name), Encoding.UTF8.GetBytes(text), FileMode);
        }

        foreach (string path in Directory.GetFiles(paths.Data))
        {
            if (!files.ContainsKey(Path.GetFileName(path))) File.Delete(path);
        }
    }

    private void CheckConflicts(LxcConfig config, IReadOnlyList<InterfaceState> interfaces)
    {
        if (config.ForeignNet.FirstOrDefault(n => n.Type == "none") is { } none)
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
