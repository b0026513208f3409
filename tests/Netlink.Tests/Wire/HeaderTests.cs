using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>Compares our numbers with those of the C headers, by a C program that prints them.</summary>
public sealed partial class HeaderTests
{
    /// <summary>What the C program prints for an expression, and what we have.</summary>
    private static readonly List<(string Expression, long Value)> Expected = [];

    static HeaderTests()
    {
        AddMessages();
        AddLinks();
        AddAddresses();
        AddRoutes();
        AddNeighboursAndSockets();
        AddTraffic();
        AddEnum<Ipv4Setting>("IPV4_DEVCONF_", Ipv4Names);
        AddEnum<LinkOperState>("IF_OPER_", new()
        {
            [nameof(LinkOperState.NotPresent)] = "NOTPRESENT",
            [nameof(LinkOperState.LowerLayerDown)] = "LOWERLAYERDOWN",
        });
        AddEnum<Ipv6AddressGeneration>("IN6_ADDR_GEN_MODE_");
        foreach (Errno errno in Enum.GetValues<Errno>().Where(errno => errno != Errno.None))
            Expected.Add((errno.ToString(), (long)errno));
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
            Expected.Select(pair => $"{pair.Expression} = {pair.Value}"),
            Expected.Zip(printed, (pair, value) => $"{pair.Expression} = {value}"));
        Assert.Equal(Expected.Count, printed.Length);
        Assert.True(Expected.Count > 250, $"{Expected.Count}");
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
        foreach ((string expression, _) in Expected)
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

    /// <summary>Compares each member with the constant of its name in capitals: RouterDown is ROUTER_DOWN.</summary>
    private static void AddEnum<T>(string prefix, Dictionary<string, string>? names = null)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            string member = value.ToString();
            if (names is null || !names.TryGetValue(member, out string? name))
            {
                IEnumerable<string> letters = member.Select(
                    (letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToUpperInvariant(letter));
                name = string.Concat(letters);
            }
            Add(prefix + name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Compares the size, and the offset of each field in turn.</summary>
    private static void AddStructure<T>(string name, params string[] fields)
        where T : unmanaged
    {
        Add($"sizeof(struct {name})", Unsafe.SizeOf<T>());
        FieldInfo[] ours = [.. typeof(T).GetFields().Where(field => !field.IsLiteral)];
        Assert.Equal(fields.Length, ours.Length);
        for (int index = 0; index < fields.Length; index++)
        {
            long offset = Marshal.OffsetOf<T>(ours[index].Name);
            Add($"offsetof(struct {name}, {fields[index]})", offset);
        }
    }

    private static void Add(string expression, long value) => Expected.Add((expression, value));
}
