using System.Text.RegularExpressions;

namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>
/// Each of LXC's own tools does to a container with interfaces of ours what it does to one without, also after
/// ContainerNet was uninstalled and its state removed: the same exit codes, words, files and states.
/// </summary>
public sealed partial class LxcToolsTests
{
    private const string Address = "203.0.113.7";

    // t TOOL ARGUMENT...: the tool's words and exit code. N is the container, O another name, P the lxcpath.
    private const string Frame = """
        t() {
            tool=$1
            shift
            echo "$ lxc-$tool $*"
            timeout 120 "lxc-$tool" -P "$P" "$@" < /dev/null
            echo "=> $?"
        }
        booted() {
            until [ "$(wc -l < "$P/$N/rootfs/etc/boots")" -ge "$1" ]; do sleep 0.02; done
            lxc-wait -P "$P" -n "$N" -s RUNNING
        }
        stopped() {
            until lxc-info -P "$P" -n "$N" -s | grep -q STOPPED; do sleep 0.02; done
        }
        gone() {
            while [ -d "$P/$1" ]; do sleep 0.02; done
        }
        state() {
            [ -d "$P/$1" ] || return 0
            t info -s -n "$1"
            (cd "$P/$1" && find . -xdev ! -name boots | LC_ALL=C sort)
            sed '/^# Begin of ContainerNet/,/^# End of ContainerNet/d' "$P/$1/config"
        }
        """;

    // Its own reboot and power-off end the init of a pid namespace, which LXC's monitor takes for what they mean.
    private const string Init = """
        echo >> /etc/boots
        trap 'exec /usr/bin/busybox reboot -f' INT
        trap 'exit 0' PWR
        while :; do sleep 1000 & wait $!; done
        """;

    private static readonly Dictionary<string, string> s_uses = new()
    {
        ["copy"] = "t copy -n $N -N $O; t start -n $O; t info -s -n $O; t stop -k -n $O",
        ["copy a running one"] = "t start -n $N; t copy -n $N -N $O; t stop -k -n $N; t copy -n $N -N $O",
        ["copy as a snapshot"] = """
            t copy -n $N -N $O -s; t start -n $O; t info -s -n $O; t destroy -n $N; t stop -k -n $O
            """,
        ["copy for a while"] = """
            t copy -n $N -N $O -e; t wait -n $O -s RUNNING; t info -s -n $O; t stop -k -n $O; gone $O
            """,
        ["rename"] = "t copy -n $N -R -N $O; t start -n $O; t info -s -n $O; t stop -k -n $O",
        ["rename one with snapshots"] = "t snapshot -n $N; t copy -n $N -R -N $O",
        ["snapshot"] = """
            echo one > $P/$N/rootfs/etc/kept; t snapshot -n $N; echo two > $P/$N/rootfs/etc/kept
            t snapshot -n $N -L; t snapshot -n $N -r snap0; cat $P/$N/rootfs/etc/kept; t start -n $N
            """,
        ["snapshot of a running one"] = "t start -n $N; t snapshot -n $N; t stop -k -n $N",
        ["snapshot restored as another"] = """
            t snapshot -n $N; t snapshot -n $N -r snap0 -N $O; t start -n $O; t info -s -n $O; t stop -k -n $O
            """,
        ["snapshots destroyed"] = """
            t snapshot -n $N; t snapshot -n $N; t snapshot -n $N -d snap0; t snapshot -n $N -d ALL
            """,
        ["destroy"] = "t destroy -n $N; t destroy -n $N",
        ["destroy one with snapshots"] = "t snapshot -n $N; t destroy -n $N; t destroy -s -n $N",
        ["destroy a running one"] = "t start -n $N; t destroy -n $N; t destroy -f -n $N",
        ["freeze"] = """
            t start -n $N; t freeze -n $N; t info -s -n $N; t unfreeze -n $N; t info -s -n $N; t unfreeze -n $N
            """,

        // Where CRIU does not run, both fail alike.
        ["checkpoint"] = """
            t start -n $N; t checkpoint -n $N -D $P/dump -s; t info -s -n $N; t checkpoint -n $N -D $P/dump -r
            t info -s -n $N; rm -rf $P/dump
            """,
        ["autostart"] = """
            t autostart -L; t autostart -L -g web; t autostart -g web; t info -s -n $N; t autostart -g web -r -t 30
            booted 2; t info -s -n $N; t autostart -g web -s -t 30; t info -s -n $N; t autostart -A; t autostart -A -k
            """,
        ["attach"] = "t start -n $N; t attach -n $N -- /bin/sh -c 'hostname; exit 3'; t attach -n $N -- /no/program",
        ["execute"] = "t execute -n $N -- /bin/sh -c 'hostname; exit 3'; t info -s -n $N",
        ["start in the foreground"] = "t start -F -n $N -- /bin/sh -c 'hostname; exit 3'; t info -s -n $N",
        ["start twice"] = "t start -n $N; t start -n $N",
        ["start with another setting"] = """
            t start -n $N -s lxc.uts.name=elsewhere; t attach -n $N -- /bin/hostname
            """,
        ["stop"] = """
            t start -n $N; t stop -n $N -t 60; t info -s -n $N; t stop -n $N; t start -n $N; t stop -k -n $N
            t start -n $N; t stop -W -n $N; stopped
            """,
        ["reboot"] = "t start -n $N; t stop -r -n $N -t 60; booted 2; t info -s -n $N; t stop -r -W -n $N; booted 3",
        ["reboot and power off inside"] = """
            t start -n $N; t attach -n $N -- /usr/bin/busybox reboot -f > /dev/null; booted 2; t info -s -n $N
            t attach -n $N -- /usr/bin/busybox poweroff -f > /dev/null; stopped
            """,
        ["info, ls, cgroup and device"] = """
            t info -n $N; t info -n $N -c lxc.uts.name; t info -n $N -c lxc.net.0.type; t start -n $N; t info -n $N
            t ls -1; t ls -1 --running; t cgroup -n $N no.such.key; t device -n $N add /dev/null /dev/another
            t attach -n $N -- /bin/ls /dev/another; t device -n $N add nosuchlink
            """,
        ["update-config"] = "lxc-update-config -c $P/$N/config; echo $?; t start -n $N",
    };

    public static TheoryData<string> Uses => [.. s_uses.Keys];

    [RootTheory]
    [MemberData(nameof(Uses))]
    public void A_tool_does_what_it_does_without_us(string use)
    {
        Requirement.Programs("busybox");
        using var host = new TestHost(TestRuntime.Lxc);

        // On a busy machine a tool fails at times for reasons of LXC's own, with us or without.
        string difference = Compare(host, use);
        for (int attempt = 1; attempt < 3 && difference.Length > 0; attempt++) difference = Compare(host, use);
        Assert.True(difference.Length == 0, difference);
    }

    // What differs; empty for nothing.
    private static string Compare(TestHost host, string use)
    {
        string control = Use(host, use, _ => { });
        Assert.Contains("=> 0", control);
        string uninstalled = Use(host, use, name =>
        {
            Manage(host, name);
            Directory.Delete(host.Options.StateDirectory, recursive: true);
        });
        string managed = Use(host, use, name => Manage(host, name), (name, other) => Judge(host, name, other));
        Directory.Delete(host.Options.StateDirectory, recursive: true);
        return control == uninstalled && control == managed
            ? ""
            : $"Without us:\n{control}\nUninstalled:\n{uninstalled}\nManaged:\n{managed}";
    }

    // Where it still has its name it has its interfaces, and another has none of them.
    private static void Judge(TestHost host, string name, string other)
    {
        if (Directory.Exists(host.Lxc.FolderOf(name)))
        {
            if (host.Lxc.TryNamespaceOf(name) is null) host.Lxc.Start(name);
            Assert.True(host.Answers(Address));
        }

        if (!Directory.Exists(host.Lxc.FolderOf(other))) return;
        host.Lxc.Start(other);
        Assert.Single(host.Ip("link", other));
    }

    private static void Manage(TestHost host, string name)
    {
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        host.AddIps(name, "eth0", Address + "/32");
    }

    // Gives what the tools said and left, without what differs from one container to the next.
    private static string Use(
        TestHost host, string use, Action<string> prepare, Action<string, string>? judge = null)
    {
        (string name, string other) = (host.NewName(), host.NewName());
        host.Lxc.AddLight(name);
        host.Lxc.AlsoRemove(other);
        File.AppendAllText($"{host.Lxc.FolderOf(name)}/config", """
            lxc.net.0.type = empty
            lxc.net.0.flags = up
            lxc.start.auto = 1
            lxc.group = web
            lxc.init.cmd = /bin/sh /etc/init

            """);
        File.WriteAllText($"{host.Lxc.RootOf(name)}/etc/init", Init);
        prepare(name);

        // Into a file: a daemon that a tool leaves behind would hold a pipe open.
        string said = host.NewPath(".said");
        string setting = $"exec > {said} 2>&1; N={name} O={other} P={host.LxcPath}";
        host.Run("sh", "-c", $"{setting}\n{Frame}\n{s_uses[use]}\nstate $N; state $O");
        judge?.Invoke(name, other);
        host.Run("sh", "-c", $"for c in {other} {name}; do lxc-stop -k -n $c -P {host.LxcPath}; "
            + $"lxc-destroy -f -s -n $c -P {host.LxcPath}; done > /dev/null 2>&1");
        string text = File.ReadAllText(said).Replace(name, "N", StringComparison.Ordinal)
            .Replace(other, "O", StringComparison.Ordinal);
        return Varying().Replace(text, "");
    }

    // Process ids, figures, times, and what lxc-info tells of addresses.
    [GeneratedRegex(@"^(PID|CPU use|BlkIO use|Memory use|KMem use|IP|Link| TX bytes| RX bytes| Total bytes):.*\n"
        + @"|\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", RegexOptions.Multiline)]
    private static partial Regex Varying();
}
