using System.Diagnostics;
using System.Reflection;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.RootFs;
using ContainerNet.Netlink;
using FileCalls = ContainerNet.Engine.RootFs.Interop.FileCalls;

namespace ContainerNet.Engine.Tests.Architecture;

/// <summary>What has to be done right is done in one place: files are replaced, and programs are started.</summary>
public sealed class OneOfEachTests
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    private static readonly (Type Caller, MethodBase Called)[] s_calls =
    [
        .. from known in new[] { typeof(EngineFactory), typeof(RouteNetlink), typeof(CtChange) }
           from type in known.Assembly.GetTypes()
           from called in UsedTypes.CallsOf(type)
           select (Outermost(type), called),
    ];

    [Fact]
    public void Only_the_durable_file_and_the_atomic_entry_rename()
    {
        Assert.Equal([typeof(DurableFile)], CallersOf(c => c.Name is "Move" or "MoveTo" or "Replace"
            && IsIn(c, typeof(File), typeof(Directory), typeof(FileInfo), typeof(DirectoryInfo))));
        Assert.Equal([typeof(AtomicEntry)], CallersOf(c => IsIn(c, typeof(FileCalls)) && c.Name == "Rename"));
        Assert.Equal([typeof(FileCalls)], CallersOf(c => IsNative(c) && c.Name.Contains("rename", AnyCase)
            || IsIn(c, typeof(FileCalls)) && c.Name == "RenameAt2"));
    }

    /// <summary>HostForwarding's are below /proc, where a rename has no meaning.</summary>
    [Fact]
    public void Only_the_durable_file_writes_files_of_the_host()
    {
        string[] writers =
        [
            "WriteAllText", "WriteAllLines", "WriteAllBytes", "AppendAllText", "AppendAllLines", "Create", "CreateText",
            "AppendText", "OpenWrite", "Copy", "CopyTo",
        ];
        Assert.Equal(["HostForwarding"], CallersOf(c => IsIn(c, typeof(File), typeof(FileInfo))
            && writers.Contains(c.Name) || IsIn(c, typeof(StreamWriter)) && c.IsConstructor).Select(t => t.Name));
        Assert.Equal(["DurableFile", "LxcLog"], CallersOf(c => IsIn(c, typeof(FileStream)) && c.IsConstructor)
            .Select(t => t.Name));
    }

    [Fact]
    public void Only_one_runner_starts_programs()
    {
        Assert.Equal([typeof(HostProgram)], CallersOf(c => IsIn(c, typeof(ProcessStartInfo)) && c.IsConstructor
            || IsIn(c, typeof(Process)) && (c.IsConstructor || c.Name == "Start")));
    }

    private static Type[] CallersOf(Func<MethodBase, bool> called) =>
        [.. s_calls.Where(c => called(c.Called)).Select(c => c.Caller).Distinct().OrderBy(t => t.Name)];

    // As a generated stub of LibraryImport, or of a package.
    private static bool IsNative(MethodBase method) => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl);

    private static bool IsIn(MethodBase method, params Type[] types) => types.Contains(method.DeclaringType);

    private static Type Outermost(Type type) => type.DeclaringType is { } owner ? Outermost(owner) : type;
}
