namespace ContainerNet.Shell.Running;

/// <summary>The script that runs before everything else in a session, where the user has one.</summary>
internal static class UserProfile
{
    /// <summary>Its path: beside the profiles of pwsh, under this shell's name.</summary>
    public static string Path => System.IO.Path.Combine(ConfigFolder, "powershell", "ctnet_profile.ps1");

    private static string ConfigFolder =>
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder
        ? folder
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
}
