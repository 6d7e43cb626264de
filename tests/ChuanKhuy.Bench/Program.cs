using ChuanKhuy.Bench;

// dotnet run -c Release --project tests/ChuanKhuy.Bench -- NAME
(string Name, string What, Func<Task<bool>> Run)[] benches =
[
    ("import", "7,000 people and 400 sessions into SQLite, twice", ImportBench.Run),
    ("load", "the Teams endpoint against a bare one, with and without keeping the answer", LoadBench.Run),
];
if (args is [var name] && benches.FirstOrDefault(bench => bench.Name == name) is { Run: { } run }) return await run() ? 0 : 1;
foreach (var bench in benches) Console.WriteLine($"{bench.Name}: {bench.What}");
return args.Length == 0 ? 0 : 2;
