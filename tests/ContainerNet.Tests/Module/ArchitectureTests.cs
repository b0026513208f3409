using System.Reflection;
using System.Runtime.Loader;

namespace ContainerNet.Tests.Module;

/// <summary>
/// The arrows of the architecture: cmdlets → Abstractions ← Engine → Netlink; and what is shipped where.
/// </summary>
public sealed class ArchitectureTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] s_vague =
        ["Helper", "Helpers", "Util", "Utils", "Utility", "Manager", "Common", "Misc"];

    [Fact]
    public void Cmdlets_know_the_abstractions_and_PowerShell_only() => Assert.Equal(
        ["ContainerNet.Abstractions", "System.Management.Automation"],
        StagedAssemblies.References(StagedAssemblies.Cmdlets));

    [Fact]
    public void Abstractions_know_nobody() => Assert.Empty(StagedAssemblies.References(StagedAssemblies.Abstractions));

    [Fact]
    public void The_engine_knows_no_PowerShell() => Assert.Equal(
        ["ContainerNet.Abstractions", "ContainerNet.Netlink", "Tmds.LibC", "YamlDotNet"],
        StagedAssemblies.References(StagedAssemblies.Engine));

    [Fact]
    public void Netlink_knows_no_containers() =>
        Assert.Equal(["Tmds.LibC"], StagedAssemblies.References(StagedAssemblies.Netlink));

    [Fact]
    public void The_engine_lives_in_a_load_context_of_its_own_and_shares_the_abstractions()
    {
        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(StagedAssemblies.Engine);
        Assert.Equal("ContainerNet", context?.Name);
        Assert.Same(context, AssemblyLoadContext.GetLoadContext(StagedAssemblies.Netlink));
        Type contract = StagedAssemblies.Abstractions.GetType("ContainerNet.IContainerNetEngine", throwOnError: true)!;
        Assert.Contains(StagedAssemblies.Engine.GetTypes(), contract.IsAssignableFrom);
    }

    /// <summary>PowerShell reflects over the cmdlets before anything of the module has run.</summary>
    [Fact]
    public void No_cmdlet_has_an_engines_type_as_base_field_or_member()
    {
        IEnumerable<Type> named = StagedAssemblies.Cmdlets.GetTypes().SelectMany(t => t.GetInterfaces()
            .Concat(t.GetFields(Everything).Select(f => f.FieldType))
            .Concat(t.GetProperties(Everything).Select(p => p.PropertyType))
            .Concat(t.GetMethods(Everything).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType))
            .Concat(t.BaseType is null ? [] : [t.BaseType]));
        Assert.DoesNotContain(
            named, t => t.Assembly == StagedAssemblies.Engine || t.Assembly == StagedAssemblies.Netlink);
    }

    [Fact]
    public void The_module_consists_of_these_files()
    {
        string[] shipped = [.. Directory.EnumerateFiles(StagedModule.Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(StagedModule.Folder, f))
            .Where(f => !f.StartsWith("en-US/", StringComparison.Ordinal))
            .Where(f => !f.StartsWith("bin/lib/linux-x64/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "CHANGELOG.md",
                "ContainerNet.Format.ps1xml",
                "ContainerNet.psd1",
                "LICENSE",
                "bin/ContainerNet.Abstractions.dll",
                "bin/ContainerNet.dll",
                "bin/lib/ContainerNet.Engine.deps.json",
                "bin/lib/ContainerNet.Engine.dll",
                "bin/lib/ContainerNet.Netlink.dll",
                "bin/lib/YamlDotNet.dll",
                "bin/lib/runtimes/linux-arm64/lib/netstandard2.0/Tmds.LibC.dll",
                "bin/lib/runtimes/linux-x64/lib/netstandard2.0/Tmds.LibC.dll",
            ],
            shipped);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        IEnumerable<string> names = StagedAssemblies.All.SelectMany(a => a.GetTypes()).Select(t => t.Name);
        Assert.DoesNotContain(names, n => s_vague.Any(v => n.EndsWith(v, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_assemblies_have_the_version_of_the_manifest()
    {
        string version = Path.GetFileName(StagedModule.Folder);
        Assert.All(StagedAssemblies.All, a => Assert.Equal(version, a.GetName().Version!.ToString(3)));
        Assert.Contains($"'{version}'", File.ReadAllText(StagedModule.Manifest), StringComparison.Ordinal);
    }
}
