Describe 'Repair-CtNetIf' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'mends what Test-CtNetIf finds, and writes it with -PassThru' {
        Invoke-Tool ip -n web01 address delete 192.0.2.200/32 dev eth0
        Invoke-Tool ip route delete 203.0.113.0/28
        $found = Test-CtNetIf
        $mended = Repair-CtNetIf -PassThru
        $mended.What | Sort-Object | Should -Be ($found.What | Sort-Object)
        Test-CtNetIf -Quiet | Should -BeTrue
        Invoke-Tool ip -n web01 route show default | Should -BeLike '*src 192.0.2.200*'
    }

    It 'names the container alone when its files are to be mended' {
        Remove-Item /srv/app01/etc/network/interfaces.d/*
        "$(Repair-CtNetIf app01 -Verbose 4>&1)" | Should -Match 'on target "app01"'
        Test-CtNetIf app01 -Quiet | Should -BeTrue
    }

    It 'takes differences that are mended already, also of a container as a whole, and none of a name that is nowhere' {
        Remove-Item /srv/app01/etc/network/interfaces.d/*
        Invoke-Tool ip route delete 203.0.113.0/28
        $found = Test-CtNetIf
        $found | Repair-CtNetIf
        $found | Repair-CtNetIf -PassThru -ErrorAction Stop | Should -BeNullOrEmpty
        { Repair-CtNetIf web01 eht0 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceNotFound,*'
    }

    It 'has nothing to do when all is well' {
        Repair-CtNetIf -PassThru | Should -BeNullOrEmpty
    }
}
