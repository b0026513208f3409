using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ContainerNet.Loading;

/// <summary>
/// The engine's own load context: its YamlDotNet and Tmds.LibC never meet those of another module. Its folder has all that
/// the engine needs on one processor, but for Abstractions: both sides share the one in the default context.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "ContainerNet.Engine";
    private static readonly Lazy<IContainerNetEngine> s_engine = new(Create);
    private readonly string _folder;

    private EngineLoadContext(string folder)
        : base("ContainerNet")
    {
        _folder = folder;
    }

    /// <summary>The engine of this process, loaded when first asked for.</summary>
    public static IContainerNetEngine Engine => s_engine.Value;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private static IContainerNetEngine Create()
    {
        string here = Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!;
        string processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var context = new EngineLoadContext(Path.Combine(here, "lib", processor));
        Assembly engine = context.LoadFromAssemblyName(new AssemblyName(EngineName));
        MethodInfo create = engine.GetType("ContainerNet.Engine.EngineFactory", throwOnError: true)!
            .GetMethod("Create", BindingFlags.Public | BindingFlags.Static)!;
        return create.CreateDelegate<Func<IContainerNetEngine>>()();
    }
}
