using ContainerNet.Shell.CommandLine;
using ContainerNet.Shell.Running;

// The engine reports module names to its makers unless told not to, and the shell has no business on the network.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

// The script runs on this very thread: Linux keeps namespaces per thread, and a script that enters one
// must find itself in it for as long as it runs.
return ShellProgram.Run(ShellOptions.Parse(args));
