using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChuanKhuy.Core.Feedback;

/// <summary>
/// One bucket of a session's feedback. The three lists are sorted each on its own, so that nothing in a box joins a rating or a comment to a person:
/// no order of arrival, no time, no common key.
/// </summary>
/// <param name="Who">Keyed hashes of those who answered, sorted.</param>
/// <param name="Ratings">One text a person, ratings in the order of the form's items ("5,4,5,-,5"), sorted.</param>
/// <param name="Comments">Free texts, sorted.</param>
public sealed record Box(IReadOnlyList<string> Who, IReadOnlyList<string> Ratings, IReadOnlyList<string> Comments)
{
    public static Box Empty { get; } = new([], [], []);

    /// <summary>The box with one more answer; null when this person's hash is in it already.</summary>
    public Box? Add(string hash, IReadOnlyList<int?> ratings, params IReadOnlyList<string?> texts)
    {
        if (Who.Contains(hash, StringComparer.Ordinal)) return null;
        return new(Sorted(Who, [hash]), Sorted(Ratings, [Vector(ratings)]), Sorted(Comments, texts.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))));
    }

    /// <summary>The rating vectors as numbers; null where an item was left out.</summary>
    public IEnumerable<IReadOnlyList<int?>> Read() => Ratings.Select(IReadOnlyList<int?> (text) =>
        [.. text.Split(',').Select(part => part == "-" ? (int?)null : int.Parse(part, CultureInfo.InvariantCulture))]);

    /// <summary>The hash under which a person's answering is known: HMAC-SHA256 with the store's feedback key.</summary>
    public static string Hash(ReadOnlySpan<byte> key, string session, string person) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{session}|{person}")).AsSpan(0, 16));

    /// <summary>
    /// How many boxes a session gets: one for each hundred people who came, so that a box never holds a crowd too small to hide in.
    /// </summary>
    public static int Buckets(int present) => Math.Max(1, present / 100);

    /// <summary>Which box a hash belongs to.</summary>
    public static int Bucket(string hash, int buckets) =>
        (int)(uint.Parse(hash.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % (uint)buckets);

    static string Vector(IReadOnlyList<int?> ratings) =>
        string.Join(',', ratings.Select(r => r is { } value ? value.ToString(CultureInfo.InvariantCulture) : "-"));

    static IReadOnlyList<string> Sorted(IReadOnlyList<string> list, IEnumerable<string> more) => [.. list.Concat(more).Order(StringComparer.Ordinal)];
}
