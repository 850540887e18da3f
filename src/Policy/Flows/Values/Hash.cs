namespace Starface.Policy.Flows;

/// <summary>Hash codes that are the same on every machine and in every run, unlike those of <c>HashCode</c>.</summary>
internal static class Hash
{
    public static int Combine(int left, int right) => unchecked((int)Mix((uint)left * 0x9E3779B1u ^ (uint)right));

    public static int Combine(ReadOnlySpan<int> values)
    {
        unchecked
        {
            var hash = (uint)values.Length;
            foreach (var value in values)
                hash = (hash ^ (uint)value) * 0x9E3779B1u ^ (hash >> 15);
            return (int)Mix(hash);
        }
    }

    private static uint Mix(uint value)
    {
        unchecked
        {
            value ^= value >> 16;
            value *= 0x85EBCA6Bu;
            value ^= value >> 13;
            value *= 0xC2B2AE35u;
            return value ^ (value >> 16);
        }
    }
}
