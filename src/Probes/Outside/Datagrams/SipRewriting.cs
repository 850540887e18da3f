using System.Collections.Immutable;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>One difference between a SIP message as it was sent and as it arrived.</summary>
/// <param name="Part">What differs: the request line, a header, or a line of the body, such as <c>Contact</c> or <c>c=</c>.</param>
/// <param name="Sent">What was sent, or null where the part was added on the way.</param>
/// <param name="Arrived">What arrived, or null where the part is missing.</param>
internal sealed record SipRewriting(string Part, string? Sent, string? Arrived)
{
    private const string StartLine = "the first line";
    private const string Order = "the order of lines, or white space";
    private const int MostRewritings = 32;
    private const int MostCharacters = 200;

    /// <summary>Finds what was rewritten on the way; nothing where every byte arrived as it was sent.</summary>
    /// <param name="sent">The message as it was sent.</param>
    /// <param name="arrived">The message as it arrived.</param>
    public static ImmutableArray<SipRewriting> Find(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> arrived)
    {
        if (sent.SequenceEqual(arrived)) return [];
        var (before, after) = (PartsOf(sent), PartsOf(arrived));
        var names = before.Concat(after).Select(part => part.Name).Distinct(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<SipRewriting> found =
        [
            .. names.SelectMany(name => Compare(name, Values(before, name), Values(after, name))).Take(MostRewritings),
        ];
        return found.IsEmpty ? [new SipRewriting(Order, null, null)] : found;
    }

    /// <summary>The difference in words.</summary>
    public string Describe() => (Sent, Arrived) switch
    {
        (null, null) => Part,
        (null, _) => $"{Part} was added: {Arrived}",
        (_, null) => $"{Part} is missing",
        _ => $"{Part} was '{Sent}', and arrived as '{Arrived}'",
    };

    /// <summary>The values of one name: those that are on one side only, paired in their order.</summary>
    private static IEnumerable<SipRewriting> Compare(string name, List<string> sent, List<string> arrived)
    {
        foreach (var same in sent.ToList())
        {
            if (arrived.Remove(same)) sent.Remove(same);
        }

        for (var i = 0; i < Math.Max(sent.Count, arrived.Count); i++)
            yield return new SipRewriting(name, Cut(sent.ElementAtOrDefault(i)), Cut(arrived.ElementAtOrDefault(i)));
    }

    private static List<(string Name, string Value)> PartsOf(ReadOnlySpan<byte> message)
    {
        var head = SipMessage.HeadOf(message);
        return
        [
            (StartLine, head[0]),
            .. head.Skip(1).Select(line => Split(line, ':')),
            .. SipMessage.BodyOf(message).Where(line => line.Length > 0).Select(line => Split(line, '=')),
        ];

        static (string Name, string Value) Split(string line, char mark) => line.IndexOf(mark) is >= 0 and var at
            ? (mark == '=' ? line[..(at + 1)] : line[..at].Trim(), line[(at + 1)..].Trim())
            : (line, "");
    }

    private static List<string> Values(List<(string Name, string Value)> parts, string name) =>
        [.. parts.Where(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(part => part.Value)];

    private static string? Cut(string? text) => text?.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
}
