using System.Buffers;
using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>The fingerprint of a set of flows.</summary>
internal static class FlowDigest
{
    private const int UsualLength = 16 * 1024;

    /// <summary>The SHA-256 over the canonical text of the flows, one range a line, in lower-case hexadecimal.</summary>
    /// <param name="flows">The flows.</param>
    public static string From(FlowSet flows)
    {
        var text = ArrayPool<char>.Shared.Rent(UsualLength);
        var length = 0;
        flows.VisitDisjointRanges((in FlowRange range) =>
        {
            if (text.Length - length <= FlowText.RoomOf(range)) text = Larger(text, length, FlowText.RoomOf(range));
            length += FlowText.Write(range, text.AsSpan(length));
            text[length++] = '\n';
        });
        var digest = Fingerprint.Hex(text, length);
        ArrayPool<char>.Shared.Return(text);
        return digest;
    }

    private static char[] Larger(char[] text, int length, int room)
    {
        var larger = ArrayPool<char>.Shared.Rent((2 * text.Length) + room);
        text.AsSpan(0, length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(text);
        return larger;
    }
}
