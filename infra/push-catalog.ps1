# After each deployment: publishes the catalog folder that PERSONAKIT_CATALOG names, if it names one. azd sets SERVICE_API_ENDPOINT; PERSONAKIT_API_KEY is a function key.
$ErrorActionPreference = 'Stop'
if (-not $env:PERSONAKIT_CATALOG) { exit 0 }
dotnet run --project "$PSScriptRoot/../src/PersonaKit.Cli" -- catalog push $env:PERSONAKIT_CATALOG --url $env:SERVICE_API_ENDPOINT
exit $LASTEXITCODE
