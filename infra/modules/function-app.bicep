// Flex Consumption: sleeps when nobody calls, scales by the change feed's lag and by requests.
@export()
@description('Instances of a scale group that never sleep.')
type alwaysReadyGroup = {
  @description('"http", or "function:<name>".')
  name: string

  @minValue(1)
  instanceCount: int
}

param name string
param planName string
param location string
param tags object
param zoneRedundant bool
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReady alwaysReadyGroup[]
param identityId string
param identityClientId string
param storageAccountName string

@description('Blob container that deployments are put into and instances start from.')
param packagesUrl string

param personasEndpoint string
param cosmosEndpoint string
param cosmosDatabase string
param insightsConnectionString string

@description('Settings of the application besides those made here.')
param moreSettings object

// Each connection names its credential and its client: the scale controller reads these too, and without them nothing ever wakes the app.
// No FUNCTIONS_WORKER_RUNTIME: Flex Consumption has it in functionAppConfig and refuses the setting.
var settings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  Cosmos__accountEndpoint: cosmosEndpoint
  Cosmos__credential: 'managedidentity'
  Cosmos__clientId: identityClientId
  Cosmos__database: cosmosDatabase
  // Once more, flat: the trigger's attribute names it (%CosmosDatabase%), and whoever scales the app looks it up as it is written there.
  CosmosDatabase: cosmosDatabase
  Personas__endpoint: personasEndpoint
  Personas__credential: 'managedidentity'
  Personas__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    // Settings may be references to a vault; the application has no other identity to read it with.
    keyVaultReferenceIdentity: identityId
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: map(items(union(moreSettings, settings)), setting => { name: setting.key, value: setting.value })
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
    }
  }

  // Deployments come with a token of Entra ID; a publishing password is a secret nobody needs.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = app.name
output endpoint string = 'https://${app.properties.defaultHostName}'
