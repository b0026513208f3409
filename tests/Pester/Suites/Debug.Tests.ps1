# What -Debug shows: the steps, and each message to the kernel and its answer in words. It asks nothing.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
}

Describe '-Debug' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'shows the step, the message to the kernel and its answer' {
        $told = Add-CtNetIfIp web01 eth0 192.0.2.230 -Debug 5>&1 | ForEach-Object { "$_" }
        $told | Should -Contain 'web01: add address 192.0.2.230/32 to eth0 in the container'
        @($told -cmatch '^netlink > #\d+: add address 192\.0\.2\.230/32 to link \d+') | Should -HaveCount 1
        @($told -cmatch '^netlink < #\d+: done$') | Should -Not -BeNullOrEmpty
        Get-CtNetIfIp web01 eth0 192.0.2.230 | Should -Not -BeNullOrEmpty
    }

    It 'is also asked for by the preference, and leaves verbose lines verbose' {
        $DebugPreference = 'Continue'
        $told = Add-CtNetIfIp web01 eth0 192.0.2.231 -Verbose 4>&1 5>&1
        $step = $told | Where-Object { "$_" -ceq 'web01: add address 192.0.2.231/32 to eth0 in the container' }
        $step | Should -BeOfType System.Management.Automation.VerboseRecord
        $told | Where-Object { "$_" -like 'netlink > *' } | Should -BeOfType System.Management.Automation.DebugRecord
        Add-CtNetIfIp web01 eth0 192.0.2.232 -Debug:$false 5>&1 | Should -BeNullOrEmpty
    }
}
