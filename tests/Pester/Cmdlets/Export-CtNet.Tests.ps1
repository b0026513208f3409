Describe 'Export-CtNet' -Tag Root {
    . $PSScriptRoot/../ExampleHost.ps1

    It 'writes the same text for the same state' {
        Export-CtNet | Should -BeExactly (Export-CtNet)
        Export-CtNet web01 | Should -Match '192\.0\.2\.200/32'
        Export-CtNet web01 | Should -Not -Match 'db01'
    }

    It 'writes no document when nothing of what is asked for is there' {
        Export-CtNet nosuch -Path /srv/none.yml -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
        '/srv/none.yml' | Should -Not -Exist
        Export-CtNet nosuch, web01 -ErrorAction SilentlyContinue | Should -Match web01
    }

    It 'writes a file' {
        Export-CtNet -Path /srv/all.yml | Should -BeNullOrEmpty
        Get-Content /srv/all.yml -Raw | Should -BeExactly (Export-CtNet)
    }
}
