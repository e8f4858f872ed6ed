// PersonaKit in one resource group: a function app that owns no secret, the two stores, and what it tells about itself.
targetScope = 'subscription'

import { alwaysReadyGroup } from 'modules/function-app.bicep'

@description('Name of the environment: the resource group is rg-<name>, and every other name is derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of everything. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('How Cosmos DB is paid for: per request (serverless), or for a throughput that follows the load (autoscale). Cannot be changed later.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('RU/s that autoscale may reach; it rests at a tenth of it. In steps of 1000.')
@minValue(1000)
param cosmosMaxThroughput int = 1000

@description('Keep copies of both stores, and instances of the app, in several availability zones.')
param zoneRedundant bool = false

@description('Memory of one instance of the app.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that each scale group may grow to. Not every region takes less than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are kept warm, by scale group: "http", or "function:<name>" for the change feed.')
param alwaysReady alwaysReadyGroup[] = []

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which the rest of the day is dropped; -1 for no limit.')
param logDailyQuotaGb int = 1

@description('Further settings of the application, such as PersonaKit__Keys__0__Hash: a deployment removes those that were set by hand. No secrets: they are kept with the deployment. Use Key Vault references.')
param moreSettings object = {}

var tags = { 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    componentName: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    publisherPrincipalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    appPrincipalId: identity.outputs.principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: 'cosmos-${token}'
    location: location
    tags: tags
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    zoneRedundant: zoneRedundant
    appPrincipalId: identity.outputs.principalId
  }
}

module api 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: alwaysReady
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.accountName
    packagesUrl: storage.outputs.packagesUrl
    personasEndpoint: storage.outputs.tableEndpoint
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.databaseName
    insightsConnectionString: monitoring.outputs.connectionString
    moreSettings: moreSettings
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = api.outputs.name
output SERVICE_API_ENDPOINT string = api.outputs.endpoint
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint
output PERSONAS_ENDPOINT string = storage.outputs.tableEndpoint
