using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>The one gate through which an interface's name goes into a file or a file's name.</summary>
internal static class InterfaceName
{
    /// <summary>The name of the container's end.</summary>
    public static string Of(InterfaceState state)
    {
        string name = state.Container.Name;
        RenderedName.Refuse(!NameRules.IsLink(name), "interface", name, NameRules.LinkRemedy);
        return name;
    }

    /// <summary>The name as a part of a shell variable: what is no letter, digit or _ becomes _.</summary>
    public static string AsVariable(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>
    /// The name inside a sysctl's dotted name, where a dot of its own is written as a slash (sysctl.d(5)).
    /// </summary>
    public static string AsSysctl(string name) => name.Replace('.', '/');
}
