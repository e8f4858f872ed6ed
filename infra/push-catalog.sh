#!/bin/sh
# After each deployment: publishes the catalog folder that PERSONAKIT_CATALOG names, if it names one. azd sets SERVICE_API_ENDPOINT; PERSONAKIT_API_KEY is a function key.
set -eu
if [ -z "${PERSONAKIT_CATALOG:-}" ]; then
    exit 0
fi
exec dotnet run --project "$(dirname "$0")/../src/PersonaKit.Cli" -- catalog push "$PERSONAKIT_CATALOG" --url "$SERVICE_API_ENDPOINT"
