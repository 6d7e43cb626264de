namespace ChuanKhuy.Core.Knowledge;

/// <summary>How much two texts speak of the same, by the triples of letters they share; rare triples of the source weigh more.</summary>
sealed class Likeness
{
    readonly Dictionary<int, double>[] vectors;

    public Likeness(IReadOnlyList<Spelled> texts)
    {
        vectors = [.. texts.Select(Triples)];
        var known = new Dictionary<int, int>();
        foreach (var vector in vectors)
            foreach (var triple in vector.Keys) known[triple] = known.GetValueOrDefault(triple) + 1;
        foreach (var vector in vectors)
            foreach (var triple in vector.Keys.ToList()) vector[triple] *= Math.Log((1.0 + texts.Count) / known[triple]);
    }

    public Dictionary<int, double> Sum(IEnumerable<int> texts)
    {
        var sum = new Dictionary<int, double>();
        foreach (var text in texts)
            foreach (var (triple, weight) in vectors[text]) sum[triple] = sum.GetValueOrDefault(triple) + weight;
        return sum;
    }

    public double To(int text, Dictionary<int, double> other) => Cosine(vectors[text], other);

    /// <summary>0: nothing shared; 1: the same words.</summary>
    public static double Cosine(Dictionary<int, double> a, Dictionary<int, double> b)
    {
        if (a.Count > b.Count) (a, b) = (b, a);
        var (dot, both) = (0.0, Norm(a) * Norm(b));
        foreach (var (triple, weight) in a) dot += weight * b.GetValueOrDefault(triple);
        return both > 0 ? dot / both : 0;
    }

    static double Norm(Dictionary<int, double> a)
    {
        var sum = 0.0;
        foreach (var weight in a.Values) sum += weight * weight;
        return Math.Sqrt(sum);
    }

    static Dictionary<int, double> Triples(Spelled text)
    {
        var triples = new Dictionary<int, double>();
        for (var i = 0; i + 2 < text.Bare.Length; i++)
        {
            var triple = Letter(text.Bare[i]) << 16 | Letter(text.Bare[i + 1]) << 8 | Letter(text.Bare[i + 2]);
            triples[triple] = triples.GetValueOrDefault(triple) + 1;
        }
        return triples;
    }

    static int Letter(char c) => c & 0xFF;
}
