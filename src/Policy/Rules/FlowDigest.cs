using System.Buffers;
using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>The fingerprint of a set of flows.</summary>
internal static class FlowDigest
{
    private const int UsualLength = 16 * 1024;

    /// <summary>
    /// Sets with more ranges are hashed in the form in which they are stored: n prefixes that cross n ports have n² ranges without overlap.
    /// No policy that fits into a cloud has as many.
    /// </summary>
    private const int MostRanges = 100_000;

    /// <summary>
    /// The SHA-256 over the canonical text of the flows, one range a line, in lower-case hexadecimal: the same exactly for equal sets.
    /// </summary>
    /// <param name="flows">The flows.</param>
    public static string From(FlowSet flows)
    {
        if (flows.CountDisjointRanges() > MostRanges) return Fingerprint.Hex(flows.CanonicalText().ToLowerInvariant());
        var text = ArrayPool<char>.Shared.Rent(UsualLength);
        var length = 0;
        flows.VisitDisjointRanges((in FlowRange range) =>
        {
            if (text.Length - length <= FlowText.RoomOf(range)) text = Larger(text, length, FlowText.RoomOf(range));
            var from = length;
            length += FlowText.Write(range, text.AsSpan(length));
            if (range.Remote.IsGroup) ToLower(text.AsSpan(from, length - from));
            text[length++] = '\n';
        });
        var digest = Fingerprint.Hex(text, length);
        ArrayPool<char>.Shared.Return(text);
        return digest;
    }

    /// <summary>The names of clouds are the same in any letter case, or have only small letters.</summary>
    private static void ToLower(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++) text[i] = char.ToLowerInvariant(text[i]);
    }

    private static char[] Larger(char[] text, int length, int room)
    {
        var larger = ArrayPool<char>.Shared.Rent((2 * text.Length) + room);
        text.AsSpan(0, length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(text);
        return larger;
    }
}
