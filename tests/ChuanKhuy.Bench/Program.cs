using ChuanKhuy.Bench;

// dotnet run -c Release --project tests/ChuanKhuy.Bench -- NAME [OPTION …], or `all`
(string Name, string What, Func<Task<bool>> Run)[] benches =
[
    ("sim", "histories of the real handlers on a virtual clock with faults at every call; --seed N plays one, --from N begins there", () => SimBench.Run(args[1..])),
    ("mutants", "the same with each guard switched off: every one must be noticed", SimBench.Mutants),
    ("redelivery", "100,000 presses through Teams' door, each delivered one to four times, some a week later", RedeliveryBench.Run),
    ("hot", "clicks on sessions with few seats while every storage call takes 20 ms longer, with and without the lane", HotBench.Run),
    ("pace", "7,000 cards from two processes within the published limits, on a virtual clock", PaceBench.Run),
    ("export", "how long presses take while a report of 100,000 rows is written", ExportBench.Run),
    ("soak", "the slope of memory under load, for one minute or for MINUTES", () => SoakBench.Run(args[1..])),
    ("fuzz", "random and mutated requests for every route", FuzzBench.Run),
    ("culture", "the same histories under five cultures and three time zones", CultureBench.Run),
    ("cold", "from start to first answer, of the built program or of the published one in FOLDER", () => ColdBench.Run(args[1..])),
    ("linear", "4 processes x 50 clients for few seats, on one SQLite file and on Azurite, each with its control", LinearBench.Run),
    ("bill", "a month of 200 and of 7,000 people on Azure: operations, executions and USD", BillBench.Run),
    ("publish", "the published folder of this machine, from start to its first right answer, against a bare program", PublishBench.Run),
    ("import", "7,000 people and 400 sessions into SQLite, twice", ImportBench.Run),
    ("kpi", "the KPI table over two years of 7,000 people, and 100,000 rows as a workbook", KpiBench.Run),
    ("load", "the Teams endpoint against a bare one, with and without keeping the answer", LoadBench.Run),
    ("playground", "a conversation in Microsoft's Agents Playground, with pictures in FOLDER (artifacts/playground)", () => PlaygroundBench.Run(args.ElementAtOrDefault(1) ?? "artifacts/playground")),
    ("attendance", "a meeting of 7,000 people with 20,000 stays", AttendanceBench.Run),
    ("year", "a year of the sample office on a moved clock, as a one-page report", YearBench.Run),
    ("mentors", "three mentors for a question among 500 of 7,000 people", MentorBench.Run),
    ("draft", "key sentences, items and categories on labelled transcripts", DraftBench.Run),
    ("search", "labelled questions, and 10,000 items", SearchBench.Run),
    ("search-large", "100,000 items", SearchBench.RunLarge),
];
if (args is [CultureBench.Child, var culture]) return CultureBench.Play(culture);
if (args is [ColdBench.Child, var url]) return await ColdBench.Serve(url);
if (args is [SeatCrowd.Child, ..]) return await SeatCrowd.Play(args);
if (args is [var name, .. { Length: <= 2 }] && benches.FirstOrDefault(bench => bench.Name == name) is { Run: { } run }) return await run() ? 0 : 1;
if (args is ["all"])
{
    foreach (var bench in benches)
    {
        Console.WriteLine($"== {bench.Name}: {bench.What}");
        var before = Figure.Missed.Count;
        try
        {
            if (!await bench.Run() && Figure.Missed.Count == before) Figure.Missed.Add($"{bench.Name}: see its lines above");
        }
        catch (Exception fault)
        {
            Figure.Missed.Add($"{bench.Name}: {fault.Message}");
        }
    }
    Console.WriteLine(Figure.Missed.Count == 0 ? "every goal was reached" : $"goals not reached:\n{string.Join('\n', Figure.Missed)}");
    return Figure.Missed.Count == 0 ? 0 : 1;
}
foreach (var bench in benches) Console.WriteLine($"{bench.Name}: {bench.What}");
return args.Length == 0 ? 0 : 2;
