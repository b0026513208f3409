using System.Runtime.ExceptionServices;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>Work that a hostile file could make wait for ever: a thread that can be given up.</summary>
internal static class Within
{
    public static void Seconds(int seconds, Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(seconds)), $"It hung for {seconds} s.");
        failure?.Throw();
    }
}
