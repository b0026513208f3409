namespace ContainerNet.Engine.Tests.Harness;

/// <summary>What the containers of a test are.</summary>
public enum TestRuntime
{
    /// <summary>Named network namespaces, which New-Ct makes.</summary>
    NetNs,

    /// <summary>Those of a real LXC, with a Debian inside.</summary>
    Lxc,
}
