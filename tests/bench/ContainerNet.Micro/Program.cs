using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace ContainerNet.Micro;

/// <summary>
/// Measures the parts that need no kernel: requests, answers, plans, files and the store. Prints one table in Markdown;
/// takes BenchmarkDotNet's own options, such as --filter '*Stores*'.
/// </summary>
internal static class Program
{
    // Short enough for all of it to end in a few minutes; in this process, so that nothing else is built.
    private static readonly Job s_job = Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .WithWarmupCount(3)
        .WithIterationCount(5);

    public static int Main(string[] arguments)
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(s_job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
        Summary[] summaries =
            [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(WithFilter(arguments), config)];
        Console.WriteLine("| part | what | over | median ns | min-max ns | bytes allocated |");
        Console.WriteLine("|---|---|---|---:|---:|---:|");
        foreach (BenchmarkReport report in summaries.SelectMany(s => s.Reports)) Console.WriteLine(Row(report));
        foreach (ValidationError error in summaries.SelectMany(s => s.ValidationErrors).Where(e => e.IsCritical))
        {
            Console.Error.WriteLine(error.Message);
        }

        bool all = summaries.Length > 0 && summaries.All(s => s.Reports.Length > 0 && s.Reports.All(r => r.Success));
        return all ? 0 : 1;
    }

    private static string Row(BenchmarkReport report)
    {
        BenchmarkCase benchmark = report.BenchmarkCase;
        string head = $"| {benchmark.Descriptor.Type.Name} | {benchmark.Descriptor.WorkloadMethod.Name} "
            + $"| {string.Join(", ", benchmark.Parameters.Items.Select(Words))} ";
        return report.ResultStatistics is not { } result ? head + "| failed | | |" : head + string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Median:N0} | {result.Min:N0}-{result.Max:N0} "
            + $"| {report.GcStats.GetBytesAllocatedPerOperation(benchmark):N0} |");
    }

    // "Addresses: 1000", "ifupdown".
    private static string Words(ParameterInstance parameter) =>
        parameter.Value is int number ? $"{parameter.Name}: {number}" : $"{parameter.Value}";

    // Without a filter BenchmarkDotNet asks which.
    private static string[] WithFilter(string[] arguments) => arguments.Length == 0 ? ["--filter", "*"] : arguments;
}
