using System.Security.Cryptography;
using System.Text;
using Starface.Policy.Rules;

namespace Starface.Policy.Tests.Rules;

/// <summary>The digest's hash beside the framework's, and the examples of FIPS 180-4.</summary>
public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_examples_of_the_standard_have_their_hashes(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha256.Hash(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Every_length_around_the_ends_of_blocks_has_the_frameworks_hash()
    {
        var random = new Random(1);
        for (var length = 0; length <= 1_100; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);

            Assert.Equal(SHA256.HashData(message), Sha256.Hash(message));
        }
    }

    [FsCheck.Xunit.Property(MaxTest = 500)]
    public void Every_message_has_the_frameworks_hash(byte[] message) => Assert.Equal(SHA256.HashData(message), Sha256.Hash(message));

    [Fact]
    public void A_large_message_has_the_frameworks_hash()
    {
        var message = new byte[3_000_001];
        new Random(2).NextBytes(message);

        Assert.Equal(SHA256.HashData(message), Sha256.Hash(message));
    }
}
