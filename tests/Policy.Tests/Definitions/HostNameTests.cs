namespace Starface.Policy.Tests.Definitions;

public sealed class HostNameTests
{
    public static TheoryData<string> Valid =>
    [
        "license.starface.de", "a.b", "A-Z.a-z.Z0", "0.9z", "xn--grn-goa.example", "1.2.3.4a",
        "_sips._tcp.example.com", "_stun._UDP.example.com",
        $"{new string('a', 63)}.de",
        string.Join('.', Enumerable.Repeat(new string('a', 62), 4)) + ".d",
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Labels_of_letters_digits_and_inner_hyphens_make_a_name(string text)
    {
        Assert.True(HostName.IsValid(text, out var problem));
        Assert.Null(problem);
    }

    public static TheoryData<string?, string> Invalid => new()
    {
        { null, "it is empty; write a name such as 'license.starface.de'" },
        { "", "it is empty; write a name such as 'license.starface.de'" },
        { "https://license.starface.de", "it is a URL; write the host name alone" },
        { string.Join('.', Enumerable.Repeat(new string('a', 62), 4)) + ".de", "it has 254 characters; the most are 253" },
        { "license.starface.de.", "it ends with a dot; remove it" },
        { ".", "it ends with a dot; remove it" },
        { "license", "it has no dot; write the fully qualified name" },
        { "license..de", "it has two dots in a row or starts with one; remove one" },
        { ".starface.de", "it has two dots in a row or starts with one; remove one" },
        { $"{new string('a', 64)}.de", $"its label '{new string('a', 64)}' has 64 characters; the most are 63" },
        { "*.starface.de", "it contains '*'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "license.starface.de:443", "it contains ':'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "license.starface.de/x", "it contains '/'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "grün.de", "it contains 'ü'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "a@.de", "it contains '@'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "a[.de", "it contains '['; a host name has letters from a to z, digits, hyphens and dots only" },
        { "a`.de", "it contains '`'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "a{.de", "it contains '{'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "_sips.example.com", "it contains '_'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "_sips._quic.example.com", "it contains '_'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "_sips._tcp.com", "it contains '_'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "_._tcp.example.com", "it has two dots in a row or starts with one; remove one" },
        { "__a._tcp.example.com", "it contains '_'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "a._tcp.example.com", "it contains '_'; a host name has letters from a to z, digits, hyphens and dots only" },
        { "-a.de", "its label '-a' starts or ends with a hyphen; remove it" },
        { "www.a-.de", "its label 'a-' starts or ends with a hyphen; remove it" },
        { "192.0.2.1", "its last label is a number, as in an address; write an address in Addresses" },
        { "host.09", "its last label is a number, as in an address; write an address in Addresses" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_is_no_name_says_why_and_how_to_mend_it(string? text, string expected)
    {
        Assert.False(HostName.IsValid(text, out var problem));
        Assert.Equal(expected, problem.Text);
    }
}
