@{
    RootModule           = 'ContainerNet.Testing.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '2f6c4b0a-7e0d-4c3e-9c55-5c1f0d0f6a42'
    Author               = 'ContainerNet contributors'
    CompanyName          = 'ContainerNet'
    Copyright            = '(c) ContainerNet contributors. MIT licence.'
    Description          = 'Operators of Should for the networks of Linux containers: HaveCtIp, RouteTo, Reach. For Pester 5 and later, with the module ContainerNet.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredModules      = @(@{ ModuleName = 'ContainerNet'; ModuleVersion = '0.1.0' })
    FunctionsToExport    = @()
    CmdletsToExport      = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Linux', 'PSEdition_Core', 'Container', 'Network', 'Pester', 'Test')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version.'
        }
    }
}
