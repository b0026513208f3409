using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ContainerNet.Shell.Commands;

namespace ContainerNet.Tests.Shell;

/// <summary>The stand-ins, each against what pwsh itself writes for the same line.</summary>
public sealed class StandInTests : IDisposable
{
    private const string Three =
        "$o = 1..3 | ForEach-Object { [pscustomobject]@{ a = $_; b = 'x' * $_; l = 1, $_ } }; ";

    private readonly Runspace _runspace = Open();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ctnet-test-");

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$o | Select-Object a, nope | ForEach-Object { \"$_\" }", "@{a=1; nope=}|@{a=2; nope=}|@{a=3; nope=}")]
    [InlineData("$o | Select-Object -Last 2 -ExpandProperty a", "2|3")]
    [InlineData("$o | Select-Object -Last 1 -Skip 1 -ExpandProperty a", "2")]
    [InlineData("$o | Select-Object -Skip 2 -ExpandProperty l", "1|3")]
    [InlineData("$o | Select-Object @{ n = 'z'; e = { $_.a * 2 } } -First 1 | ForEach-Object z", "2")]
    [InlineData("1..10 | Select-Object -Index 2, 4", "3|5")]
    [InlineData("1, 2, 2, 1, 3 | Select-Object -Unique", "1|2|3")]
    [InlineData("($o | Select-Object * -ExcludeProperty a -First 1).psobject.Properties.Name", "b|l")]
    [InlineData("($o | Select-Object a)[0].pstypenames[0]", "Selected.System.Management.Automation.PSCustomObject")]
    [InlineData("1..3 | Select-Object -First 0", "")]
    public void Select_Object(string script, string expected) => Check(Three + script, expected);

    [Fact]
    public void Select_Object_stops_what_comes_before_it() => Check(
        "$seen = 0; $null = 1..9 | ForEach-Object { $script:seen++; $_ } | Select-Object -First 2; $seen", "2");

    [Theory]
    [InlineData("3, 1, 2 | Sort-Object", "1|2|3")]
    [InlineData("3, 1, 2 | Sort-Object -Descending", "3|2|1")]
    [InlineData("'b', 'A', 'a', 'B' | Sort-Object -Unique", "A|b")]
    [InlineData("'10', '9' | Sort-Object { [int] $_ }", "9|10")]
    [InlineData("$o | Sort-Object { $_.a % 2 }, @{ e = 'a'; Descending = $true } | ForEach-Object a", "2|3|1")]
    [InlineData("$o | Sort-Object a -Bottom 1 | ForEach-Object a", "3")]
    public void Sort_Object(string script, string expected) => Check(Three + script, expected);

    [Theory]
    [InlineData("3, 1, 3 | Group-Object | ForEach-Object { \"$($_.Name) $($_.Count)\" }", "1 1|3 2")]
    [InlineData("$g = 'a', 'A' | Group-Object; \"$($g.Count) $($g.Group.Count)\"", "2 2")]
    [InlineData("($o | Group-Object { $_.a -gt 1 } -AsHashTable)[$true].Count", "2")]
    [InlineData("($o | Group-Object a -NoElement)[0].Group.Count", "0")]
    [InlineData("$m = 1..4 | Measure-Object -Sum -Average; \"$($m.Count) $($m.Sum) $($m.Average)\"", "4 10 2.5")]
    [InlineData("($o | Measure-Object a -Sum).Sum", "6")]
    public void Group_and_Measure_Object(string script, string expected) => Check(Three + script, expected);

    [Theory]
    [InlineData("@{ a = 1 } | ConvertTo-Json -Compress", """{"a":1}""")]
    [InlineData("1, 'x', $null, $true, 1.5, 2.0 | ConvertTo-Json -Compress", """[1,"x",null,true,1.5,2.0]""")]
    [InlineData("1 | ConvertTo-Json -AsArray -Compress", "[1]")]
    [InlineData("[DayOfWeek]::Friday | ConvertTo-Json", "5")]
    [InlineData("[DayOfWeek]::Friday | ConvertTo-Json -EnumsAsStrings", "\"Friday\"")]
    [InlineData("@{ a = @{ b = @{ c = 1 } } } | ConvertTo-Json -Depth 1 -Compress -WarningAction Ignore",
        """{"a":{"b":"System.Collections.Hashtable"}}""")]
    [InlineData("[ordered]@{ a = @(1); b = @() } | ConvertTo-Json", "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}")]
    [InlineData("([ipaddress] '1.2.3.4' | ConvertTo-Json | ConvertFrom-Json).IPAddressToString", "1.2.3.4")]
    [InlineData("$j = '{\"a\":[1,2.5,null]}' | ConvertFrom-Json; $j.a.Count; $j.a[0].GetType().Name", "3|Int64")]
    [InlineData("'[1,2]' | ConvertFrom-Json | ForEach-Object { \"<$_>\" }", "<1>|<2>")]
    [InlineData("'{', '\"a\":1', '}' | ConvertFrom-Json | ForEach-Object a", "1")]
    [InlineData("('{\"b\":1,\"B\":2}' | ConvertFrom-Json -AsHashtable).Keys", "b|B")]
    [InlineData("('\"2020-01-02T03:04:05Z\"' | ConvertFrom-Json).GetType().Name", "DateTime")]
    public void Json(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("'a,b', '1,\"x, \"\"y\"\"\"' | ConvertFrom-Csv | ForEach-Object b", "x, \"y\"")]
    [InlineData("'a;b', '1' | ConvertFrom-Csv -Delimiter ';' | ForEach-Object { $null -eq $_.b }", "True")]
    [InlineData("'1,2' | ConvertFrom-Csv -Header q, r | ForEach-Object { \"$($_.q) $($_.r)\" }", "1 2")]
    [InlineData("$o | Select-Object a, b -First 1 | ConvertTo-Csv", "\"a\",\"b\"|\"1\",\"x\"")]
    [InlineData("[pscustomobject]@{ a = 'x,y'; b = $null } | ConvertTo-Csv -UseQuotes AsNeeded", "a,b|\"x,y\",")]
    [InlineData("$o | Export-Csv f.csv; $o | Export-Csv f.csv -Append; (Import-Csv f.csv).Count", "6")]
    public void Csv(string script, string expected) => Check(Three + script, expected);

    [Theory]
    [InlineData("Set-Content f 'one', 'two'; 'three' | Add-Content f; Get-Content f -Tail 2", "two|three")]
    [InlineData("Set-Content f 1 -NoNewline; (Get-Content f -Raw).Length", "1")]
    [InlineData("Set-Content f 1; Test-Path f, nosuch; Test-Path f -PathType Container", "True|False|False")]
    [InlineData("Set-Content '[f]' 1; Test-Path '[f]'; Test-Path -LiteralPath '[f]'", "False|True")]
    [InlineData("Join-Path a b c; Join-Path /x/ /y; Split-Path /a/b/c.txt -LeafBase", "a/b/c|/x/y|c")]
    [InlineData("$null = New-Item d -ItemType Directory; Set-Location d; Split-Path (Get-Location).Path -Leaf", "d")]
    [InlineData("$null = New-Item d/e/f -Force -Value x; Get-ChildItem -Recurse -File -Name; Remove-Item d -Recurse; "
        + "Test-Path d", "f|False")]
    public void Files(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("Get-Date 2020-01-31 -Month 2 -Format s", "2020-02-29T00:00:00")]
    [InlineData("Get-Date -UnixTimeSeconds 0 -AsUTC -Format yyyy", "1970")]
    [InlineData("(New-Object Version 1, 2).ToString(); (New-Object psobject -Property @{ q = 1 }).q", "1.2|1")]
    [InlineData("'1 + 1' | Invoke-Expression", "2")]
    [InlineData("$p = [pscustomobject]@{ a = 1 } | Add-Member b 2 -PassThru; $p.b", "2")]
    [InlineData("'x' | Get-Member Length | ForEach-Object { \"$($_.MemberType)\" }", "Property")]
    [InlineData("Microsoft.PowerShell.Utility\\Write-Output 1", "1")]
    [InlineData("Microsoft.PowerShell.Management\\Join-Path a b", "a/b")]
    [InlineData("function f { Write-Error e -ErrorId I -Category InvalidData }; "
        + "$ErrorActionPreference = 'SilentlyContinue'; f; "
        + "$Error[0].FullyQualifiedErrorId; \"$($Error[0].CategoryInfo.Category)\"", "I,f|InvalidData")]
    [InlineData("($o | Format-Table a -HideTableHeaders | Out-String -Stream) -ne ''", "1|2|3")]
    [InlineData("($o | Select-Object -First 1 | Format-List a | Out-String).Trim()", "a : 1")]
    public void The_others(string script, string expected) => Check(Three + script, expected);

    [Theory]
    [InlineData("Get-Content nosuch", "PathNotFound")]
    [InlineData("@{ a = 1 } | Select-Object -ExpandProperty nosuch", "ExpandPropertyNotFound")]
    [InlineData("New-Object nosuch", "TypeNotFound")]
    [InlineData("'{' | ConvertFrom-Json", "System.ArgumentException")]
    [InlineData("Start-Sleep -Nosuch 1", "NamedParameterNotFound")]
    public void What_cannot_be_done_is_an_error_with_an_id(string script, string id)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript($"try {{ {script} }} catch {{ Write-Error -ErrorRecord $_ }}").Invoke();
        Assert.StartsWith(id, Assert.Single(shell.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sleep_can_be_stopped()
    {
        using var shell = PowerShell.Create(_runspace).AddScript("Start-Sleep 600");
        var running = shell.BeginInvoke();
        Thread.Sleep(200);
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(running.IsCompleted);
    }

    private static Runspace Open()
    {
        var state = InitialSessionState.CreateDefault2();
        StandInCommands.AddTo(state);
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }

    private void Check(string script, string expected)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript($"$ErrorActionPreference = 'Stop'; Set-Location '{_folder.FullName}'; {script}");
        Assert.Equal(expected, string.Join('|', shell.Invoke().Select(item => $"{item}")));
    }
}
