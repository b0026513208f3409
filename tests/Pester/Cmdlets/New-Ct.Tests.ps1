Describe 'New-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'makes containers that are stopped' {
        $made = New-Ct lab01, lab02
        $made.Name | Should -Be lab01, lab02
        $made.State | Should -Be Stopped, Stopped
        Test-Path /run/netns/lab01 | Should -BeFalse
    }

    It 'runs a command of one''s own while the container runs' {
        $null = New-Ct lab01 -Init sleep, 1000
        Start-Ct lab01
        Get-Content "/proc/$((Get-Ct lab01).InitPid)/cmdline" | Should -BeLike 'sleep*1000*'
    }

    It 'takes a root file system by a path relative to the current location' {
        Push-Location /srv
        try { (New-Ct lab01 -RootFs app01).RootFs | Should -Be /srv/app01 } finally { Pop-Location }
    }

    It 'refuses names that are none, and writes nothing in the host''s own root' {
        { New-Ct '../x' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidContainerName,*'
        $warnings = $null
        $null = New-Ct lab01 -RootFs / -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*it is the host's own root file system*"
    }
}
