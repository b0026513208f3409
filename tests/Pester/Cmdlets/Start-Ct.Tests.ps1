Describe 'Start-Ct' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'brings addresses and routes, on the host and inside' {
        Start-Ct app01
        Invoke-Tool ip route show 192.0.2.210/32 | Should -BeLike '*via 198.51.100.10 dev *'
        Invoke-Tool ip -n app01 route show default | Should -BeLike 'default via 198.51.100.9 dev eth0 *src 192.0.2.210*'
        'host' | ForEach-Object { ping -c 1 -W 2 192.0.2.210 } | Out-Null
        $LASTEXITCODE | Should -Be 0
    }

    It 'leaves a running container alone' {
        $before = (Get-Ct web01).InitPid
        Start-Ct web01
        (Get-Ct web01).InitPid | Should -Be $before
    }

    It 'writes with -PassThru, several at once' {
        (Start-Ct db01, app01 -PassThru).State | Should -Be Running, Running
    }
}
