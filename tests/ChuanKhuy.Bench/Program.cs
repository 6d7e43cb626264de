using ChuanKhuy.Bench;

// dotnet run -c Release --project tests/ChuanKhuy.Bench -- NAME [FOLDER]
(string Name, string What, Func<Task<bool>> Run)[] benches =
[
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
if (args is [SeatCrowd.Child, ..]) return await SeatCrowd.Play(args);
if (args is [var name, .. { Length: <= 1 }] && benches.FirstOrDefault(bench => bench.Name == name) is { Run: { } run }) return await run() ? 0 : 1;
foreach (var bench in benches) Console.WriteLine($"{bench.Name}: {bench.What}");
return args.Length == 0 ? 0 : 2;
