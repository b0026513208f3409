# The command line that starts another session of this pwsh, as a list: the program, and the words before the parameters.
# As a .NET tool PowerShell is a library that dotnet runs: the path of the process is then that of dotnet.
function Get-PwshCommand {
    $process = [System.Environment]::ProcessPath
    if ([System.IO.Path]::GetFileNameWithoutExtension($process) -eq 'dotnet') { $process, "$PSHOME/pwsh.dll" } else { "$PSHOME/pwsh" }
}
