using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Live;

/// <summary>Reads files that hold groups of one cloud.</summary>
internal interface ICloudFiles
{
    /// <summary>The commands whose output is read, for messages.</summary>
    ImmutableArray<string> Commands { get; }

    /// <summary>The groups of a document, or null when it is not one of this cloud's.</summary>
    /// <param name="root">The document.</param>
    /// <param name="display">What the file is called in messages.</param>
    /// <exception cref="LiveFormatException">It is one of this cloud's, and cannot be read.</exception>
    LiveSurvey? Read(JsonCursor root, string display);

    /// <summary>The groups of a large file, group by group, or null when it has to be read as a whole.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="display">What the file is called in messages.</param>
    /// <exception cref="LiveFormatException">It is not valid JSON, or is incomplete.</exception>
    LiveSurvey? ReadLarge(Stream stream, string display) => null;

    /// <summary>What the documents of a command tell together, where one of them alone does not tell all of it.</summary>
    /// <param name="survey">What all of them hold.</param>
    LiveSurvey Complete(LiveSurvey survey) => survey;

    /// <summary>One group from the parts or reads that several documents hold of it.</summary>
    LiveGroup Join(IReadOnlyList<LiveGroup> parts) => RepeatedReads.Join(parts);
}
