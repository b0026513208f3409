using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Objects;

/// <summary>A property or method of an object.</summary>
/// <param name="TypeName">The object's type.</param>
/// <param name="Name">The member's name.</param>
/// <param name="MemberType">Its kind.</param>
/// <param name="Definition">How it is used.</param>
public sealed record MemberDefinition(string TypeName, string Name, PSMemberTypes MemberType, string Definition);
