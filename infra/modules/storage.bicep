// One account for three things: the app's package, the host's own state (locks, keys, timers), and the built personas.
param name string
param location string
param tags object
param zoneRedundant bool
param appPrincipalId string

var packages = 'packages'
var personas = 'personas'

// The host needs all three (blobs: locks and keys, queues: its own, tables: diagnostic events); the personas are in the third.
var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: packages
      properties: { publicAccess: 'None' }
    }
  }

  // In a template and not at start-up: the app should not need the right to create what it only fills.
  resource tables 'tableServices' = {
    name: 'default'

    resource table 'tables' = {
      name: personas
    }
  }
}

resource uses 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(account.id, appPrincipalId, role.value)
    scope: account
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

output accountName string = account.name
output packagesUrl string = '${account.properties.primaryEndpoints.blob}${packages}'
output tableEndpoint string = account.properties.primaryEndpoints.table
