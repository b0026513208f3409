# Dot-sourced at the top of a Describe: each of its tests begins on a host of the examples as it is made.
BeforeAll {
    Import-Module $PSScriptRoot/TestHost.psm1
}

BeforeEach {
    Initialize-ExampleHost
}

AfterAll {
    Clear-ExampleHost
}
