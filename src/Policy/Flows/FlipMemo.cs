namespace Starface.Policy.Flows;

/// <summary>The latest results of <see cref="ServicePoolBuilder.Flip(int, int, int)"/>. A result that is pushed out is made anew.</summary>
internal sealed class FlipMemo
{
    /// <summary>How many results there are room for.</summary>
    public const int Size = 8192;

    private readonly Entry[] _entries = new Entry[Size];

    /// <summary>The place of a result; whoever asks looks whether it is the one, and puts it there if not.</summary>
    public ref Entry Of(int set, int from, int end) => ref _entries[Hash.Combine(Hash.Combine(set, from), end) & (Size - 1)];

    /// <summary>A result. The default is none, since no run of services is empty.</summary>
    internal struct Entry
    {
        /// <summary>The set that was flipped.</summary>
        public int Set;

        /// <summary>The first service.</summary>
        public int From;

        /// <summary>The service after the last.</summary>
        public int End;

        /// <summary>The set that came out.</summary>
        public int Result;
    }
}
