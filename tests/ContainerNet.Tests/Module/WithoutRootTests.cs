namespace ContainerNet.Tests.Module;

/// <summary>
/// Without root, what can be read is read, -WhatIf works, and a change says which capability it lacks (brief, rule 12).
/// The child runs as nobody.
/// </summary>
public sealed class WithoutRootTests
{
    private static readonly string[] s_nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    private static readonly Lazy<string[]> s_program = new(FindProgram);

    [RootFact]
    public void Get_works_on_a_store_that_can_be_read()
    {
        using var host = new TestHost();
        string c = Readable(host);
        Tool child = AsNobody(
            host, $"(Get-Ct {c}).State; (Get-CtNetIfIp {c}).Address.ToString(); (Get-CtNetIf {c}).Name");
        Assert.Equal("", child.Error);
        Assert.Equal(
            ["Running", "10.8.0.1/32", "eth0"], child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [RootFact]
    public void Get_says_what_it_may_not_read()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.100/30");
        Tool child = AsNobody(host, $"Get-Ct {c}");
        Assert.Contains("|PermissionDenied|", child.Error, StringComparison.Ordinal);
        Assert.Contains(StagedModule.State, child.Error, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("New-Ct other")]
    [InlineData("Add-CtNetIfIp {0} eth0 10.8.0.9")]
    [InlineData("Remove-CtNetIfIp {0} eth0 10.8.0.1")]
    [InlineData("Stop-Ct {0}")]
    [InlineData("Remove-Ct {0} -Force -Confirm:$false")]
    public void A_change_says_which_capability_it_lacks(string form)
    {
        using var host = new TestHost();
        string c = Readable(host);
        string kernel = KernelState.Of(host, c);
        Tool child = AsNobody(host, form.Replace("{0}", c, StringComparison.Ordinal));
        Assert.StartsWith("InsufficientPrivilege|PermissionDenied|", child.Error, StringComparison.Ordinal);
        Assert.Contains("CAP_NET_ADMIN", child.Error, StringComparison.Ordinal);
        Assert.Equal(kernel, KernelState.Of(host, c));
    }

    [RootFact]
    public void WhatIf_works()
    {
        using var host = new TestHost();
        string c = Readable(host);
        Tool child = AsNobody(host, $"Add-CtNetIfIp {c} eth0 10.8.0.9 -WhatIf; Stop-Ct {c} -WhatIf");
        Assert.Equal("", child.Error);
        Assert.Equal(0, child.ExitCode);
    }

    // The store belongs to root alone; an administrator may open it for others to read.
    private static string Readable(TestHost host)
    {
        string c = host.NewRouted("10.100.10.100/30");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1");
        Tool opened = host.Start("chmod", "-R", "a+rX", StagedModule.Temporary);
        Assert.Equal(0, opened.ExitCode);
        return c;
    }

    private static Tool AsNobody(TestHost host, string script)
    {
        Requirement.Program("setpriv");
        string file = ChildProcess.Write(script);
        Assert.Equal(0, Tool.Run("chmod", "a+rx", StagedModule.Temporary).ExitCode);
        return host.Start("setpriv", [.. s_nobody, .. s_program.Value, ChildProcess.Word, file]);
    }

    // The folder of the tests may be root's alone, as in a home folder: then nobody runs a copy.
    private static string[] FindProgram()
    {
        string folder = Path.GetDirectoryName(ChildProcess.Program)!;
        if (MayRead(Path.Combine(folder, "ContainerNet.Tests.dll")) && MayRead(StagedModule.Manifest))
        {
            return [ChildProcess.Program];
        }

        string copy = Path.Combine(StagedModule.Temporary, "copy");
        Assert.Equal(0, Tool.Run("cp", "-r", folder, copy).ExitCode);
        Assert.Equal(0, Tool.Run("cp", "-r", StagedModule.Folder, Path.Combine(copy, "module")).ExitCode);
        Assert.Equal(0, Tool.Run("chmod", "-R", "a+rX", copy).ExitCode);
        return
        [
            "env", $"{StagedModule.Variable}={Path.Combine(copy, "module")}",
            Path.Combine(copy, Path.GetFileName(ChildProcess.Program)),
        ];
    }

    private static bool MayRead(string path) => Tool.Run("setpriv", [.. s_nobody, "test", "-r", path]).ExitCode == 0;
}
