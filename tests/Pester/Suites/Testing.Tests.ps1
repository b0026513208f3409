# The operators of Should that ContainerNet.Testing brings, and the example that users copy.
BeforeAll {
    Import-Module $PSScriptRoot/../TestHost.psm1
    Import-Module ContainerNet.Testing

    # The message of an assertion that must fail.
    function Get-Failure([scriptblock] $Assertion) {
        try { & $Assertion } catch { return $_.Exception.Message }
        throw "The assertion did not fail: $Assertion"
    }
}

Describe 'The operators of Should' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
        $web = Get-CtNetIf web01 eth0
    }

    AfterAll {
        Clear-ExampleHost
    }

    Context '-HaveCtIp' {
        It 'passes for interface objects, container objects, names and NAME/INTERFACE' {
            $web | Should -HaveCtIp 192.0.2.200/32
            Get-Ct web01 | Should -HaveCtIp 192.0.2.200/32
            'web01' | Should -HaveCtIp 2001:db8:1::200/128
            'web01/eth0' | Should -HaveCtIp 192.0.2.201
        }

        It 'passes for a container that is stopped' {
            'db01' | Should -HaveCtIp 192.0.2.20/25
        }

        It 'has its opposite' {
            $web | Should -Not -HaveCtIp 192.0.2.202
            'db01' | Should -Not -HaveCtIp 192.0.2.20/32
        }

        It 'shows the addresses that are there' {
            Get-Failure { $web | Should -HaveCtIp 192.0.2.202/32 -Because 'the name server says so' } |
                Should -Be ('Expected web01/eth0 to have the address 192.0.2.202/32, because the name server says so, ' +
                    'but it has 192.0.2.200/32, 192.0.2.201/32, 2001:db8:1::200/128.')
        }

        It 'shows what it should not have' {
            Get-Failure { $web | Should -Not -HaveCtIp 192.0.2.200 } |
                Should -BeLike 'Expected web01/eth0 not to have the address 192.0.2.200, but it has 192.0.2.200/32,*'
        }

        It 'sees that the kernel does not have it' {
            Invoke-Tool ip netns exec web01 ip address delete 192.0.2.201/32 dev eth0
            try {
                Get-Failure { $web | Should -HaveCtIp 192.0.2.201/32 } |
                    Should -BeLike '*but it was asked for, and the kernel of web01 does not have it on eth0:*'
            }
            finally {
                Repair-CtNetIf web01
            }

            $web | Should -HaveCtIp 192.0.2.201/32
        }

        It 'refuses what names no container' {
            { 42 | Should -HaveCtIp 192.0.2.1 } | Should -Throw "*names no container*"
            { 'nosuch' | Should -HaveCtIp 192.0.2.1 } | Should -Throw '*no container nosuch*'
        }
    }

    Context '-RouteTo' {
        It 'passes for what the host sends to the container' {
            $web | Should -RouteTo 203.0.113.0/28
            'web01' | Should -RouteTo 2001:db8:2:1::/64
            'web01' | Should -RouteTo 192.0.2.200/32 -Via 198.51.100.2
        }

        It 'has its opposite' {
            'web01' | Should -Not -RouteTo 203.0.113.16/28
            'db01' | Should -Not -RouteTo 203.0.113.0/28
            'web01' | Should -Not -RouteTo 192.0.2.200/32 -Via 198.51.100.9
        }

        It 'shows that there is no such route' {
            Get-Failure { $web | Should -RouteTo 203.0.113.16/28 } |
                Should -Be 'Expected the host to route 203.0.113.16/28 to web01/eth0, but it has no such route.'
        }

        It 'shows where the packets go instead' {
            Get-Failure { 'db01' | Should -RouteTo 203.0.113.0/28 } |
                Should -BeLike 'Expected the host to route 203.0.113.0/28 to db01, but it sends it elsewhere: * (web01/eth0).'
        }

        It 'shows the next hop that it has' {
            Get-Failure { $web | Should -RouteTo 192.0.2.200/32 -Via 198.51.100.9 } |
                Should -BeLike '*to route 192.0.2.200/32 to web01/eth0 via 198.51.100.9, but it has: *via 198.51.100.2 *'
        }
    }

    Context '-Reach' {
        It 'passes when a packet is answered' {
            'host' | Should -Reach 192.0.2.200
            'web01' | Should -Reach 198.51.100.1
            'web01' | Should -Reach 2001:db8:100::1
            'host' | Should -Reach 192.0.2.201/32
        }

        It 'passes when a connection is accepted' {
            $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Parse('192.0.2.1'), 8080)
            $listener.Start()
            try { 'web01' | Should -Reach 192.0.2.1 -Port 8080 } finally { $listener.Stop() }
        }

        It 'has its opposite' {
            'web01' | Should -Not -Reach 192.0.2.99 -TimeoutSeconds 1
            'web01' | Should -Not -Reach 192.0.2.1 -Port 9
        }

        It 'shows why nobody answered' {
            Get-Failure { 'web01' | Should -Reach 192.0.2.1 -Port 9 } |
                Should -BeLike 'Expected web01 to reach 192.0.2.1 port 9, but there was no answer: *refused*'
            Get-Failure { 'db01' | Should -Reach 192.0.2.1 } |
                Should -Be 'db01 does not run: start it first.'
        }

        It 'shows that it answered all the same' {
            Get-Failure { 'host' | Should -Not -Reach 192.0.2.200 } |
                Should -Be 'Expected host not to reach 192.0.2.200, but it answered.'
        }
    }
}

Describe 'What can''t be judged' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'is an error, of Should and of Should -Not: <Text>' -ForEach @(
        @{ Text = 'no such container'; Subject = 'nosuch'; Error = '*no container nosuch*' }
        @{ Text = 'no such interface'; Subject = 'web01/eth9'; Error = '*no interface web01/eth9*' }
        @{ Text = 'nothing'; Subject = $null; Error = '*$null names no container*' }
        @{ Text = 'an empty list'; Subject = @(); Error = '*' }
        @{ Text = 'several'; Subject = @('web01', 'db01'); Error = '*judged at a time, and there are 2*' }
    ) {
        { , $Subject | Should -HaveCtIp 192.0.2.1 } | Should -Throw $Error
        { , $Subject | Should -Not -HaveCtIp 192.0.2.1 } | Should -Throw $Error
        { , $Subject | Should -Not -RouteTo 192.0.2.1 } | Should -Throw $Error
        { , $Subject | Should -Not -Reach 192.0.2.1 } | Should -Throw $Error
    }

    It 'is what is no address: <_>' -ForEach 'example.com', '', '192.0.2.1/33' {
        { 'web01' | Should -Not -HaveCtIp $_ } | Should -Throw '*is not an IP address*'
        { 'web01' | Should -Not -RouteTo $_ } | Should -Throw '*is not an IP address*'
        { 'web01' | Should -Not -Reach $_ } | Should -Throw '*is not an IP address*'
    }

    It 'is a container that does not run, and a machine without the program' {
        { 'db01' | Should -Not -Reach 192.0.2.1 } | Should -Throw 'db01 does not run*'
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            { 'web01' | Should -Not -Reach 192.0.2.99 } | Should -Throw '*Without the program ping*'
            { 'web01' | Should -Not -RouteTo 203.0.113.16/28 } | Should -Throw '*Without the program ip*'
        }
        finally {
            $env:PATH = $path
        }
    }
}

Describe 'Names and prefixes' -Tag Root {
    BeforeAll {
        Initialize-ExampleHost
    }

    AfterAll {
        Clear-ExampleHost
    }

    It 'of containers are found without regard to case, as Get-Ct finds them' {
        'WEB01' | Should -HaveCtIp 192.0.2.200/32
        'Web01/ETH0' | Should -RouteTo 203.0.113.0/28
        'WEB01' | Should -Reach 198.51.100.1
    }

    It 'within a routed prefix are routed with it, and one that leads out of it is not' {
        'web01' | Should -RouteTo 203.0.113.4/30
        'web01' | Should -RouteTo 203.0.113.5
        'web01' | Should -Not -RouteTo 203.0.113.0/27
        Invoke-Tool ip route add blackhole 203.0.113.4/32
        try { 'web01' | Should -Not -RouteTo 203.0.113.0/28 } finally { Invoke-Tool ip route delete blackhole 203.0.113.4/32 }
    }
}

Describe 'The module ContainerNet.Testing' {
    It 'can be imported again' {
        { Import-Module ContainerNet.Testing -Force } | Should -Not -Throw
    }

    It 'has the version of ContainerNet' {
        (Import-PowerShellDataFile "$(Get-StagedFolder ContainerNet.Testing)/ContainerNet.Testing.psd1").ModuleVersion |
            Should -Be (Get-Module ContainerNet).Version
    }
}

Describe 'docs/examples/Infra.Tests.ps1' -Tag Root, Slow {
    BeforeAll {
        $result = Invoke-Pwsh -OwnHost @"
Import-Module Pester -RequiredVersion $((Get-Module Pester).Version)
Import-Module '$(Get-StagedModule)'
`$null = New-Ct web01, web02
New-CtNetIf web01 eth0 -Via 198.51.100.0/30 | Add-CtNetIfIp 192.0.2.200/32
New-CtNetIf web02 eth0 -Via 198.51.100.4/30 | Add-CtNetIfIp 192.0.2.210/32
Start-Ct web01, web02
`$good = Invoke-Pester '$(Get-RepositoryRoot)/docs/examples/Infra.Tests.ps1' -PassThru -Output Detailed
ip netns exec web02 ip address delete 192.0.2.210/32 dev eth0
'Container,Interface,Address,Gateway', 'web01,eth0,192.0.2.200/32,198.51.100.1' | Set-Content inventory.csv
`$rows = Invoke-Pester -PassThru -Container (New-PesterContainer -Path '$(Get-RepositoryRoot)/docs/examples/Infra.Tests.ps1' -Data @{ Inventory = Import-Csv inventory.csv })
`$bad = Invoke-Pester '$(Get-RepositoryRoot)/docs/examples/Infra.Tests.ps1' -PassThru -Output Detailed
Get-Ct | Remove-Ct -Force -Confirm:`$false
"good `$(`$good.PassedCount) `$(`$good.FailedCount); rows `$(`$rows.PassedCount) `$(`$rows.FailedCount); bad `$(`$bad.FailedCount)"
"@
    }

    It 'passes for containers that are as it says, and fails for one that is not' {
        $result.Lines[-1] | Should -Match '^good 13 0; rows 7 0; bad [1-9]' -Because $result.Text
    }
}
