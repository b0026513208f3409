using ContainerNet.Shell.CommandLine;
using ContainerNet.Shell.Running;

// The script runs on this very thread: Linux keeps namespaces per thread, and a script that enters one
// must find itself in it for as long as it runs.
return ShellProgram.Run(ShellOptions.Parse(args));
