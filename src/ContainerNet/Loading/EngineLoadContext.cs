using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ContainerNet.Loading;

/// <summary>
/// The engine's own load context: its YamlDotNet and Tmds.LibC never meet those of another module. Abstractions is not
/// in its folder, so that both sides share the one in the default context.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "ContainerNet.Engine";

    // Machine code is for one processor, and for one major version of the runtime, the one that it was compiled
    // against.
    private static readonly bool s_isCompiled =
        Environment.Version.Major == 10 && RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly Lazy<IContainerNetEngine> s_engine = new(Create);
    private readonly string _folder;
    private readonly AssemblyDependencyResolver _resolver;

    private EngineLoadContext(string folder)
        : base("ContainerNet")
    {
        _folder = folder;
        _resolver = new AssemblyDependencyResolver(Path.Combine(folder, EngineName + ".dll"));
    }

    /// <summary>The engine of this process, loaded when first asked for.</summary>
    public static IContainerNetEngine Engine => s_engine.Value;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        Find(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    private string? Find(AssemblyName assembly)
    {
        if (s_isCompiled && FindCompiled(assembly) is { } compiled) return compiled;
        if (_resolver.ResolveAssemblyToPath(assembly) is { } path) return path;

        // A host that brings its own runtime may not know ours by the name in deps.json.
        string processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        string native = Path.Combine(
            _folder, "runtimes", processor, "lib", "netstandard2.0", assembly.Name + ".dll");
        return File.Exists(native) ? native : null;
    }

    private string? FindCompiled(AssemblyName assembly)
    {
        string path = Path.Combine(_folder, "linux-x64", assembly.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    private static IContainerNetEngine Create()
    {
        string here = Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!;
        var context = new EngineLoadContext(Path.Combine(here, "lib"));
        Assembly engine = context.LoadFromAssemblyName(new AssemblyName(EngineName));
        MethodInfo create = engine.GetType("ContainerNet.Engine.EngineFactory", throwOnError: true)!
            .GetMethod("Create", BindingFlags.Public | BindingFlags.Static)!;
        return create.CreateDelegate<Func<IContainerNetEngine>>()();
    }
}
