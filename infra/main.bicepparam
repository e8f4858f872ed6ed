// What azd uses: its environment (azd env set NAME value) fills in the values.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param cosmosCapacity = readEnvironmentVariable('PERSONAKIT_COSMOS_CAPACITY', 'serverless')
param cosmosMaxThroughput = int(readEnvironmentVariable('PERSONAKIT_COSMOS_MAX_THROUGHPUT', '1000'))
param zoneRedundant = bool(readEnvironmentVariable('PERSONAKIT_ZONE_REDUNDANT', 'false'))
param moreSettings = json(readEnvironmentVariable('PERSONAKIT_SETTINGS', '{}'))
param maximumInstanceCount = int(readEnvironmentVariable('PERSONAKIT_MAXIMUM_INSTANCES', '40'))
