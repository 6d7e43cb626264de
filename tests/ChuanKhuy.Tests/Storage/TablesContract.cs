using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

/// <summary>What <see cref="ITables"/> promises, asked of every store.</summary>
public abstract class TablesContract : IAsyncLifetime
{
    OpenedStore opened = null!;

    protected abstract Task<OpenedStore> Open();

    ITables Tables => opened.Tables;

    public async Task InitializeAsync() => opened = await Open();

    public async Task DisposeAsync() => await opened.DisposeAsync();

    [Fact]
    public async Task What_was_inserted_is_found_with_its_etag()
    {
        var etags = await Tables.Done("p", Given.Insert("a", """{"n":1}"""));
        var row = await Tables.Find("p", "a");
        Assert.Equal(("p", "a", etags[0]), (row!.Partition, row.Key, row.ETag));
        Assert.Equal("""{"n":1}""", row.Json());
    }

    [Fact]
    public async Task What_was_never_written_is_not_found()
    {
        Assert.Null(await Tables.Find("p", "a"));
        Assert.Empty(await Tables.Keys("p"));
        await Tables.Done("p", Given.Insert("a"));
        Assert.Null(await Tables.Find("p", "b"));
        Assert.Null(await Tables.Find("q", "a"));
    }

    [Fact]
    public async Task Tables_and_partitions_are_apart()
    {
        await Tables.Done("p", Given.Insert("a", """{"n":1}"""));
        await Tables.Done("q", Given.Insert("a", """{"n":2}"""));
        await Tables.Commit("others", "p", [Given.Insert("a", """{"n":3}""")], Given.Now);
        Assert.Equal("""{"n":1}""", (await Tables.Find("p", "a"))!.Json());
        Assert.Equal("""{"n":2}""", (await Tables.Find("q", "a"))!.Json());
        Assert.Equal("""{"n":3}""", (await Tables.Find("others", "p", "a", Given.Now))!.Json());
    }

    [Fact]
    public async Task An_insert_over_a_row_is_a_conflict_and_changes_nothing()
    {
        var etag = (await Tables.Done("p", Given.Insert("a", """{"n":1}""")))[0];
        Assert.Equal("a", await Tables.Conflict("p", Given.Insert("a", """{"n":2}""")));
        var row = await Tables.Find("p", "a");
        Assert.Equal((etag, """{"n":1}"""), (row!.ETag, row.Json()));
    }

    [Fact]
    public async Task A_replacement_needs_the_present_etag()
    {
        var first = (await Tables.Done("p", Given.Insert("a", """{"n":1}""")))[0];
        var second = (await Tables.Done("p", Given.Replace("a", first, """{"n":2,"m":1}""")))[0];
        Assert.Equal("a", await Tables.Conflict("p", Given.Replace("a", first, """{"n":3}""")));
        await Tables.Done("p", Given.Replace("a", second, """{"k":4}"""));
        Assert.Equal("""{"k":4}""", (await Tables.Find("p", "a"))!.Json());
    }

    [Fact]
    public async Task A_deletion_needs_the_present_etag()
    {
        var first = (await Tables.Done("p", Given.Insert("a")))[0];
        var second = (await Tables.Done("p", Given.Replace("a", first)))[0];
        Assert.Equal("a", await Tables.Conflict("p", Given.Delete("a", first)));
        Assert.Equal([""], await Tables.Done("p", Given.Delete("a", second)));
        Assert.Null(await Tables.Find("p", "a"));
    }

    [Fact]
    public async Task A_row_that_is_gone_can_be_neither_replaced_nor_deleted()
    {
        var etag = (await Tables.Done("p", Given.Insert("a")))[0];
        await Tables.Done("p", Given.Delete("a", etag));
        Assert.Equal("a", await Tables.Conflict("p", Given.Replace("a", etag)));
        Assert.Equal("a", await Tables.Conflict("p", Given.Delete("a", etag)));
        Assert.Equal("a", await Tables.Conflict("p", Given.Put("b"), Given.Delete("a", etag)));
        Assert.Equal("a", await Tables.Conflict("p", Given.Put("b"), Given.Replace("a", etag)));
        Assert.Empty(await Tables.Keys("p"));
    }

    [Fact]
    public async Task A_put_does_not_ask_what_is_there()
    {
        await Tables.Done("p", Given.Put("a", """{"n":1}"""));
        await Tables.Done("p", Given.Put("a", """{"m":2}"""));
        Assert.Equal("""{"m":2}""", (await Tables.Find("p", "a"))!.Json());
    }

    [Fact]
    public async Task Pointers_stay_whatever_becomes_of_what_they_point_to()
    {
        Transaction[] pointers = [new("things", "p1", [Given.Put("a"), Given.Put("b")]), new("things", "p2", [Given.Put("c")])];
        var etags = Assert.IsType<Committed.Done>(await Tables.Commit(pointers, new("things", "p", [Given.Insert("x"), Given.Insert("y")]), default)).ETags;
        Assert.Equal((await Tables.Find("p", "y"))!.ETag, etags[1]);
        Transaction[] more = [new("things", "p1", [Given.Put("d")])];
        Assert.Equal("x", Assert.IsType<Committed.Conflict>(await Tables.Commit(more, new("things", "p", [Given.Put("z"), Given.Insert("x")]), default)).Key);
        Assert.Equal(["a", "b", "d"], await Tables.Keys("p1"));
        Assert.Equal(["c"], await Tables.Keys("p2"));
        Assert.Equal(["x", "y"], await Tables.Keys("p"));
        Assert.Empty(Assert.IsType<Committed.Done>(await Tables.Commit([new("things", "p2", [Given.Put("e")])], new("things", "p", []), default)).ETags);
        Assert.Equal(["c", "e"], await Tables.Keys("p2"));
    }

    [Fact]
    public async Task What_could_meet_a_conflict_is_no_pointer()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Tables.Commit([new("things", "p1", [Given.Insert("a")])], new("things", "p", [Given.Put("x")]), default));
        Assert.Empty(await Tables.Keys("p"));
        Assert.Empty(await Tables.Keys("p1"));
    }

    [Fact]
    public async Task An_etag_never_comes_back()
    {
        var seen = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var inserted = (await Tables.Done("p", Given.Insert("a", """{"n":1}""")))[0];
            var replaced = (await Tables.Done("p", Given.Replace("a", inserted, """{"n":1}""")))[0];
            await Tables.Done("p", Given.Delete("a", replaced));
            seen.AddRange(inserted, replaced);
        }
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_transaction_tells_the_etag_of_each_change_in_its_order()
    {
        var was = await Tables.Done("p", Given.Insert("a"), Given.Insert("b"), Given.Insert("c"));
        var now = await Tables.Done("p", Given.Put("z"), Given.Delete("b", was[1]), Given.Replace("a", was[0]), Given.Insert("d"));
        Assert.Equal("", now[1]);
        foreach (var (key, i) in new[] { ("z", 0), ("a", 2), ("d", 3) }) Assert.Equal(now[i], (await Tables.Find("p", key))!.ETag);
        Assert.Equal(["a", "c", "d", "z"], await Tables.Keys("p"));
    }

    [Theory]
    [InlineData("insert")]
    [InlineData("replace")]
    [InlineData("delete")]
    public async Task A_transaction_is_all_or_nothing_wherever_it_fails(string how)
    {
        var etags = await Tables.Done("p", Given.Insert("a", """{"n":1}"""), Given.Insert("b", """{"n":1}"""));
        var stale = etags[1];
        await Tables.Done("p", Given.Put("b", """{"n":2}"""));
        var bad = how switch { "insert" => Given.Insert("b"), "replace" => Given.Replace("b", stale), _ => Given.Delete("b", stale) };
        Change[] good = [Given.Replace("a", etags[0], """{"n":9}"""), Given.Insert("c")];
        Assert.Equal("b", await Tables.Conflict("p", [.. good, bad]));
        Assert.Equal("b", await Tables.Conflict("p", [bad, .. good]));
        Assert.Equal("b", await Tables.Conflict("p", [good[0], bad, good[1]]));
        Assert.Equal(["a", "b"], await Tables.Keys("p"));
        Assert.Equal("""{"n":1}""", (await Tables.Find("p", "a"))!.Json());
        Assert.Equal("""{"n":2}""", (await Tables.Find("p", "b"))!.Json());
    }

    [Fact]
    public async Task A_transaction_holds_a_hundred_changes()
    {
        var changes = Enumerable.Range(0, Limits.Transaction).Select(i => Given.Insert(Number(i), """{"title":"ชวนคุย"}""")).ToArray();
        Assert.Equal(Limits.Transaction, (await Tables.Done("p", changes)).Count);
        Assert.Equal(Limits.Transaction, (await Tables.Keys("p")).Length);
    }

    [Fact]
    public async Task A_transaction_without_changes_is_done() => Assert.Empty(await Tables.Done("p"));

    [Fact]
    public async Task A_query_goes_in_ordinal_order_from_page_to_page_beyond_a_thousand_rows()
    {
        for (var page = 0; page < 11; page++)
            await Tables.Done("p", [.. Enumerable.Range(page * 100, 100).Select(i => Given.Insert(Number(i)))]);
        await Tables.Done("p", Given.Insert("x"), Given.Insert("A"));

        var all = Enumerable.Range(0, 1100).Select(Number).ToArray();
        Assert.Equal(all, await Tables.Keys("p", "k", max: 5000));
        Assert.Equal(["A", all[0], all[1], all[2]], await Tables.Keys("p", max: 4));
        Assert.Equal([Number(500), Number(501)], await Tables.Keys("p", "k", Number(499), 2));
        Assert.Equal(1102, await Tables.All("things", "p", "", Given.Now).CountAsync());
    }

    [Fact]
    public async Task Paging_goes_on_when_the_last_row_seen_is_gone()
    {
        var etags = await Tables.Done("p", [.. Enumerable.Range(0, 10).Select(i => Given.Insert(Number(i)))]);
        Assert.Equal([Number(0), Number(1), Number(2)], await Tables.Keys("p", "k", null, 3));
        await Tables.Done("p", Given.Delete(Number(2), etags[2]), Given.Delete(Number(3), etags[3]), Given.Insert("k0002a"));
        Assert.Equal(["k0002a", Number(4), Number(5)], await Tables.Keys("p", "k", Number(2), 3));
        Assert.Empty(await Tables.Keys("p", "k", Number(9)));
    }

    [Fact]
    public async Task A_page_may_begin_before_or_after_the_prefix()
    {
        await Tables.Done("p", Given.Insert("a1"), Given.Insert("b1"), Given.Insert("b2"), Given.Insert("c1"));
        Assert.Equal(["b1", "b2"], await Tables.Keys("p", "b", "a9"));
        Assert.Empty(await Tables.Keys("p", "b", "c"));
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("a|")]
    [InlineData("say \"hi\"")]
    [InlineData("a&b=c+d")]
    [InlineData(" ")]
    [InlineData("ไชยา|")]
    [InlineData("ก็")]
    [InlineData("🌊")]
    [InlineData("\uD7FF")]
    [InlineData("\uDBFF\uDFFF")]
    [InlineData("\uFFFF")]
    [InlineData("a~")]
    [InlineData("(.)*")]
    [InlineData("[a-z]")]
    [InlineData("' or RowKey ne '")]
    public async Task A_prefix_means_its_characters_and_nothing_else(string prefix)
    {
        await Tables.Done("p", Given.Insert(prefix, """{"n":1}"""), Given.Insert(prefix + "1"), Given.Insert(prefix + "ฮ🌊"), Given.Insert("A"), Given.Insert("zz"), Given.Insert("ๆๆ"));
        Assert.Equal([prefix, prefix + "1", prefix + "ฮ🌊"], await Tables.Keys("p", prefix));
        Assert.Equal([prefix + "ฮ🌊"], await Tables.Keys("p", prefix, prefix + "1"));
        Assert.Equal("""{"n":1}""", (await Tables.Find("p", prefix))!.Json());
    }

    [Fact]
    public async Task Keys_are_ordered_by_their_code_units_whatever_the_language()
    {
        string[] keys = ["", "A", "Z", "a", "é", "ก", "ข", "เก", "แก", "中", "\uD7FF", "🌊", "🙏", "\uE000", "Ａ", "\uFFFD"];
        await Tables.Done("p", [.. keys.Reverse().Select(key => Given.Insert(key))]);
        Assert.Equal(keys, keys.Order(StringComparer.Ordinal));
        Assert.Equal(keys, await Tables.Keys("p"));
        Assert.Equal(keys[12..], await Tables.Keys("p", after: "🌊"));
    }

    [Fact]
    public async Task Thai_and_emoji_serve_as_partition_and_key()
    {
        await Tables.Done("อำเภอ ไชยา 🌊", Given.Insert("คุณ'สมชาย'", """{"ชื่อ":"สมชาย ใจดี","mood":"🙂"}"""));
        var row = await Tables.Find("อำเภอ ไชยา 🌊", "คุณ'สมชาย'");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"ชื่อ":"สมชาย ใจดี","mood":"🙂"}"""), JsonNode.Parse(row!.Body.Span)));
        Assert.Equal(["คุณ'สมชาย'"], await Tables.Keys("อำเภอ ไชยา 🌊", "คุณ"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":true,"b":false,"c":null}""")]
    [InlineData("""{"a":0,"b":-1,"c":2147483647,"d":2147483648,"e":9223372036854775807,"f":-9223372036854775808}""")]
    [InlineData("""{"a":0.5,"b":1.0,"c":1e300,"d":0.1,"e":-0,"f":12345678901234567890123456789,"g":1.10,"h":5e-324,"i":1E5}""")]
    [InlineData("""{"a":"","b":" ","c":"null","d":"true","e":"12","f":"{\"x\":1}","g":"[1]","h":"\u0000\t\r\n\u001f","i":"2026-11-23T09:00:00+07:00"}""")]
    [InlineData("""{"list":[1,"สอง",null,{"x":[]}],"map":{"b":1,"a":{"c":"🙂"}},"empty":[],"none":{}}""")]
    [InlineData("""{"key":"k","id":"1","rowkeys":"r","time":"t","a_b":1,"_c":2,"ชื่อ":"ไทย","a":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","bin":"AAEC"}""")]
    public async Task A_body_reads_back_equal(string json)
    {
        await Tables.Done("p", Given.Insert("a", json), Given.Insert("b", json));
        await Tables.Done("p", Given.Put("c", json));
        foreach (var key in new[] { "a", "b", "c" })
        {
            using var was = JsonDocument.Parse(json);
            using var now = JsonDocument.Parse((await Tables.Find("p", key))!.Body);
            Assert.True(JsonElement.DeepEquals(was.RootElement, now.RootElement), $"{now.RootElement}");
        }
        Assert.Equal(3, (await Tables.Query("things", "p", "", null, 10, Given.Now)).Count(row => JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(row.Body.Span))));
    }

    [Fact]
    public async Task A_body_may_be_as_large_as_the_limits()
    {
        var text = string.Concat(Enumerable.Repeat("ชวนคุย🌊", Limits.PropertyChars / 8));
        var list = string.Join(',', Enumerable.Repeat("\"ก\"", 8000));
        var columns = string.Join(',', Enumerable.Range(0, Limits.Properties - 2).Select(i => $"\"c{i}\":{i}"));
        var json = $$"""{"text":"{{text}}","list":[{{list}}],{{columns}}}""";
        await Tables.Done("p", Given.Insert("a", json));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse((await Tables.Find("p", "a"))!.Body.Span)));
    }

    [Fact]
    public async Task The_body_that_was_given_may_change_afterwards()
    {
        var bytes = """{"n":1}"""u8.ToArray();
        await Tables.Done("p", new Change.Insert("a", bytes));
        bytes[5] = (byte)'7';
        Assert.Equal("""{"n":1}""", (await Tables.Find("p", "a"))!.Json());
    }

    [Fact]
    public async Task Increments_at_the_same_time_lose_nothing()
    {
        const int Callers = 16, Each = 5;
        await Tables.Done("p", Given.Insert("counter", """{"n":0}"""));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            await Task.Yield();
            for (var done = 0; done < Each;)
            {
                var row = (await Tables.Find("p", "counter"))!;
                var n = JsonElement.Parse(row.Body.Span).GetProperty("n").GetInt32();
                if (await Tables.Commit("things", "p", [Given.Replace("counter", row.ETag, $$"""{"n":{{n + 1}}}""")], Given.Now) is Committed.Done) done++;
            }
        }));
        Assert.Equal($$"""{"n":{{Callers * Each}}}""", (await Tables.Find("p", "counter"))!.Json());
    }

    [Fact]
    public async Task Of_many_who_insert_the_same_row_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            await Task.Yield();
            return await Tables.Commit("things", "p", [Given.Insert("seat", $$"""{"who":{{i}}}"""), Given.Insert(Number(i))], Given.Now);
        }));
        Assert.Single(outcomes.OfType<Committed.Done>());
        Assert.Equal(15, outcomes.OfType<Committed.Conflict>().Count(conflict => conflict.Key == "seat"));
        Assert.Equal(2, (await Tables.Keys("p")).Length);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("half a pair")]
    public async Task A_key_that_cannot_be_is_refused_when_written_and_not_found_when_asked_for(string key)
    {
        if (key == "half a pair") key = "a\ud83db"; // an attribute cannot hold one
        await Refused("p", Given.Insert(key));
        await Refused(key, Given.Insert("a"));
        Assert.Null(await Tables.Find("p", key));
        Assert.Null(await Tables.Find(key, "a"));
        Assert.Empty(await Tables.Keys("p", key));
        Assert.Empty(await Tables.Keys(key));
    }

    [Fact]
    public async Task A_key_has_512_characters_at_most()
    {
        await Tables.Done(new string('ก', Limits.KeyChars), Given.Insert(new string('ข', Limits.KeyChars)));
        Assert.NotNull(await Tables.Find(new string('ก', Limits.KeyChars), new string('ข', Limits.KeyChars)));
        await Refused("p", Given.Insert(new string('a', Limits.KeyChars + 1)));
        await Refused(new string('a', Limits.KeyChars + 1), Given.Insert("a"));
    }

    [Fact]
    public async Task More_than_a_hundred_changes_are_refused() =>
        await Refused("p", [.. Enumerable.Range(0, Limits.Transaction + 1).Select(i => Given.Insert(Number(i)))]);

    [Fact]
    public async Task A_key_changed_twice_is_refused() => await Refused("p", Given.Insert("a"), Given.Put("a"));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    public async Task A_condition_that_is_none_is_refused(string etag)
    {
        await Tables.Done("p", Given.Insert("a"));
        await Refused("p", Given.Replace("a", etag));
        await Refused("p", Given.Delete("a", etag));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a b":1}""")]
    [InlineData("""{"1a":1}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"a__b":1}""")]
    [InlineData("""{"PartitionKey":"p"}""")]
    [InlineData("""{"rowKey":"p"}""")]
    [InlineData("""{"timestamp":"p"}""")]
    public async Task A_body_that_is_no_row_is_refused(string json) => await Refused("p", Given.Insert("a", json));

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused() => await Refused("p", new Change.Insert("a", new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }));

    [Fact]
    public async Task A_property_over_64_KiB_is_refused_as_text_and_as_a_list()
    {
        await Refused("p", Given.Insert("a", $$"""{"t":"{{new string('ก', Limits.PropertyChars + 1)}}"}"""));
        await Refused("p", Given.Insert("a", $$"""{"t":["{{new string('ก', Limits.PropertyChars - 3)}}"]}"""));
    }

    [Fact]
    public async Task An_entity_over_1_MiB_is_refused()
    {
        var columns = Enumerable.Range(0, 17).Select(i => $"\"c{i}\":\"{new string('x', Limits.PropertyChars - 1000)}\"");
        await Refused("p", Given.Insert("a", $"{{{string.Join(',', columns)}}}"));
    }

    [Fact]
    public async Task More_than_252_properties_are_refused()
    {
        var columns = Enumerable.Range(0, Limits.Properties + 1).Select(i => $"\"c{i}\":1");
        await Refused("p", Given.Insert("a", $"{{{string.Join(',', columns)}}}"));
    }

    [Fact]
    public async Task A_transaction_over_4_MiB_is_refused()
    {
        var json = $$"""{"a":"{{new string('x', 32_000)}}","b":"{{new string('x', 32_000)}}"}""";
        await Refused("p", [.. Enumerable.Range(0, 66).Select(i => Given.Insert(Number(i), json))]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-b-c")]
    [InlineData("ตาราง")]
    public async Task A_name_that_is_no_table_is_refused(string table) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Commit(table, "p", [Given.Insert("a")], Given.Now).AsTask());

    [Fact]
    public async Task A_page_of_nothing_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Tables.Query("things", "p", "", null, 0, Given.Now).AsTask());

    [Fact]
    public async Task A_call_given_up_before_it_began_does_nothing()
    {
        var gone = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Tables.Commit("things", "p", [Given.Insert("a")], gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Tables.Find("things", "p", "a", gone));
        Assert.Null(await Tables.Find("p", "a"));
    }

    async Task Refused(string partition, params Change[] changes)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Tables.Commit("things", partition, changes, Given.Now));
        Assert.Empty((await Tables.Keys("p")).Except(["a"], StringComparer.Ordinal));
    }

    static string Number(int i) => "k" + i.ToString("D4", CultureInfo.InvariantCulture);
}
