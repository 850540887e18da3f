using System.Collections.Frozen;

namespace Starface.Drift.Live;

/// <summary>The names that secrets have in the languages of clouds, shells and protocols.</summary>
internal static class SecretNames
{
    private const int Longest = 80;

    /// <summary>What a name contains, without its punctuation and in lower case.</summary>
    private static readonly string[] Parts =
    [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "accountkey", "sharedkey", "privatekey",
        "subscriptionkey", "functionskey", "encryptionkey", "masterkey", "signingkey", "accesssignature", "assertion", "authorization",
        "cookie", "connectionstring", "encryptionsalt", "devicecode", "authcode", "authorizationcode", "samlresponse", "xamzsignature",
        "xamzcredential", "wresult", "sessionid",
    ];

    private static readonly FrozenSet<string> Whole =
        FrozenSet.Create(
            StringComparer.Ordinal, "pwd", "pass", "sig", "signature", "sas", "secure", "auth", "jwt", "psk", "hmac", "otp", "pin", "sid",
            "session", "credential", "phpsessid");

    /// <summary>How the codes of errors and the names of pages begin that contain such a word.</summary>
    private static readonly string[] Harmless =
        ["invalid", "expired", "missing", "unknown", "unrecognized", "unexpected", "next", "continuation", "skip", "max", "unsupported"];

    /// <summary>Whether the value of a name is a secret.</summary>
    public static bool Contains(ReadOnlySpan<char> name)
    {
        if (name.Length > Longest) name = name[^Longest..];
        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) plain[length++] = char.ToLowerInvariant(c);
        }

        plain = plain[..length];
        if (Whole.GetAlternateLookup<ReadOnlySpan<char>>().Contains(plain)) return true;
        foreach (var start in Harmless)
        {
            if (plain.StartsWith(start, StringComparison.Ordinal)) return false;
        }

        foreach (var part in Parts)
        {
            if (plain.IndexOf(part, StringComparison.Ordinal) >= 0) return true;
        }

        return false;
    }

    /// <summary>Whether the value of a name goes on to the end of the line.</summary>
    public static bool IsHeader(ReadOnlySpan<char> name) =>
        name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) || name.EndsWith("cookie", StringComparison.OrdinalIgnoreCase);
}
