namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// What arrives for one key while its predecessors are being decided waits in line, and is then decided together with whatever else waits.
/// The first in line leads: it decides for as many behind it as fit, and calls the next one to lead. No thread, no timer and no task of its own.
/// It only saves work: whoever decides must be right without it, because other processes do not stand in this line.
/// </summary>
/// <param name="most">How many may be decided together at most.</param>
/// <param name="together">Decides one or more from the front of the list and answers them in their order; the others wait for the next turn.</param>
public sealed class Lane<TItem, TAnswer>(int most, Func<string, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> together)
{
    readonly Lock gate = new();
    readonly Dictionary<string, Queue<Turn>> lines = new(StringComparer.Ordinal);

    /// <summary>The answer to this item, once it is kept. What stands in line is decided even when nobody waits for the answer any more.</summary>
    public async Task<TAnswer> Take(string key, TItem item)
    {
        var turn = new Turn(item);
        bool first;
        lock (gate)
        {
            if (!lines.TryGetValue(key, out var line)) lines[key] = line = new();
            line.Enqueue(turn);
            first = line.Count == 1;
        }
        if (first || await turn.Leads.Task) await Lead(key);
        return await turn.Answer.Task;
    }

    async Task Lead(string key)
    {
        List<Turn> group;
        lock (gate) group = [.. lines[key].Take(most)];
        var decided = group.Count;
        try
        {
            var answers = await together(key, [.. group.Select(turn => turn.Item)]);
            decided = answers.Count;
            if (decided == 0) throw new InvalidOperationException("Nobody in line was answered.");
            for (var i = 0; i < decided; i++) group[i].Answer.SetResult(answers[i]);
        }
        catch (Exception fault)
        {
            decided = group.Count;
            foreach (var turn in group) turn.Answer.TrySetException(fault);
        }
        CallNext(key, decided);
    }

    void CallNext(string key, int decided)
    {
        Turn? next;
        List<Turn> gone = [];
        lock (gate)
        {
            var line = lines[key];
            for (var i = 0; i < decided; i++) gone.Add(line.Dequeue());
            if (!line.TryPeek(out next)) lines.Remove(key);
        }
        foreach (var turn in gone) turn.Leads.TrySetResult(false);
        next?.Leads.TrySetResult(true);
    }

    sealed class Turn(TItem item)
    {
        public TItem Item => item;
        public TaskCompletionSource<bool> Leads { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
