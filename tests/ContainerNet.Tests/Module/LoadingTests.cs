namespace ContainerNet.Tests.Module;

/// <summary>The module comes and goes in a session, and lives in many at once.</summary>
public sealed class LoadingTests
{
    [RootFact]
    public void A_second_import_by_force_leaves_a_module_that_works()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"Import-Module '{StagedModule.Manifest}' -Force");
        host.Run($"$null = New-CtNetIf {c} eth0 -Routed; Add-CtNetIfIp {c} eth0 10.8.0.1");
        Assert.Equal(["10.8.0.1/32"], host.Run($"Get-CtNetIfIp {c}").All("Address"));
    }

    [RootFact]
    public void The_module_can_be_removed_and_imported_again()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run("Remove-Module ContainerNet");
        Assert.Equal("CommandNotFoundException", Outcome.IdOf(host.Try("Get-Ct").Error));
        host.Run($"Import-Module '{StagedModule.Manifest}'");
        Assert.Equal([c], host.Run("Get-Ct").All("Name"));
    }

    [RootFact]
    public void Eight_sessions_of_a_process_work_at_the_same_time()
    {
        using var host = new TestHost();
        string[] containers = [.. Enumerable.Range(0, 8).Select(_ => host.NewContainer())];
        var failures = new List<string>();
        Thread[] threads = Array.ConvertAll(containers, c => new Thread(() =>
        {
            try
            {
                host.JoinThread();
                using var session = new Session();
                session.Run($"$null = New-CtNetIf {c} eth0 -Routed; Start-Ct {c}; Get-CtNetIf {c}; Stop-Ct {c}");
            }
            catch (Exception e)
            {
                lock (failures) failures.Add(e.Message);
            }
        }));
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Empty(failures);
        Assert.Equal(8, host.Run("Get-CtNetIf").Objects.Count);
    }

    /// <summary>Import is only wiring: the engine, and what it needs, comes with the first cmdlet that works.</summary>
    [Fact]
    public void The_import_alone_loads_no_engine()
    {
        Tool child = Tool.Run(
            ChildProcess.Program, ChildProcess.Word, ChildProcess.Write("""
                $loaded = { [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -like 'ContainerNet*' }
                $before = & $loaded
                $null = Get-Ct
                $after = & $loaded
                "before: $(($before | Sort-Object) -join ' ')".Replace('ContainerNet.Tests ', '')
                "after: $($after -contains 'ContainerNet.Engine')"
                """.Replace("($before | Sort-Object)", "[string[]]$before", StringComparison.Ordinal)));
        Assert.Equal("", child.Error);
        Assert.DoesNotContain("Engine", child.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Netlink", child.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("after: True", child.Output, StringComparison.Ordinal);
    }
}
