using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// The released items as readers find them. The index is built from the store at the first search, and anew when the store has changed: before the
/// next search for a change made through this process, beside the running searches (which use the old one) for a change of another process,
/// noticed at most two seconds later.
/// </summary>
public sealed class Library(KnowledgeStore store, TimeProvider time)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    volatile Shelf? shelf;
    Task<Shelf>? building;

    /// <summary>The best items first, with what readers see of each.</summary>
    public async ValueTask<IReadOnlyList<Found>> Search(string question, int most, CancellationToken ct)
    {
        var open = await Open(ct);
        return [.. open.Index.Find(question, most).Select(hit => new Found(hit, open.Items[hit.Id]))];
    }

    /// <summary>An item that readers may see; null when there is none.</summary>
    public async ValueTask<Item?> Find(string id, CancellationToken ct) => (await Open(ct)).Items.GetValueOrDefault(id);

    /// <summary>Everything that readers may see, by title.</summary>
    public async ValueTask<IReadOnlyList<Item>> All(CancellationToken ct) =>
        [.. (await Open(ct)).Items.Values.OrderBy(item => item.Released!.Title, ThaiOrder.Words)];

    /// <summary>Released items with nearly this title: for a warning before another one is let out.</summary>
    public async ValueTask<IReadOnlyList<Found>> Like(Item item, CancellationToken ct)
    {
        const double Nearly = 1.2;
        return [.. (await Search(item.Working.Title, 5, ct)).Where(found => found.Item.Id != item.Id && found.Hit.Score >= Nearly)];
    }

    async ValueTask<Shelf> Open(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (shelf is not { } held || held.Written != store.Written) return await Building().WaitAsync(ct);
        if (now < held.LookedAt + LookEvery && now >= held.LookedAt) return held;
        if (await store.Stamp(ct) == held.Stamp) return shelf = held with { LookedAt = now };
        _ = Building();
        return held;
    }

    /// <summary>One build at a time for all who wait for it.</summary>
    Task<Shelf> Building()
    {
        lock (gate) return building ??= Build();
    }

    async Task<Shelf> Build()
    {
        try
        {
            await Task.Yield(); // whoever asked goes on
            while (true)
            {
                // Both are read before the items: what changes in between is noticed.
                var (written, now, stamp) = (store.Written, time.GetUtcNow(), await store.Stamp(CancellationToken.None));
                var items = new Dictionary<string, Item>(StringComparer.Ordinal);
                await foreach (var row in store.All(CancellationToken.None))
                    if (Review.Visible(row.Value) is not null) items[row.Value.Id] = row.Value;
                var index = new SearchIndex([.. items.Values.Select(item => Text(item.Id, item.Released!))]);
                if (store.Written == written) return shelf = new(index, items, stamp, written, now);
            }
        }
        finally
        {
            lock (gate) building = null;
        }
    }

    static Searchable Text(string id, ItemText text) =>
        new(id, text.Title, string.Join('\n', [text.Body, .. text.Keywords.Concat(text.Tags).Distinct(StringComparer.Ordinal)]));

    sealed record Shelf(SearchIndex Index, IReadOnlyDictionary<string, Item> Items, string Stamp, int Written, DateTimeOffset LookedAt);
}

/// <summary>An item that was found, and where in it.</summary>
public sealed record Found(Hit Hit, Item Item);
