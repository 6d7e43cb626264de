using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Functions.Server;
using Cronos;

namespace ChuanKhuy.Tests.Architecture;

/// <summary>The house as it is drawn: who may know whom, and what both hosts must be able to run.</summary>
public sealed class ArchitectureTests
{
    static readonly DirectoryInfo root = Root();
    static readonly IReadOnlyList<Function> functions = Function.In(typeof(Functions.Desk).Assembly);

    [Theory]
    [InlineData(typeof(Core.Dice))]
    [InlineData(typeof(ChuanKhuy.Cards.Card))]
    [InlineData(typeof(Bot.Conversation), "ChuanKhuy.Cards", "ChuanKhuy.Core")]
    [InlineData(typeof(ChuanKhuy.Pages.TalkFacts))]
    [InlineData(typeof(Functions.Desk), "ChuanKhuy.Bot", "ChuanKhuy.Cards", "ChuanKhuy.Core", "ChuanKhuy.Pages")]
    public void An_assembly_knows_only_those_below_it(Type oneOfIt, params string[] below) =>
        Assert.Empty(oneOfIt.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(IsOurs).Except(below, StringComparer.Ordinal));

    [Theory]
    [InlineData("core")]
    [InlineData("cards")]
    [InlineData("bot", "cards", "core")]
    [InlineData("functions", "bot", "core", "Pages")]
    public void A_project_refers_to_those_below_it_and_no_others(string project, params string[] below) =>
        Assert.Equal(
            below.Order(StringComparer.Ordinal),
            XDocument.Load(root.EnumerateDirectories(project).Single().EnumerateFiles("*.csproj").Single().FullName).Descendants("ProjectReference")
                .Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/').Split('/')[^2]).Order(StringComparer.Ordinal));

    [Fact]
    public void Core_knows_nothing_of_the_web()
    {
        Assert.DoesNotContain(typeof(Core.Dice).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(ChuanKhuy.Cards.Card).Assembly.GetReferencedAssemblies(), name => !name.Name!.StartsWith("System", StringComparison.Ordinal) && name.Name != "netstandard");
    }

    [Fact]
    public void Only_the_seam_names_a_host()
    {
        string[] host = ["Server", "Commands", "Demo"];
        var folder = new DirectoryInfo(Path.Combine(root.FullName, "functions"));
        var outside = folder.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder.FullName, file.FullName).Split(Path.DirectorySeparatorChar)[0] is var first && !host.Contains(first) && first is not ("obj" or "bin" or "node_modules"))
            .Where(file => file.Name is not ("Triggers.cs" or "Program.cs")).ToList();
        Assert.NotEmpty(outside);
        foreach (var file in outside)
            foreach (var name in new[] { "Functions.Server", "Functions.Commands", "Functions.Demo", "Azure.Functions", "AZURE_FUNCTIONS" })
                Assert.False(File.ReadAllText(file.FullName).Contains(name, StringComparison.Ordinal), $"{file.Name} names {name}");
    }

    [Fact]
    public void Nothing_of_ours_stands_in_another_makers_namespace() =>
        Assert.All(
            new[] { typeof(Core.Dice), typeof(ChuanKhuy.Cards.Card), typeof(Bot.Conversation), typeof(Functions.Desk) }.SelectMany(type => type.Assembly.GetTypes())
                .Where(type => type.Namespace is not null && type.DeclaringType is null && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.IsPublic),
            type => Assert.True(IsOurs(type.Namespace!), type.FullName));

    [Fact]
    public void Functions_have_names_of_their_own() =>
        Assert.Equal(functions.Count, functions.Select(function => function.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Each_function_has_one_trigger_as_its_first_parameter_and_a_result_both_hosts_know()
    {
        Assert.NotEmpty(functions);
        foreach (var function in functions)
        {
            var parameters = function.Method.GetParameters();
            Assert.Single(parameters.SelectMany(p => p.GetCustomAttributes()), IsTrigger);
            Assert.Contains(parameters[0].GetCustomAttributes(), IsTrigger);
            Assert.True(
                function.Trigger is HttpTriggerAttribute
                    ? function.Method.ReturnType == typeof(Task<Microsoft.AspNetCore.Http.IResult>) || function.Method.ReturnType == typeof(Microsoft.AspNetCore.Http.IResult)
                    : function.Method.ReturnType == typeof(Task),
                function.Name);
        }
    }

    [Fact]
    public void Http_functions_have_a_route_without_a_slash_and_leave_signing_in_to_us()
    {
        var routes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, http) in functions.Where(f => f.Trigger is HttpTriggerAttribute).Select(f => (f, (HttpTriggerAttribute)f.Trigger)))
        {
            Assert.Equal(AuthorizationLevel.Anonymous, http.AuthLevel);
            Assert.NotNull(http.Route);
            Assert.False(http.Route.StartsWith('/') || http.Route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || http.Route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase), http.Route);
            Assert.NotEmpty(http.Methods);
            Assert.All(http.Methods, method => Assert.True(routes.Add($"{method} {http.Route}"), $"{method} {http.Route} twice ({function.Name})"));
        }
    }

    [Fact]
    public void There_is_one_timer_and_its_cron_has_six_fields()
    {
        var timer = (TimerTriggerAttribute)Assert.Single(functions, f => f.Trigger is TimerTriggerAttribute).Trigger;
        Assert.Equal(6, timer.Schedule.Split(' ').Length);
        Assert.Equal(Ticker.Period, Period(CronExpression.Parse(timer.Schedule, CronFormat.IncludeSeconds)));
    }

    [Fact]
    public void Queues_are_those_that_somebody_writes_to() =>
        Assert.All(functions.Select(f => f.Trigger).OfType<QueueTriggerAttribute>(), queue => Assert.Equal((Hint.Queue, "Storage"), (queue.QueueName, queue.Connection)));

    static TimeSpan Period(CronExpression cron)
    {
        var first = cron.GetNextOccurrence(Office.Begin.UtcDateTime)!.Value;
        return cron.GetNextOccurrence(first)!.Value - first;
    }

    static bool IsTrigger(Attribute attribute) => attribute is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute;

    static bool IsOurs(string name) => name == "chuankhuy" || name.StartsWith("ChuanKhuy", StringComparison.Ordinal);

    static DirectoryInfo Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChuanKhuy.sln"))) return folder;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
