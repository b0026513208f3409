# The command line that runs what follows it on a host of its own, as a list; what ContainerNet stores goes to the folder.
function Get-OwnHostCommand([Parameter(Mandatory)] [string] $Folder) {
    "$PSScriptRoot/../own-host.sh", '--state', $Folder
}
