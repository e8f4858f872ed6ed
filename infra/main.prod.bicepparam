// Survives the loss of a zone, and answers the first request of the day as fast as the second.
using 'main.bicep'

param environmentName = 'personakit-prod'
param location = 'westeurope'
param cosmosCapacity = 'autoscale'
param cosmosMaxThroughput = 4000
param zoneRedundant = true
param maximumInstanceCount = 100
// Two, because a zone may go; the platform keeps as many of every other group when the plan is zone redundant.
param alwaysReady = [
  { name: 'http', instanceCount: 2 }
]
param logRetentionDays = 90
param logDailyQuotaGb = 10
