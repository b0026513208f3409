using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace ContainerNet.Tests.Module;

/// <summary>What a reviewer of the cmdlets would look at, for each of them.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] s_changing =
        ["New", "Set", "Rename", "Remove", "Add", "Start", "Stop", "Repair", "Restore", "Update", "Import", "Export"];

    public static TheoryData<string> Cmdlets => [.. Types().Select(t => t.Name)];

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        using var session = new Session();
        Outcome exported = session.Run("""
            $module = Get-Module ContainerNet
            $module.ExportedCmdlets.Keys
            $module.ExportedFunctions.Keys; $module.ExportedAliases.Keys; $module.ExportedVariables.Keys
            """);
        Assert.Equal(
            Types().Select(NameOf).Order(StringComparer.Ordinal), exported.Texts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_an_approved_verb_and_a_class_and_file_of_its_name(string type)
    {
        Type cmdlet = TypeOf(type);
        CmdletAttribute attribute = Of(cmdlet);
        Assert.Contains(attribute.VerbName, Verbs());
        Assert.StartsWith("Ct", attribute.NounName, StringComparison.Ordinal);
        Assert.Equal($"{attribute.VerbName}{attribute.NounName}Command", cmdlet.Name);
        Assert.True(cmdlet.IsSealed);
        string source = Path.Combine(StagedModule.Folder, "../../../../src/ContainerNet/Commands", cmdlet.Name + ".cs");
        Assert.True(File.Exists(source), source);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_asks_ShouldProcess_when_it_changes_something_and_only_then(string type)
    {
        CmdletAttribute attribute = Of(TypeOf(type));
        Assert.Equal(s_changing.Contains(attribute.VerbName), attribute.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_says_what_it_writes_unless_it_removes(string type)
    {
        Type cmdlet = TypeOf(type);
        bool writes = cmdlet.GetProperty("PassThru") is not null || Of(cmdlet).VerbName is not "Remove";
        Assert.Equal(writes, cmdlet.GetCustomAttributes<OutputTypeAttribute>().Any());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_a_cmdlet_writes_has_a_table_unless_it_is_plain(string name)
    {
        HashSet<string> shown = [.. XDocument.Load(Path.Combine(StagedModule.Folder, "ContainerNet.Format.ps1xml"))
            .Descendants("TypeName").Select(e => e.Value)];
        foreach (PSTypeName output in TypeOf(name).GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type))
        {
            bool plain = output.Type is { IsPrimitive: true } or { Name: "String" };
            if (!plain) Assert.Contains(output.Name, shown);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void What_a_cmdlet_writes_has_a_key(string name)
    {
        foreach (PSTypeName output in TypeOf(name).GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type))
        {
            // There is one set of options.
            if (output.Type?.Namespace != "ContainerNet" || output.Type.Name == "CtNetOption") continue;
            Assert.NotNull(output.Type.GetInterface("ContainerNet.IKeyed"));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_set_takes_the_pipeline_by_value_for_one_parameter_at_most(string type)
    {
        IEnumerable<IGrouping<string, ParameterAttribute>> sets = TypeOf(type).GetProperties()
            .SelectMany(p => p.GetCustomAttributes<ParameterAttribute>())
            .Where(a => a.ValueFromPipeline)
            .GroupBy(a => a.ParameterSetName);
        Assert.All(sets, s => Assert.Single(s));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_with_several_parameter_sets_names_the_default_one(string type)
    {
        string[] sets = [.. TypeOf(type).GetProperties().SelectMany(p => p.GetCustomAttributes<ParameterAttribute>())
            .Select(a => a.ParameterSetName).Where(n => n != ParameterAttribute.AllParameterSets).Distinct()];
        string? named = Of(TypeOf(type)).DefaultParameterSetName;
        Assert.Equal(sets.Length > 0, named is not null);

        // The name of the default may be of the set that has no parameter of its own.
        Assert.True(named is null || sets.Contains(named) || sets.Length == 1, named);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_that_names_what_exists_is_completed(string type)
    {
        Type cmdlet = TypeOf(type);
        foreach (PropertyInfo property in cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))))
        {
            bool names = property.Name is "Container" or "Interface" or "Link"
                || (property.Name == "Name" && Of(cmdlet).VerbName != "New");
            if (names) Assert.True(property.IsDefined(typeof(ArgumentCompleterAttribute)), $"{type} -{property.Name}");
        }
    }

    private static IEnumerable<Type> Types() => StagedAssemblies.Cmdlets.GetTypes()
        .Where(t => t.IsDefined(typeof(CmdletAttribute))).OrderBy(t => t.Name, StringComparer.Ordinal);

    private static Type TypeOf(string name) => Types().Single(t => t.Name == name);

    private static CmdletAttribute Of(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    private static string NameOf(Type cmdlet) => $"{Of(cmdlet).VerbName}-{Of(cmdlet).NounName}";

    private static IEnumerable<string> Verbs() => typeof(VerbsCommon).Assembly.GetTypes()
        .Where(t => t.IsPublic && t.Namespace == typeof(VerbsCommon).Namespace
            && t.Name.StartsWith("Verbs", StringComparison.Ordinal))
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(f => (string)f.GetRawConstantValue()!);
}
