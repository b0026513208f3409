# To be sourced, in the repository's root: the command line of the PowerShell that everything here runs in becomes the
# array `pwsh`, and its version is printed. That is $PWSH when it is set, else pwsh 7.6 or later when it is on the PATH,
# else the .NET tool of .config/dotnet-tools.json.
pwsh=()
for candidate in "${PWSH:-pwsh}"; do
    command -v "$candidate" >/dev/null || continue
    if [ -n "${PWSH:-}" ] || "$candidate" -NoProfile -Command 'exit [int]($PSVersionTable.PSVersion -lt "7.6")'; then
        pwsh=("$(command -v "$candidate")")
    fi
done

if [ ${#pwsh[@]} -eq 0 ]; then
    if [ -n "${PWSH:-}" ]; then
        echo "PWSH is '$PWSH', which is not a program." >&2
        exit 1
    fi

    dotnet tool restore >/dev/null || { dotnet tool restore; exit 1; }
    mapfile -t pwsh < <(dotnet pwsh -NoProfile -Command '. ./tests/Pester/PwshCommand.ps1; Get-PwshCommand')
    if [ ${#pwsh[@]} -eq 0 ]; then
        echo 'The .NET tool pwsh does not start.' >&2
        exit 1
    fi
fi

"${pwsh[@]}" -NoProfile -Command '"PowerShell $($PSVersionTable.PSVersion) ($PSHOME)"'
