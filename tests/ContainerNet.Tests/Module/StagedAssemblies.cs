using System.Reflection;
using System.Runtime.Loader;

namespace ContainerNet.Tests.Module;

/// <summary>The module's assemblies as the tests' process has loaded them, by the module itself.</summary>
internal static class StagedAssemblies
{
    static StagedAssemblies()
    {
        using var session = new Session();

        // Asks the kernel for the links, and so loads all of them.
        session.Run("$null = Get-CtBridge");
    }

    public static Assembly Cmdlets => Find("ContainerNet");

    public static Assembly Abstractions => Find("ContainerNet.Abstractions");

    public static Assembly Engine => Find("ContainerNet.Engine");

    public static Assembly Netlink => Find("ContainerNet.Netlink");

    public static IEnumerable<Assembly> All => [Cmdlets, Abstractions, Engine, Netlink];

    /// <summary>What an assembly refers to, without .NET itself.</summary>
    public static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(r => r.Name!)
        .Where(n => n is not ("netstandard" or "mscorlib") && !IsDotNet(n))
        .Order(StringComparer.Ordinal);

    private static bool IsDotNet(string name) => name != "System.Management.Automation"
        && (name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Win32", StringComparison.Ordinal));

    private static Assembly Find(string name)
    {
        Assembly found =
            Assert.Single(AssemblyLoadContext.All.SelectMany(c => c.Assemblies), a => a.GetName().Name == name);
        Assert.StartsWith(StagedModule.Folder, found.Location, StringComparison.Ordinal);
        return found;
    }
}
