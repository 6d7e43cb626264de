#if AZURE_FUNCTIONS
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using Microsoft.Azure.Functions.Worker.Builder;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await using var store = await Stores.Open(StoreSettingsReader.From(builder.Configuration), TimeProvider.System, CancellationToken.None);
builder.Services.AddSingleton(store).AddChuanKhuy(store.Store, TimeProvider.System, new SecureDice());
var app = builder.Build();
app.Services.GetRequiredService<Channels>(); // a channel that is set up in halves is told of now
app.Services.GetRequiredService<MeetingPlatforms>(); // a meeting platform, too
await app.RunAsync();
return 0;
#else
return await ChuanKhuy.Functions.Commands.CommandLine.Run(args);
#endif
