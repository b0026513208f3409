<#
.SYNOPSIS
Makes the help that Get-Help reads from the markdown in docs/en-US.
.DESCRIPTION
PlatyPS turns the markdown into MAML. What it leaves out, defaults and code blocks as code, is put in here.
The first comment of the result has a hash of the markdown, so that a test can tell whether the help is up to date where PlatyPS is not installed.
.EXAMPLE
./docs/Build-Help.ps1 -Destination Module/en-US
#>
[CmdletBinding()]
param(
    # The folder that ContainerNet.dll-Help.xml is written to.
    [Parameter(Mandatory)]
    [string] $Destination,

    # The folder of the markdown.
    [string] $Source = "$PSScriptRoot/../docs/en-US",

    # Only write the hash of the markdown.
    [switch] $HashOnly
)

$ErrorActionPreference = 'Stop'
$files = @(Get-ChildItem "$Source/*-*.md" | Sort-Object { $_.Name } -Culture '')

$text = ($files | ForEach-Object { $_.Name + "`n" + (Get-Content $_.FullName -Raw) }) -join "`n"
$bytes = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($text))
$hash = [System.Convert]::ToHexString($bytes).ToLowerInvariant()
if ($HashOnly) { return $hash }

Import-Module Microsoft.PowerShell.PlatyPS
$work = Join-Path ([System.IO.Path]::GetTempPath()) "ContainerNet-help-$PID"
try {
    $commands = $files | ForEach-Object { Import-MarkdownCommandHelp -Path $_.FullName }
    $commands | Export-MamlCommandHelp -OutputFolder $work -Force | Out-Null
    $made = Get-ChildItem $work -Recurse -Filter '*-Help.xml'
    $xml = [xml]::new()
    $xml.Load($made.FullName)
}
finally {
    Remove-Item $work -Recurse -Force -ErrorAction Ignore
}

$names = [System.Xml.XmlNamespaceManager]::new($xml.NameTable)
$names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
$names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

function New-Element([string] $Name, [string] $Value) {
    $element = $xml.CreateElement($Name, $names.LookupNamespace($Name.Split(':')[0]))
    $element.InnerText = $Value
    return , $element
}

foreach ($command in $commands) {
    $node = $xml.SelectSingleNode("//command:command[command:details/command:name='$($command.Title)']", $names)

    # The default of each parameter, which PlatyPS keeps to itself.
    foreach ($parameter in $command.Parameters) {
        $path = "command:parameters/command:parameter[maml:name='$($parameter.Name)']"
        $default = New-Element 'dev:defaultValue' $parameter.DefaultValue
        [void] $node.SelectSingleNode($path, $names).AppendChild($default)
    }

    # Code as code, and the text after it as remarks.
    foreach ($example in $node.SelectNodes('command:examples/command:example', $names)) {
        $body = (($example.SelectNodes('.//maml:para', $names) | ForEach-Object InnerText) -join "`n`n").Replace("`u{80}", '')
        if ($body -notmatch '(?s)```powershell\r?\n(?<code>.*?)\r?\n```\s*(?<remarks>.*)') {
            throw "$($command.Title): an example has no code."
        }

        $code = New-Element 'dev:code' $Matches.code
        $remarks = New-Element 'dev:remarks' ''
        [void] $remarks.AppendChild((New-Element 'maml:para' $Matches.remarks.Trim()))
        $title = $example.SelectSingleNode('maml:title', $names).InnerText
        $example.RemoveAll()
        foreach ($child in (New-Element 'maml:title' $title), $code, $remarks) { [void] $example.AppendChild($child) }
    }
}

# Links lead to other help topics, by their names.
foreach ($link in @($xml.SelectNodes('//maml:navigationLink', $names))) {
    $link.SelectSingleNode('maml:uri', $names).InnerText = ''
    if ($link.SelectSingleNode('maml:linkText', $names).InnerText -eq 'Online Version') {
        [void] $link.ParentNode.RemoveChild($link)
    }
}

foreach ($paragraph in $xml.SelectNodes('//maml:para', $names)) {
    $paragraph.InnerText = $paragraph.InnerText.Replace('`', '')
}

$comment = $xml.CreateComment(" Made from docs/en-US by build.ps1 -Task Docs. sha256 $hash ")
[void] $xml.InsertBefore($comment, $xml.DocumentElement)
New-Item -ItemType Directory -Force $Destination | Out-Null
$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
$writer = [System.Xml.XmlWriter]::Create((Join-Path (Resolve-Path $Destination) 'ContainerNet.dll-Help.xml'), $settings)
try { $xml.Save($writer) } finally { $writer.Dispose() }
