Describe 'Add-CtNetIfRoute' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'routes prefixes at once, through the interconnect or an IP' {
        Add-CtNetIfRoute web01 eth0 203.0.113.64/28
        Add-CtNetIfRoute web01 eth0 203.0.113.80/28 -Via 192.0.2.200
        Invoke-Tool ip route show 203.0.113.64/28 | Should -BeLike '*via 198.51.100.2*'
        Invoke-Tool ip route show 203.0.113.80/28 | Should -BeLike '*via 192.0.2.200*'
    }

    It 'masks host bits' {
        Add-CtNetIfRoute web01 eth0 203.0.113.70/28
        (Get-CtNetIfRoute web01 eth0 203.0.113.64/28).Destination | Should -Be 203.0.113.64/28
    }

    It 'allows a narrower prefix of another container''s with -Force alone' {
        { Add-CtNetIfRoute app01 eth0 203.0.113.0/29 -ErrorAction Stop } | Should -Throw -ErrorId 'RouteOverlaps,*'
        Add-CtNetIfRoute app01 eth0 203.0.113.0/29 -Force
        (Get-CtNetIfRoute app01 eth0 203.0.113.0/29).Destination | Should -Be 203.0.113.0/29
    }

    It 'works while the container is stopped' {
        Add-CtNetIfRoute app01 eth0 203.0.113.64/28
        Start-Ct app01
        Invoke-Tool ip route show 203.0.113.64/28 | Should -BeLike '*via 198.51.100.10*'
    }
}
