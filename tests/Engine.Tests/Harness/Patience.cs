using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>Waiting for what others do in their own time.</summary>
internal static class Patience
{
    // Only a test that fails waits so long.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="what">What it is, for the failure.</param>
    public static void Until(Func<bool> condition, string what)
    {
        long from = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(from) < s_limit, $"Not in {s_limit.TotalSeconds:0} s: {what}");
            Thread.Sleep(20);
        }
    }
}
