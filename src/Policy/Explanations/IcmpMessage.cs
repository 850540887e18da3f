using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>Reads an ICMP message as questions about flows name it: the type, or type and code, such as <c>8/0</c>.</summary>
internal static class IcmpMessage
{
    /// <summary>Reads a message. Without a code it is 0, as in the echo request that is meant by <c>8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="protocol">The protocol, for the problem.</param>
    /// <param name="message">The message, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is none.</param>
    public static bool TryParse(string text, ProtocolRange protocol, out PortRange message, [NotNullWhen(false)] out Problem? problem)
    {
        var parts = text.Split('/');
        var isMessage = TryReadByte(parts[0], out var type) & TryReadByte(parts.Length == 2 ? parts[1] : "0", out var code)
            && parts.Length <= 2;
        message = isMessage ? new PortRange((type * 256) + code) : default;
        problem = isMessage ? null : Malformed(text, protocol);
        return isMessage;
    }

    /// <summary>The problem of a text that is not a message.</summary>
    public static Problem Malformed(string text, ProtocolRange protocol) => Problem.Invalid(
        $"'{text}' is not a valid {protocol} message", "write the type, or type/code, each from 0 to 255, such as 8/0");

    private static bool TryReadByte(string text, out byte value) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
