namespace ContainerNet.Tests.Cmdlets;

/// <summary>Ctrl-C: the call ends, and nothing is half done.</summary>
public sealed class InterruptionTests
{
    private const int Containers = 60;

    [RootFact]
    public void A_start_of_many_that_is_stopped_leaves_each_container_started_or_not()
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, Containers).Select(_ => host.NewName())];
        host.Let("names", names);
        host.Run("$names | New-Ct | New-CtNetIf -Name eth0 -Routed");
        host.StopAt("$names | Start-Ct", $"Starting {names[20]}");

        int running = host.Run("Get-Ct").All("State").Count(s => s == "Running");
        Assert.InRange(running, 0, Containers - 1);
        Assert.Empty(host.Run("Test-CtNetIf").Objects);
        Assert.Equal(running, host.Ip("link show type veth").Length);
        Assert.Equal(Containers, host.Run("$names | Start-Ct -PassThru").Objects.Count);
        Assert.Empty(host.Run("Test-CtNetIf").Objects);
    }

    [RootFact]
    public void A_change_that_is_stopped_is_done_or_taken_back()
    {
        using var host = new TestHost();
        string container = host.NewRouted("10.100.10.100/30");
        host.StopAt($"1..200 | ForEach-Object {{ \"10.8.0.$_\" }} | Add-CtNetIfIp {container} eth0", "addr add 10.8.0.1/32");
        int stored = host.Run($"Get-CtNetIfIp {container}").Objects.Count;
        Assert.Contains(stored, (int[])[0, 200]);
        Assert.Equal(stored, host.Ip("route show proto static").Length);
        Assert.Empty(host.Run("Test-CtNetIf").Objects);
    }

    /// <summary>
    /// Another session holds the lock, for as long as its report of a step is not read. Who waits shows it after a
    /// second, and Ctrl-C ends the waiting.
    /// </summary>
    [RootFact]
    public void A_call_that_waits_for_another_shows_progress_and_can_be_stopped()
    {
        using var host = new TestHost();
        string container = host.NewRouted("10.100.10.100/30");
        using var holds = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        Exception? failure = null;
        var other = new Thread(() =>
        {
            try
            {
                host.JoinThread();
                using var session = new Session();
                session.Listen($"Add-CtNetIfIp {container} eth0 10.8.0.1", (_, line) =>
                {
                    if (!line.Contains("addr add", StringComparison.Ordinal)) return;
                    holds.Set();
                    release.Wait();
                });
            }
            catch (Exception e)
            {
                failure = e;
                holds.Set();
            }
        });
        other.Start();
        holds.Wait();
        try
        {
            host.StopAt($"Add-CtNetIfIp {container} eth0 10.8.0.2", "Add-CtNetIfIp: Processing");
        }
        finally
        {
            release.Set();
            other.Join();
        }

        Assert.Null(failure);
        Assert.Equal(["10.8.0.1/32"], host.Run($"Get-CtNetIfIp {container}").All("Address"));
    }

    /// <summary>A warning that ends the pipeline does so after the call: what was begun is finished.</summary>
    [RootFact]
    public void A_warning_with_the_preference_Stop_leaves_nothing_half_done()
    {
        using var host = new TestHost();
        string container = host.NewContainer();
        Outcome outcome = host.Try($"New-CtNetIf {container} eth0 -Link br7 -WarningAction Stop");
        Assert.Equal("ActionPreferenceStop", Outcome.IdOf(outcome.End!));
        Assert.Equal(["eth0"], host.Run($"Get-CtNetIf {container}").All("Name"));
        Assert.Empty(host.Run("Test-CtNetIf").Objects);
    }

    /// <summary>A long call that a report ends takes its progress away all the same.</summary>
    [RootFact]
    public void A_warning_with_the_preference_Stop_ends_the_progress_too()
    {
        using var host = new TestHost();
        string container = host.NewContainer();
        var said = new List<string>();
        using var busy = new FileStream(
            Path.Combine(StagedModule.State, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        busy.Lock(0, 1);
        host.Listen($"try {{ New-CtNetIf {container} eth0 -Link br7 -WarningAction Stop }} catch {{ }}", line =>
        {
            said.Add(line);
            if (line == "New-CtNetIf: Processing") busy.Dispose();
        });
        Assert.Contains("New-CtNetIf: Processing", said);
        Assert.Equal("New-CtNetIf: Completed", said.Last(l => l.StartsWith("New-CtNetIf: ", StringComparison.Ordinal)));
        Assert.Equal(["eth0"], host.Run($"Get-CtNetIf {container}").All("Name"));
    }
}
