@{
    RootModule           = 'bin/ContainerNet.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0c1f36-3a0e-4f52-9d6b-2c9f2a7d5b11'
    Author               = 'ContainerNet contributors'
    CompanyName          = 'ContainerNet'
    Copyright            = '(c) ContainerNet contributors. MIT licence.'
    Description          = 'Networks for Linux containers: bridged and routed veth interfaces, IP addresses and routes that come and go while the container runs, and the network configuration inside, for any host.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('ContainerNet.Format.ps1xml')
    CmdletsToExport      = @(
        'Get-Ct', 'New-Ct', 'Set-Ct', 'Remove-Ct', 'Start-Ct', 'Stop-Ct',
        'Get-CtNetIf', 'New-CtNetIf', 'Set-CtNetIf', 'Rename-CtNetIf', 'Remove-CtNetIf',
        'Get-CtNetIfIp', 'Add-CtNetIfIp', 'Remove-CtNetIfIp',
        'Get-CtNetIfRoute', 'Add-CtNetIfRoute', 'Remove-CtNetIfRoute',
        'Get-CtBridge', 'New-CtBridge', 'Set-CtBridge', 'Remove-CtBridge',
        'Get-CtNetOption', 'Set-CtNetOption',
        'Test-CtNetIf', 'Repair-CtNetIf', 'Restore-CtNet',
        'Get-CtNetIfStatistics', 'Watch-CtNetIf',
        'Get-CtNetConfig', 'Update-CtNetConfig',
        'Export-CtNet', 'Import-CtNet'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Linux', 'PSEdition_Core', 'Container', 'Network', 'LXC', 'veth', 'netlink')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version. CHANGELOG.md in the module has what is in it.'
        }
    }
}
