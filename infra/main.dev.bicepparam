// Costs next to nothing while nobody uses it.
using 'main.bicep'

param environmentName = 'personakit-dev'
param location = 'westeurope'
param cosmosCapacity = 'serverless'
param maximumInstanceCount = 40
