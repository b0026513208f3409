@{
    RootModule           = 'ContainerNet.Dsc.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '8a4d8b3e-52f1-4f0e-b1a7-0d2b6f3f9c17'
    Author               = 'ContainerNet contributors'
    CompanyName          = 'ContainerNet'
    Copyright            = '(c) ContainerNet contributors. MIT licence.'
    Description          = 'A DSC resource for the interfaces of Linux containers: CtNetIf. For dsc and every other engine that drives class based resources, with the module ContainerNet.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredModules      = @(@{ ModuleName = 'ContainerNet'; ModuleVersion = '0.1.0' })
    FunctionsToExport    = @()
    CmdletsToExport      = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    DscResourcesToExport = @('CtNetIf')
    PrivateData          = @{
        PSData = @{
            Tags         = @('Linux', 'PSEdition_Core', 'Container', 'Network', 'DSC', 'DSCResource', 'PSIncludes_DscResource', 'PSDscResource_CtNetIf')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version.'
        }
    }
}
