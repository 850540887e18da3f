using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Drift.Json;

/// <summary>What cannot be understood of one item of a document. What can be read of the item all the same is kept.</summary>
internal sealed class ItemProblems
{
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>The problems so far.</summary>
    public ImmutableArray<Problem> All => _problems.ToImmutable();

    /// <summary>Adds an error.</summary>
    public void Add(LiveFormatException error) => _problems.Add(error.Problem);

    /// <summary>Adds a problem where an object has a member that is not known.</summary>
    public void AddUnknown(JsonCursor place, KnownMembers known)
    {
        if (known.ProblemOf(place.Element) is { } unknown) Add(place.Error(unknown));
    }

    /// <summary>What was read, or a replacement where that failed.</summary>
    /// <param name="read">Reads a part of the item.</param>
    /// <param name="otherwise">What counts where the part cannot be understood.</param>
    public T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (LiveFormatException error)
        {
            Add(error);
            return otherwise;
        }
    }
}
