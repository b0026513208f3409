using System.Diagnostics;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

/// <summary>
/// A host for one test: a namespace of its own, and the tools of iproute2 to look at it independently.
/// </summary>
internal sealed class TestHost : IDisposable
{
    public NetworkNamespace Namespace { get; } = NetworkNamespace.CreateAnonymous();

    public RouteNetlink Connect() => RouteNetlink.Open(Namespace);

    /// <summary>
    /// Runs a program inside the namespace; a process inherits the namespace of the thread that starts it.
    /// </summary>
    public static string Run(NetworkNamespace inside, string program, params string[] arguments) => inside.Run(() =>
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output;
    });

    public string Ip(params string[] arguments) => Run(Namespace, "ip", arguments);

    /// <summary>What <c>ip -j</c> says, as JSON.</summary>
    public JsonElement[] IpJson(params string[] arguments) => IpJson(Namespace, arguments);

    public static JsonElement[] IpJson(NetworkNamespace inside, params string[] arguments)
    {
        string output = Run(inside, "ip", ["-d", "-j", .. arguments]);
        return string.IsNullOrWhiteSpace(output)
            ? []
            : [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Where(e => e.EnumerateObject().Any())];
    }

    public void Dispose() => Namespace.Dispose();
}
