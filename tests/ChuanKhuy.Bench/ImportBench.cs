using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench;

/// <summary>
/// Importing a whole department into an empty SQLite store, and again without a change. The control writes the very rows that came out of it straight into a
/// SQLite file with the same pragmas, one transaction a page of 99; pairs alternate and medians are printed.
/// </summary>
static class ImportBench
{
    const int People = 7_000;
    const int Sessions = 400;
    const int Pairs = 3;
    const int PageRows = 99;

    public static async Task<bool> Run()
    {
        var (people, plan) = (Encoding.UTF8.GetBytes(PeopleFile()), Encoding.UTF8.GetBytes(PlanFile()));
        var (first, again, control, same) = (new List<double>(), new List<double>(), new List<double>(), true);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var folder = Directory.CreateTempSubdirectory("chuankhuy-bench-");
            try
            {
                await using var office = await Installation.Open(new Where(folder.FullName, null), default, configure: builder => builder.Logging.ClearProviders());
                first.Add(await Time(() => Import(office, people, plan, added: true)));
                var rows = Rows(folder.FullName);
                again.Add(await Time(() => Import(office, people, plan, added: false)));
                same &= rows.SequenceEqual(Rows(folder.FullName));
                control.Add(await Time(() => Raw(Path.Combine(folder.FullName, "control.db"), rows)));
            }
            finally
            {
                SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        }
        Figure.Print("import of 7,000 people and 400 sessions", Figure.Median(first), "s", Figure.Median(control));
        Figure.Print("the same files again", Figure.Median(again), "s", Figure.Median(control));
        Console.WriteLine($"the second import changed {(same ? "nothing" : "something")}");
        return same && Figure.Median(first) <= 10;
    }

    static async Task Import(Installation office, byte[] people, byte[] plan, bool added)
    {
        var staff = Taken(await office.Get<RosterImport>().Run(new MemoryStream(people), null, default));
        var sessions = Taken(await office.Get<PlanImport>().Run(new MemoryStream(plan), Planning.Hold, null, default));
        var (newPeople, newSessions) = added ? (People, Sessions) : (0, 0);
        if ((staff.Added, sessions.Added, staff.Refused.Count, sessions.Refused.Count) != (newPeople, newSessions, 0, 0))
            throw new InvalidOperationException($"Added {staff.Added} people and {sessions.Added} sessions, refused {staff.Refused.Count} and {sessions.Refused.Count}.");
    }

    static async Task<double> Time(Func<Task> work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    sealed record Stored(string Table, string Part, string Key, string ETag, string Body);

    static List<Stored> Rows(string folder)
    {
        using var connection = Open($"Data Source={Path.Combine(folder, "chuankhuy.db")};Mode=ReadOnly");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tbl, hex(part), hex(key), etag, CAST(body AS TEXT) FROM entities ORDER BY tbl, part, key";
        using var reader = command.ExecuteReader();
        var rows = new List<Stored>();
        while (reader.Read()) rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)));
        return rows;
    }

    static Task Raw(string path, List<Stored> rows)
    {
        using var connection = Open($"Data Source={path}");
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE entities (tbl TEXT, part BLOB, key BLOB, etag TEXT, body BLOB, PRIMARY KEY (tbl, part, key)) WITHOUT ROWID");
        foreach (var page in rows.Chunk(PageRows))
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO entities VALUES ($1, $2, $3, $4, $5)";
            foreach (var name in new[] { "$1", "$2", "$3", "$4", "$5" }) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            foreach (var row in page)
            {
                object[] values = [row.Table, Encoding.UTF8.GetBytes(row.Part), Encoding.UTF8.GetBytes(row.Key), row.ETag, Encoding.UTF8.GetBytes(row.Body)];
                for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return Task.CompletedTask;
    }

    static SqliteConnection Open(string connection)
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        return opened;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    static string PeopleFile()
    {
        string[] given = ["สมชาย", "มาลี", "วิชัย", "กานดา", "ประเสริฐ", "สุดา", "มานะ", "ปิติ"];
        string[] family = ["ใจดี", "รักไทย", "ทองสุข", "พร้อมช่วย", "นำทาง", "สวนงาม", "อดทน"];
        var file = new StringBuilder("id,name,district,zone,position,roles,email,teams_id,webex_email\n");
        for (var i = 0; i < People; i++)
            file.Append(CultureInfo.InvariantCulture, $"n{i:D5},นาย{given[i % given.Length]} {family[i % family.Length]}{i},{8400 + i % 20},,นักวิชาการพัฒนาชุมชน,{(i % 50 == 0 ? "staff;speaker" : "staff")},n{i:D5}@example.org,,\n");
        return file.ToString();
    }

    /// <summary>From the month after next on, so that nothing is over and nothing is due.</summary>
    static string PlanFile()
    {
        string[] kinds = ["talk", "workshop", "exchange", "mentor-meeting"];
        string[] audiences = ["all", "zone:1", "zone:2;role:mentor", "district:8401"];
        var file = new StringBuilder("id,kind,title,speakers,zone,start,end,seats,audience,meeting,place,state\n");
        var from = TimeProvider.System.GetUtcNow().AddDays(60);
        for (var i = 0; i < Sessions; i++)
            file.Append(CultureInfo.InvariantCulture, $"s{i:D3},{kinds[i % 4]},ชวนคุยครั้งที่ {i},n{i * 50 % People:D5},{1 + i % 4},{from.AddDays(i % 300):yyyy-MM-dd} 13:30,{from.AddDays(i % 300):yyyy-MM-dd} 15:00,,{audiences[i % 4]},webex,,published\n");
        return file.ToString();
    }

    static T Taken<T>(FileOutcome<T> outcome) => outcome is FileOutcome<T>.Taken(var value) ? value : throw new InvalidOperationException("The file was not read.");
}
