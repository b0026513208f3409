namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>Unprivileged containers: those that root starts, and those that belong to another user.</summary>
public sealed class LxcOwnerTests
{
    private const string Address = "203.0.113.7";
    private const int User = 4242;

    // For this host's mount namespace alone: a user, and the ids that it and root may give away.
    private const string Accounts = """
        for file in passwd group subuid subgid; do
            touch /etc/$file
            cp /etc/$file $1/$file
            case $file in
            passwd) echo "ctuser:x:4242:4242::$1/user:/bin/sh" ;;
            group) echo "ctuser:x:4242:" ;;
            *) printf 'root:100000:65536\nctuser:200000:65536\n' > $1/$file ;;
            esac >> $1/$file
            mount --bind $1/$file /etc/$file
        done
        """;

    [RootFact]
    public void One_that_root_starts_has_its_interfaces_and_files_of_its_own_root()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        Shell(host, Accounts, host.Folder);
        string name = NewMapped(host);
        using (var debian = RootTree.Debian()) Shell(host, $"cp -r {debian.Folder}/. {host.Lxc.RootOf(name)}");

        // As lxc-create leaves it: the folder is the container's root's, the configuration is root's.
        string config = $"{host.Lxc.FolderOf(name)}/config";
        Shell(host, $"chown -hR 100000:100000 {host.Lxc.FolderOf(name)}; chown root:root {config}; chmod 640 {config}"
            + $"; chmod 770 {host.Lxc.FolderOf(name)}");
        string before = File.ReadAllText(config);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        host.AddIps(name, "eth0", Address + "/32");
        Assert.True(host.Told.Warnings.Count == 0, string.Join('\n', host.Told.Warnings));
        Assert.Equal("100000:100000", Shell(host, $"stat -c %u:%g {host.Lxc.RootOf(name)}{RootTree.Drop}eth0"));
        host.Lxc.Start(name);
        Assert.True(host.Answers(Address));
        Assert.DoesNotContain(host.Drift(name), f => f.Where != "file");
        host.Stop(name);
        host.Start(name);
        Assert.True(host.Answers(Address));
        host.Stop(name);
        host.Apply(new RemoveInterface(name, "eth0"));
        Assert.Equal(before, File.ReadAllText(config));
        Assert.Equal("0:0 640", Shell(host, $"stat -c '%u:%g %a' {config}"));
    }

    /// <summary>What a configuration says is done as root: only root may say it.</summary>
    [RootTheory]
    [InlineData("the configuration", "chown 4242 $C/config", "/config belongs to uid 4242")]
    [InlineData("the folder", "chown 4242 $C", " belongs to uid 4242")]
    [InlineData("the lxcpath", "chown 4242 $C/..", "/lxc belongs to uid 4242")]
    [InlineData("a folder for all", "chmod 777 $C", "others may write to ")]
    [InlineData("a group's folder", "chgrp 4242 $C; chmod 775 $C", "others may write to ")]
    [InlineData("a file for all", "chmod 666 $C/config", "others may write to ")]
    [InlineData("a link to a user's file",
        "mv $C/config $C/../../mine; chown 4242 $C/../../mine; ln -s $C/../../mine $C/config", "/mine belongs to uid 4242")]
    [InlineData("a user's link", "mv $C/config $C/real; ln -s real $C/config; chown -h 4242 $C/config",
        "/config belongs to uid 4242")]
    public void One_whose_configuration_another_user_could_exchange_is_refused(string what, string script, string words)
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = host.NewName();
        host.Lxc.AddLight(name);
        string folder = host.Lxc.FolderOf(name);

        // Traps: a hook that LXC would run as root, a link where files of ours once were.
        string kept = host.NewPath("");
        Shell(host, $"mkdir {kept}; touch {kept}/file; ln -s {kept} {folder}/containernet.d"
            + $"; echo 'lxc.hook.pre-start = touch {kept}/hook #' >> {folder}/config");
        Shell(host, $"C={folder}; {script}");
        string before = File.ReadAllText(folder + "/config");
        ContainerNetException refused = host.Refused(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        Assert.Equal(("LxcConfigUntrusted", CtErrorKind.PermissionDenied), (refused.ErrorId, refused.Kind));
        Assert.True(refused.Message.Contains(words, StringComparison.Ordinal), $"{what}: {refused.Message}");
        Assert.Contains($"{refused.Target}", refused.Remedy);
        Assert.Equal("LxcConfigUntrusted", host.StartRefused(name).ErrorId);
        Assert.Equal(before, File.ReadAllText(folder + "/config"));
        Assert.Equal(["file"], Directory.GetFiles(kept).Select(Path.GetFileName));
        Assert.False(File.Exists(host.FileOf(name)));
        Assert.Empty(host.Interfaces(name));
    }

    [RootFact]
    public void One_that_was_given_to_a_user_since_is_a_finding_and_its_tree_is_not_written_to()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = host.NewName();
        host.Lxc.AddLight(name);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        using var victim = RootTree.Debian();
        string config = $"{host.Lxc.FolderOf(name)}/config";
        File.AppendAllText(config, $"lxc.rootfs.path = dir:{victim.Folder}\n");
        Shell(host, $"chown -R {User} {host.Lxc.FolderOf(name)}");
        CtNetIfFinding finding = Assert.Single(host.Drift(name));
        Assert.Contains($"belongs to uid {User}", finding.Actual);
        string[] entries = [.. victim.Entries()];
        Assert.NotEmpty(host.TryRepair(name));
        host.Call((engine, told) => engine.Apply([Wish.AddIp(name, "eth0", Address + "/32")], told));
        host.Call((engine, told) => engine.UpdateFiles([name], force: true, told));
        Assert.Equal(entries, victim.Entries());
        Assert.Equal("LxcConfigUntrusted", host.StartRefused(name).ErrorId);
    }

    /// <summary>A user can't read what is applied to the host: nothing of it is done, and LXC's log says so.</summary>
    [RootFact]
    public void A_users_copy_does_not_start_without_a_word_unless_ContainerNet_is_gone()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        Requirement.Programs("newuidmap", "setpriv");
        Shell(host, Accounts, host.Folder);
        string name = NewMapped(host, 200000);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        string path = $"{host.Folder}/user";
        string folder = $"{path}/{name}";
        Shell(host, $"mkdir {path}; cp -a {host.Lxc.FolderOf(name)} {path}/; chown -hR 200000:200000 {folder}/rootfs"
            + $"; sed -i 's|{host.LxcPath}|{path}|' {folder}/config; chown {User}:{User} {path} {folder} {folder}/config");
        try
        {
            Assert.NotEqual(0, StartAsUser(host, path, name).ExitCode);
            string log = File.ReadAllText($"{path}/log");
            Assert.Contains("Script exited with status 77", log);
            Assert.Contains($"containernet: only root can give {name} its interfaces", log);

            Directory.Delete(host.Options.StateDirectory, recursive: true);
            Tool started = StartAsUser(host, path, name);
            Assert.True(started.ExitCode == 0, File.ReadAllText($"{path}/log"));
            string pid = host.Run("lxc-info", "-pH", "-n", name, "-P", path).Output.Trim();
            Assert.Equal("lo", Shell(host, $"nsenter -t {pid} -n ip -br link | cut -d' ' -f1"));
        }
        finally
        {
            host.Run("lxc-stop", "-k", "-n", name, "-P", path);
        }
    }

    private static Tool StartAsUser(TestHost host, string path, string name) => host.Run(
        "sh", "-c", $"export HOME={path} XDG_RUNTIME_DIR={path}"
            + $"; exec setpriv --reuid {User} --regid {User} --clear-groups"
            + $" lxc-start -n {name} -P {path} -o {path}/log -l DEBUG < /dev/null > /dev/null 2>&1");

    private static string NewMapped(TestHost host, int first = 100000)
    {
        string name = host.NewName();
        host.Lxc.AddLight(name);
        File.AppendAllText(
            $"{host.Lxc.FolderOf(name)}/config", $"lxc.idmap = u 0 {first} 65536\nlxc.idmap = g 0 {first} 65536\n");
        host.Run("chown", "-hR", $"{first}:{first}", host.Lxc.RootOf(name));
        return name;
    }

    private static string Shell(TestHost host, string script, params string[] arguments)
    {
        Tool tool = host.Run("sh", ["-ec", script, "sh", .. arguments]);
        Assert.True(tool.ExitCode == 0, $"{script}\n{tool.Error}");
        return tool.Output.Trim();
    }
}
