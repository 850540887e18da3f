namespace Starface.Drift.Tests;

/// <summary>What strangers write: commands to terminals, build services, shells and pages, and texts that break readers.</summary>
internal static class HostileTexts
{
    public static readonly string[] All =
    [
        "\u001b[2J\u001b]0;x\u0007\u001b]8;;http://evil.example\u001b\\",
        "\u009b1m\u202eturned\u2069\u200b\u2060\ufeff\u00ad\ufe0f\u3164",
        "\r\n::error::pwn\r::set-output name=x::pwn", "::error::pwn", "   ::add-mask::pwn",
        "##vso[task.setvariable variable=pwn]x ##[pwn]", "###vso[task.setvariable variable=pwn]",
        "<!-- ]]> <script>pwn</script> &amp;", "$(pwn) `pwn` ${pwn} '; pwn; \"", "%0A::error::pwn%0D",
        "\u2028::error::pwn\u2029", "[l](http://evil.example) ![i](http://evil.example) @pwn #1 |a|b|",
        "a\\\"b\nnext", "\U000E0041\U0001F600",
        "GH-1 gl-2 (KEY-3) 0123abc 0123456789abcdef0123456789abcdef01234567 sg-0123456789abcdef0 a@evil.example #x !1 %1 $1 &1 ~x ^alert#1",
        "[issue:1] [l]: http://evil.example ftp://evil.example www.evil.example mailto:a@evil.example :100: :a:b: 2001:db8:100::1 :x_y:",
        "{a: [", "- x: *y", "../../etc/passwd", new string('x', 1_000_000),
    ];

    /// <summary>Those that are not long.</summary>
    public static IEnumerable<string> Short => All.Where(text => text.Length < 1000);
}
