@{
    Severity     = @('Error', 'Warning', 'ParseError')
    ExcludeRules = @(
        # Parameters, and variables of BeforeAll, BeforeDiscovery and -ForEach, are used where the analyzer does not look.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
        # Functions inside tests and the build are not for users.
        'PSUseShouldProcessForStateChangingFunctions'
        'PSUseSingularNouns'
        # Files are UTF-8, as everywhere on Linux.
        'PSUseBOMForUnicodeEncodedFile'
    )
}
