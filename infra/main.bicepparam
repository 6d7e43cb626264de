using 'main.bicep'

param name = 'chuankhuy'
param officeName = 'สำนักงานพัฒนาชุมชนจังหวัดสุราษฎร์ธานี'
param contact = 'admin@example.go.th'
param monthlyBudget = 5
// The secrets come from the shell that deploys, never from a file.
param webexBotToken = readEnvironmentVariable('WEBEX_BOT_TOKEN', '')
param webexWebhookSecret = readEnvironmentVariable('WEBEX_WEBHOOK_SECRET', '')
