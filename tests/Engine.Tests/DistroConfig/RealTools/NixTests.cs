using System.Diagnostics;
using System.Text.Json;
using ContainerNet.Engine.DistroConfig.NixOs;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>
/// The language itself reads the module, and a stand-in for the options that it sets checks names and types.
/// </summary>
public sealed class NixTests
{
    // The options of NixOS that the module may set, with their types; anything else is an error, as it is there.
    private const string StandIn = """
        module: let
          m = module { config = {}; lib = {}; pkgs = {}; };
          known = set: names: let extra = removeAttrs set names; in
            if extra == {} then set else throw "no such option: ${toString (builtins.attrNames extra)}";
          is = type: value: if builtins.typeOf value == type then value
            else throw "wrong type: ${builtins.toJSON value}";
          address = a: { address = is "string" (known a [ "address" "prefixLength" ]).address;
            prefixLength = is "int" a.prefixLength; };
          route = r: { address = is "string" (known r [ "address" "prefixLength" "via" "options" "type" ]).address;
            prefixLength = is "int" r.prefixLength; via = is "string" (r.via or "");
            options = builtins.mapAttrs (_: is "string") (r.options or {}); };
          family = f: { addresses = map address ((known f [ "addresses" "routes" ]).addresses or []);
            routes = map route (f.routes or []); };
          interface = i: { useDHCP = is "bool" (known i [ "useDHCP" "mtu" "ipv4" "ipv6" ]).useDHCP;
            mtu = i.mtu or null; ipv4 = family (i.ipv4 or {}); ipv6 = family (i.ipv6 or {}); };
          top = known m [ "boot" "networking" ];
        in {
          sysctl = builtins.mapAttrs (_: is "int") (top.boot.kernel.sysctl or {});
          commands = is "string" (top.networking.localCommands or "");
          interfaces = builtins.mapAttrs (_: interface) (top.networking.interfaces or {});
        }
        """;

    public static TheoryData<string> Cases => RenderCases.Data;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_module_evaluates_to_what_is_planned(string name)
    {
        Requirement.Programs("nix-instantiate");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        if (states.Count == 0) return;

        JsonElement module = Evaluate(NixModule.Of(states));
        Assert.Equal(
            states.SelectMany(s => s.Container.Rules).SelectMany(IpWords.RuleUp),
            module.GetProperty("commands").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        JsonElement interfaces = module.GetProperty("interfaces");

        foreach (InterfaceState state in states)
        {
            JsonElement found = interfaces.GetProperty(state.Container.Name);
            Assert.Equal(state.Dhcp, found.GetProperty("useDHCP").GetBoolean());
            JsonElement[] families = [found.GetProperty("ipv4"), found.GetProperty("ipv6")];
            Assert.Equal(
                state.Container.Addresses.Select(a => a.ToString()),
                families.SelectMany(f => f.GetProperty("addresses").EnumerateArray()).Select(Prefix));
            Assert.Equal(
                FamilyState.Both(state).SelectMany(f => f.Routes)
                    .Select(r => $"{r.Destination} {r.Via} {r.Source}{IpWords.Table(r)}"),
                families.SelectMany(f => f.GetProperty("routes").EnumerateArray()).Select(Route));
        }

        Assert.Equal(states.Count, interfaces.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a\"b")]
    [InlineData("${builtins.readFile /etc/passwd}")]
    [InlineData("$${x} \\${y} \\")]
    [InlineData("''; evil = true; ''")]
    [InlineData("line\nline\r\ttab $(id) `id`")]
    public void A_quoted_string_is_itself(string text)
    {
        Requirement.Programs("nix-instantiate");

        Assert.Equal(text, Instantiate($"{{ text = {NixModule.Quote(text)}; }}").GetProperty("text").GetString());
    }

    private static string Prefix(JsonElement address) =>
        $"{address.GetProperty("address").GetString()}/{address.GetProperty("prefixLength").GetInt32()}";

    private static string Route(JsonElement route)
    {
        string source = route.GetProperty("options").TryGetProperty("src", out JsonElement src) ? src.GetString()! : "";
        string table = route.GetProperty("options").TryGetProperty("table", out JsonElement t) ? $" table {t}" : "";
        return $"{Prefix(route)} {route.GetProperty("via").GetString()} {source}{table}";
    }

    private static JsonElement Evaluate(string module) => Instantiate($"({StandIn})\n({module})");

    private static JsonElement Instantiate(string expression)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ctnet-test-");
        try
        {
            string file = Path.Combine(folder.FullName, "module.nix");
            File.WriteAllText(file, expression);
            Run(folder.FullName, "--parse", file);
            return JsonDocument.Parse(Run(folder.FullName, "--eval", "--strict", "--json", file)).RootElement;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A store of its own: nothing is left on the machine.
    private static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("nix-instantiate", [.. arguments, "--store", "dummy://"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder;
        start.Environment["NIX_STATE_DIR"] = folder;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
