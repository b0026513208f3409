using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>Compares our numbers with those of the C headers, by a C program that prints them.</summary>
public sealed class HeaderTests
{
    private static readonly HeaderNumbers Numbers = new();

    static HeaderTests()
    {
        RouteNetlinkNumbers.AddTo(Numbers);
        TrafficNumbers.AddTo(Numbers);
    }

    [Fact]
    public void Numbers_and_layouts_are_those_of_the_C_headers()
    {
        if (!File.Exists("/usr/bin/cc"))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI needs cc and the kernel's headers.");
            Assert.Skip("needs cc and the kernel's headers");
        }
        string[] printed = CompileAndRun();
        Assert.Equal(
            Numbers.Expected.Select(pair => $"{pair.Expression} = {pair.Value}"),
            Numbers.Expected.Zip(printed, (pair, value) => $"{pair.Expression} = {value}"));
        Assert.Equal(Numbers.Expected.Count, printed.Length);
        Assert.True(Numbers.Expected.Count > 220, $"{Numbers.Expected.Count}");
    }

    private static string[] CompileAndRun()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ctnet-headers");
        try
        {
            string source = Path.Combine(folder.FullName, "numbers.c");
            string program = Path.Combine(folder.FullName, "numbers");
            File.WriteAllText(source, Source());
            Run("/usr/bin/cc", "-o", program, source);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Source()
    {
        var source = new StringBuilder("""
            #define _GNU_SOURCE
            #include <errno.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <sched.h>
            #include <arpa/inet.h>
            #include <sys/file.h>
            #include <sys/mount.h>
            #include <sys/socket.h>
            #include <sys/time.h>
            #include <linux/fib_rules.h>
            #include <linux/if.h>
            #include <linux/if_addr.h>
            #include <linux/if_ether.h>
            #include <linux/if_link.h>
            #include <linux/ip.h>
            #include <linux/neighbour.h>
            #include <linux/netlink.h>
            #include <linux/nsfs.h>
            #include <linux/pkt_cls.h>
            #include <linux/pkt_sched.h>
            #include <linux/rtnetlink.h>
            #include <linux/tc_act/tc_mirred.h>
            #include <linux/veth.h>
            int main(void) {

            """);
        foreach ((string expression, _) in Numbers.Expected)
            source.Append(CultureInfo.InvariantCulture, $"printf(\"%lld\\n\", (long long)({expression}));\n");
        return source.Append("return 0; }\n").ToString();
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
