using System.Text;

namespace Starface.Probes.Clients;

/// <summary>The beginning of an answer for people: what is printable of it, and no more than a few words.</summary>
internal static class Quoted
{
    private const int Most = 40;

    /// <summary>The first line, in quotes.</summary>
    /// <param name="answer">The answer.</param>
    public static string From(ReadOnlySpan<byte> answer)
    {
        var text = new StringBuilder("'");
        foreach (var octet in answer[..Math.Min(answer.Length, Most)])
        {
            if (octet is (byte)'\r' or (byte)'\n' && text.Length > 1) break;
            text.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '.');
        }

        return text.Append('\'').ToString();
    }
}
