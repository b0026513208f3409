# Tests of the networks of running containers. Copy this file, and put your own containers in the list.
#
#     Invoke-Pester Infra.Tests.ps1
#
# To keep the list elsewhere, give it as data:
#
#     $container = New-PesterContainer -Path Infra.Tests.ps1 -Data @{ Inventory = Import-Csv inventory.csv }
#     Invoke-Pester -Container $container
param(
    [object[]] $Inventory = @(
        @{ Container = 'web01'; Interface = 'eth0'; Address = '192.0.2.200/32'; Gateway = '198.51.100.1' }
        @{ Container = 'web02'; Interface = 'eth0'; Address = '192.0.2.210/32'; Gateway = '198.51.100.5' }
    )
)

BeforeDiscovery {
    # Pester makes variables of the entries of a hashtable; the rows of a CSV file are objects.
    $containers = foreach ($row in $Inventory) {
        if ($row -is [System.Collections.IDictionary]) { $row; continue }
        $entries = @{}
        foreach ($property in $row.PSObject.Properties) { $entries[$property.Name] = $property.Value }
        $entries
    }
}

BeforeAll {
    Import-Module ContainerNet.Testing
}

Describe '<Container>' -Tag Infra -ForEach $containers {
    BeforeAll {
        $netif = Get-CtNetIf $Container $Interface -ErrorAction Stop
    }

    It 'runs' {
        (Get-Ct $Container -ErrorAction Stop).State | Should -Be Running
    }

    It 'has its interface up' {
        $netif.State | Should -Be Up
    }

    It 'owns <Address>' {
        $netif | Should -HaveCtIp $Address
    }

    It 'gets what is sent to <Address>' {
        $netif | Should -RouteTo $Address
        'host' | Should -Reach $Address
    }

    It 'reaches its gateway <Gateway>' {
        $Container | Should -Reach $Gateway
    }

    It 'is as it was asked for' {
        Test-CtNetIf $Container -ErrorAction Stop | Should -BeNullOrEmpty
    }
}

Describe 'All containers' -Tag Infra {
    It 'have no address twice' {
        Get-CtNetIfIp | Group-Object { "$($_.Address.IPAddress)" } | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }
}
