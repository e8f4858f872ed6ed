// The truth: one document per person. Everything the app needs is created here, because with Entra ID nothing can create a container at run time.
param name string
param location string
param tags object
@allowed(['serverless', 'autoscale'])
param capacity string
param maxThroughput int
param zoneRedundant bool
param appPrincipalId string

var serverless = capacity == 'serverless'
var dataContributor = '00000000-0000-0000-0000-000000000002'

// Every access is by id, so an index would only make writes dearer. Not indexingMode "none": a container without an index cannot have a time to live,
// and the tombstone of an erased person needs one.
var indexNothing = {
  indexingMode: 'consistent'
  automatic: true
  includedPaths: []
  excludedPaths: [{ path: '/*' }]
}

// The trigger finds its leases by a query over ids.
var indexEverything = {
  indexingMode: 'consistent'
  automatic: true
  includedPaths: [{ path: '/*' }]
  excludedPaths: []
}

var containers = [
  { name: 'mindscapes', partitionKey: '/person_id', indexingPolicy: indexNothing }
  { name: 'leases', partitionKey: '/id', indexingPolicy: indexEverything }
  { name: 'deadletters', partitionKey: '/person_id', indexingPolicy: indexEverything }
  { name: 'mappers', partitionKey: '/id', indexingPolicy: indexEverything }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    // Session: a receipt carries the token that lets the next reader see the write.
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
    // An erased person is in the backup for as long as it reaches back: the shortest that can be had, and the one without a charge.
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }
}

// Throughput belongs to the database, which its containers share: three of the four are nearly idle.
resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-10-15' = {
  parent: account
  name: 'personakit'
  tags: tags
  properties: {
    resource: { id: 'personakit' }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

// defaultTtl -1: nothing expires unless the document says so.
@batchSize(1)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-10-15' = [
  for item in containers: {
    parent: database
    name: item.name
    tags: tags
    properties: {
      resource: {
        id: item.name
        partitionKey: { paths: [item.partitionKey], kind: 'Hash', version: 2 }
        defaultTtl: -1
        indexingPolicy: item.indexingPolicy
      }
    }
  }
]

// Data plane only, and Cosmos DB's own kind of role: Microsoft.Authorization cannot give it.
resource uses 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-10-15' = {
  parent: account
  name: guid(account.id, appPrincipalId, dataContributor)
  properties: {
    principalId: appPrincipalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: account.id
  }
}

output endpoint string = account.properties.documentEndpoint
output databaseName string = database.name
