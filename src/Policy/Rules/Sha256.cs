using System.Buffers.Binary;

namespace Starface.Policy.Rules;

/// <summary>
/// SHA-256 (FIPS 180-4). The framework's own needs OpenSSL on Linux, and loading that takes longer than everything else that a command does
/// for a few instances.
/// </summary>
/// <remarks>Only for what has to be equal for equal texts and is neither secret nor proof against forgery. Cost: linear.</remarks>
internal static class Sha256
{
    private const int BlockLength = 64;
    private const int LengthOfCount = 8;

    /// <summary>The first bits behind the point of the cube roots of the first 64 primes.</summary>
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
        0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
        0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
        0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
        0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
        0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The 32 bytes of the hash.</summary>
    /// <param name="message">What is hashed.</param>
    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        // The square roots of the first eight primes.
        Span<uint> state =
        [
            0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
        ];
        Span<uint> schedule = stackalloc uint[BlockLength];
        var rest = message;
        for (; rest.Length >= BlockLength; rest = rest.Slice(BlockLength)) Add(rest.Slice(0, BlockLength), state, schedule);

        // The end: a bit that is set, zeros, and the number of bits in eight bytes, in one block or two.
        Span<byte> end = stackalloc byte[2 * BlockLength];
        end.Clear();
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        var last = end.Slice(0, rest.Length + 1 + LengthOfCount <= BlockLength ? BlockLength : 2 * BlockLength);
        BinaryPrimitives.WriteUInt64BigEndian(last.Slice(last.Length - LengthOfCount), (ulong)message.Length * 8);
        for (var at = 0; at < last.Length; at += BlockLength) Add(last.Slice(at, BlockLength), state, schedule);

        var hash = new byte[4 * state.Length];
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * i), state[i]);
        return hash;
    }

    private static void Add(ReadOnlySpan<byte> block, Span<uint> state, Span<uint> schedule)
    {
        for (var i = 0; i < 16; i++) schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block.Slice(4 * i));
        for (var i = 16; i < schedule.Length; i++)
        {
            var (early, late) = (schedule[i - 15], schedule[i - 2]);
            schedule[i] = schedule[i - 16] + (Rotate(early, 7) ^ Rotate(early, 18) ^ (early >> 3))
                + schedule[i - 7] + (Rotate(late, 17) ^ Rotate(late, 19) ^ (late >> 10));
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var i = 0; i < schedule.Length; i++)
        {
            var one = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + (g ^ (e & (f ^ g))) + Constants[i] + schedule[i];
            var two = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) | (c & (a | b)));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static uint Rotate(uint word, int count) => (word >> count) | (word << (32 - count));
}
