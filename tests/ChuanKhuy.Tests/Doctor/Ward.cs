using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChuanKhuy.Functions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Tests.Teams;
using ChuanKhuy.Tests.Webex;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Doctor;

/// <summary>
/// A sound installation with Teams and Webex, its server running, in which every test breaks one thing. Its public address is one that only its own way to the
/// outside knows; the clock begins at the machine's, because services say the time.
/// </summary>
public sealed class Ward : IAsyncLifetime
{
    public const string BaseUrl = "https://chuankhuy.example";
    readonly string folder = Directory.CreateTempSubdirectory("chuankhuy-").FullName;
    Office office = null!;

    internal FakeTeams Teams { get; private set; } = null!;
    internal FakeWebex Webex { get; private set; } = null!;
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    public string Data => Path.Combine(folder, "data");
    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (Teams, Webex) = (new FakeTeams(Clock), await FakeWebex.Open(Clock));
        await Teams.Listen();
        var people = Office.People.Select(p => p with { Email = WebexOffice.Address(p.Id) }).ToList();
        office = await Office.Open(data: Data, clock: Clock, people: people, configure: Settings);
        await office.Installation.App.StartAsync();
        Address = new(office.Installation.App.Urls.Single());
        await office.Tick();
    }

    public async Task DisposeAsync()
    {
        await office.Installation.App.StopAsync();
        await office.DisposeAsync();
        await Teams.DisposeAsync();
        await Webex.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    void Settings(WebApplicationBuilder builder)
    {
        TeamsOffice.Configure(builder, Teams);
        builder.Configuration["Webex:BotToken"] = FakeWebex.Token;
        builder.Configuration["Webex:WebhookSecret"] = WebexOffice.Secret;
        builder.Configuration["Webex:OrgId"] = FakeWebex.Org;
        builder.Configuration["Webex:Api"] = Webex.Api;
        builder.Configuration["Web:BaseUrl"] = BaseUrl;
        builder.Logging.SetMinimumLevel(LogLevel.None);
    }

    /// <summary>The doctor beside the running server, with these settings instead.</summary>
    /// <param name="data">Another data folder.</param>
    /// <param name="later">How far the doctor's clock is ahead.</param>
    internal async Task<Diagnosis> Ask(
        IReadOnlyList<(string Key, string? Value)>? settings = null, string? data = null, TimeSpan later = default, bool json = false, TimeSpan? patience = null, string environment = "Development")
    {
        using var output = new StringWriter();
        var code = await DoctorCommand.Run(
            new Where(data ?? Data, null), json, output, default, environment,
            builder =>
            {
                Settings(builder);
                foreach (var (key, value) in settings ?? []) builder.Configuration[key] = value;
            },
            new FakeTimeProvider(TimeProvider.System.GetUtcNow() + later), new Way(this), patience);
        return new(code, output.ToString());
    }

    /// <summary>A certificate file of the bot that ends then.</summary>
    internal string Certificate(DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=chuankhuy", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(end.AddYears(-1), end);
        var file = Path.Combine(folder, "bot.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "password-of-the-test"));
        return file;
    }

    /// <summary>Where the invented names of hosts lead.</summary>
    sealed class Way(Ward ward) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (host, path) = (request.RequestUri!.Host, request.RequestUri.PathAndQuery);
            if (host == "expired.example") throw new HttpRequestException(HttpRequestError.SecureConnectionError, "the certificate");
            request.RequestUri = host switch
            {
                "chuankhuy.example" => new(ward.Address, path),
                "other.example" => new(ward.Teams.Address, path),
                _ when host.EndsWith(".example", StringComparison.Ordinal) => new("http://127.0.0.1:9/"),
                _ => request.RequestUri,
            };
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What the doctor said.</summary>
sealed record Diagnosis(int Code, string Text)
{
    public IEnumerable<string> Lines => Text.Split('\n');

    /// <summary>The first line of every finding that is not good.</summary>
    public IReadOnlyList<string> Faults => [.. Lines.Where(line => line.StartsWith("ขาด\t", StringComparison.Ordinal) || line.StartsWith("เตือน\t", StringComparison.Ordinal))];

    /// <summary>The fault is named, with why, what to do and where; and no secret stands anywhere.</summary>
    public void Names(string fault)
    {
        Assert.True(Code == 1, Text);
        Assert.True(Faults.Any(line => line.Contains(fault, StringComparison.Ordinal)), $"{fault} is not named:\n{Text}");
        foreach (var word in new[] { "\tเพราะ: ", "\tทำ: ", "\tที่: " })
            Assert.Equal(Faults.Count, Lines.Count(line => line.StartsWith(word, StringComparison.Ordinal) && line.Length > word.Length));
        KeepsSecrets();
    }

    public void KeepsSecrets()
    {
        foreach (var secret in new[] { FakeTeams.Secret, FakeWebex.Token, WebexOffice.Secret, "password-of-the-test", "wrong-secret", "wrong-token" })
            Assert.DoesNotContain(secret, Text, StringComparison.Ordinal);
    }
}
