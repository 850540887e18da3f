using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy;

/// <summary>
/// The form of the names of remote hosts: fully qualified domain names (RFC 1123, section 2.1). A name that begins with a service and a
/// protocol, as <c>_sips._tcp.example.com</c>, is that of SRV records (RFC 2782) and stands for the hosts that they name.
/// </summary>
internal static class HostName
{
    private const int MaximumLength = 253;
    private static readonly string[] Protocols = ["_tcp", "_udp", "_tls", "_sctp"];
    private const int MaximumLabelLength = 63;

    /// <summary>Whether a valid name is that of SRV records, and not of a host.</summary>
    /// <param name="name">The name.</param>
    public static bool IsService(string name) => name[0] == '_';

    /// <summary>
    /// Whether a text is a host name: at least two labels of letters, digits and inner hyphens with dots between them,
    /// without scheme, port, path, wildcard or trailing dot. An IPv4 address is not a host name.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why the text is invalid and how to fix it: a sentence about "it". Null when the text is valid.</param>
    public static bool IsValid([NotNullWhen(true)] string? text, [NotNullWhen(false)] out Problem? problem)
    {
        problem = Find(text);
        return problem is null;
    }

    private static Problem? Find(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Problem.Invalid("it is empty", "write a name such as 'license.starface.de'");
        if (text!.Contains("://"))
            return Problem.Invalid("it is a URL", "write the host name alone");
        if (text.Length > MaximumLength)
            return Problem.Invalid(FormattableString.Invariant($"it has {text.Length} characters; the most are {MaximumLength}"));
        var labels = text.Split('.');
        if (labels[labels.Length - 1].Length == 0)
            return Problem.Invalid("it ends with a dot", "remove it");
        if (labels.Length < 2)
            return Problem.Invalid("it has no dot", "write the fully qualified name");
        if (IsService(text) && labels.Length > 3 && Protocols.Contains(labels[1], StringComparer.OrdinalIgnoreCase))
            labels = [labels[0].Substring(1), .. labels.Skip(2)];
        foreach (var label in labels)
            if (FindInLabel(label) is { } problem)
                return problem;
        return labels[labels.Length - 1].All(c => c is >= '0' and <= '9')
            ? Problem.Invalid("its last label is a number, as in an address", "write an address in Addresses")
            : null;
    }

    private static Problem? FindInLabel(string label)
    {
        if (label.Length == 0)
            return Problem.Invalid("it has two dots in a row or starts with one", "remove one");
        if (label.Length > MaximumLabelLength)
        {
            return Problem.Invalid(
                FormattableString.Invariant($"its label '{label}' has {label.Length} characters; the most are {MaximumLabelLength}"));
        }

        foreach (var character in label)
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'))
                return Problem.Invalid($"it contains '{character}'; a host name has letters from a to z, digits, hyphens and dots only");
        return label[0] == '-' || label[label.Length - 1] == '-'
            ? Problem.Invalid($"its label '{label}' starts or ends with a hyphen", "remove it")
            : null;
    }
}
