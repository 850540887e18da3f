using System.Text;

namespace Starface.Drift.Json;

/// <summary>Texts in UTF-16, in which Windows PowerShell writes what a command prints.</summary>
internal static class Utf16Text
{
    /// <summary>
    /// The text in UTF-8, where it begins with the mark of UTF-16 and is valid; otherwise the same bytes, which with the mark are not
    /// valid UTF-8 either.
    /// </summary>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> text)
    {
        var isBigEndian = text.Span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!isBigEndian && !text.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return text;
        try
        {
            var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true, throwOnInvalidBytes: true);
            return Encoding.UTF8.GetBytes(encoding.GetString(text.Span[2..]));
        }
        catch (DecoderFallbackException)
        {
            // The bytes begin with the mark, which is not valid UTF-8.
            return text;
        }
    }
}
