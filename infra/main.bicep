// The whole of one office on Azure. Deploy into a resource group of its own: docs/azure.md.
// Compiled and linted by the tests; never deployed: needs a subscription and a tenant.
targetScope = 'resourceGroup'

@description('Begins the names of everything; small letters and digits.')
@minLength(4)
@maxLength(11)
param name string = 'chuankhuy'

@description('Where everything stands. Flex Consumption is not in every region.')
param location string = resourceGroup().location

@description('The name that people see in Teams.')
@maxLength(42)
param displayName string = 'ชวนคุย'

@description('The office, as it stands on pages and reports.')
param officeName string = ''

@description('The e-mail address that is told of costs and failures.')
param contact string

@description('What a month may cost before somebody is told, in the currency of the subscription.')
@minValue(1)
param monthlyBudget int = 5

@description('The first day of the month in which the budget begins.')
param budgetStarts string = utcNow('yyyy-MM-01')

@description('The most that Application Insights takes in a day, in gigabytes.')
param dailyCapGb string = '0.1'

@description('Webex bot token; empty: no Webex.')
@secure()
param webexBotToken string = ''

@description('Webex webhook secret, 32 random characters or more.')
@secure()
param webexWebhookSecret string = ''

@description('Whether the timer keeps the front door warm in office hours while a session is near.')
param keepWarm bool = true

var unique = uniqueString(resourceGroup().id)
var appName = '${name}-${unique}'
var address = 'https://${appName}.azurewebsites.net'
var package = 'package'
var secrets = {
  'Webex--BotToken': webexBotToken
  'Webex--WebhookSecret': webexWebhookSecret
}
var hasWebex = !empty(webexBotToken)

// One identity: the app's towards the store, and the bot's towards Teams, so that there is no bot secret at all.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take('${name}${unique}', 24)
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: package
    }
  }
}

// Learn, "Azure built-in roles for Storage": no owner, no account keys. The Functions host keeps its own leases in blobs and wants the owner of blob data
// (Learn, "Connecting to host storage with an identity").
var roles = {
  blobs: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queues: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tables: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(storage.id, name, role.value)
    scope: storage
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}${unique}', 24)
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 7
  }
}

resource vaultSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for secret in items(secrets): if (hasWebex) {
    parent: vault
    name: secret.key
    properties: { value: secret.value }
  }
]

// Key Vault Secrets User: reads, lists nothing, writes nothing.
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, name, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    workspaceCapping: { dailyQuotaGb: json(dailyCapGb) }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

// Monitoring Metrics Publisher: without a local key the app sends as its identity.
var publisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource insightsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, name, publisher)
  scope: insights
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisher)
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${package}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: { instanceMemoryMB: 512, maximumInstanceCount: 40 }
    }
  }
  dependsOn: [storageRoles, vaultRole]

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__accountName: storage.name
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.properties.clientId}'
        // Our own store finds the identity by this name; the queue trigger by the ones with `Storage__` below.
        AZURE_CLIENT_ID: identity.properties.clientId
        Storage__Kind: 'Azure'
        Storage__Connection: storage.properties.primaryEndpoints.table
        Storage__queueServiceUri: storage.properties.primaryEndpoints.queue
        Storage__credential: 'managedidentity'
        Storage__clientId: identity.properties.clientId
        Office__Name: officeName
        Web__BaseUrl: address
        Web__KeepWarm: string(keepWarm)
        Teams__AppId: identity.properties.clientId
        Teams__TenantId: tenant().tenantId
        Teams__ManagedIdentity: 'true'
      },
      hasWebex
        ? {
            Webex__BotToken: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=Webex--BotToken)'
            Webex__WebhookSecret: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=Webex--WebhookSecret)'
          }
        : {}
    )
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: appName
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: displayName
    endpoint: '${address}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel' }
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      { name: 'contact', emailAddress: contact, useCommonAlertSchema: true }
    ]
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-failing'
  location: 'global'
  properties: {
    description: 'More than 20 failed requests in 15 minutes.'
    severity: 2
    enabled: true
    scopes: [insights.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failed'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'requests/failed'
          operator: 'GreaterThan'
          threshold: 20
          timeAggregation: 'Count'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStarts }
    notifications: {
      actual: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [contact] }
      forecast: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [contact] }
    }
  }
}

output address string = address
output app string = app.name
output teamsAppId string = identity.properties.clientId
