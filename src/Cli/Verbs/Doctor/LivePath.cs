using Starface.Cli.Verbs.Explain;
using Starface.Policy.Explanations;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What the cloud does with a probe.</summary>
/// <param name="Verdict">Whether it lets it pass.</param>
/// <param name="Reason">The layer and rule that decide, or why it is not known; a part of a sentence.</param>
internal sealed record LivePath(Verdict Verdict, string Reason)
{
    /// <summary>What an answer says.</summary>
    /// <param name="answer">The answer.</param>
    public static LivePath From(LiveAnswer answer)
    {
        var stop = answer.Places
            .SelectMany(place => place.Trace.Layers)
            .FirstOrDefault(layer => layer.Passes == false);
        return new(answer.Verdict, answer.Verdict switch
        {
            Verdict.Allowed => "the cloud permits it",
            Verdict.Denied when stop is null => "the cloud denies it",
            Verdict.Denied when stop!.RuleId is { } rule => $"{stop.Layer.Title} denies it by rule {rule}",
            Verdict.Denied => $"{stop!.Layer.Title} has no rule that permits it",
            _ when !answer.Problems.IsEmpty => $"whether the cloud permits it is not known ({answer.Problems[0].Message})",
            _ => "whether the cloud permits it is not known",
        });
    }
}
