using System.Collections.Immutable;
using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Files;

/// <summary>Reads files with live groups; what a file is, its content says.</summary>
internal static class LiveFile
{
    /// <summary>The groups of several files, such as the output of both AWS calls. Nothing that is wrong with a file throws.</summary>
    /// <param name="files">The paths, with what each is called in messages.</param>
    public static LiveSurvey Read(IEnumerable<(string Path, string Display)> files)
    {
        var surveys = files.Select(file => Read(file.Path, file.Display)).ToList();
        return Merge(LiveSurvey.Join(surveys));
    }

    /// <summary>The groups of one document.</summary>
    public static LiveSurvey Parse(ReadOnlyMemory<byte> json, string display)
    {
        try
        {
            var root = JsonCursor.Parse(json, display);
            if (AwsJsonReader.IsSlice(root))
                return LiveSurvey.Failed(root.Error("is a part of what 'aws ec2 describe-security-groups' or 'describe-security-group-rules' prints, which does not tell whether there is more. Give the whole output, without --query").Message);
            if (root.Element.ValueKind == System.Text.Json.JsonValueKind.Array) return AzureJsonReader.Read(root, display);
            if (PulumiStateReader.CanRead(root)) return PulumiStateReader.Read(root, display).Survey;
            if (AwsJsonReader.CanRead(root)) return AwsJsonReader.Read(root, display);
            if (PrefixListReader.CanRead(root)) return PrefixListReader.Read(root, display);
            if (AzureJsonReader.CanRead(root)) return AzureJsonReader.Read(root, display);
            return LiveSurvey.Failed(root.Error(
                "is nothing this program knows. Give the output of 'aws ec2 describe-security-groups', 'aws ec2 describe-security-group-rules', "
                    + "'get-managed-prefix-list-entries', 'az network nsg show', 'az network nsg list' or 'pulumi stack export'").Message);
        }
        catch (LiveFormatException problem)
        {
            return LiveSurvey.Failed(problem.Message);
        }
    }

    /// <summary>The state of a file that names groups.</summary>
    /// <exception cref="LiveFormatException">It cannot be read.</exception>
    public static StateSnapshot ReadState(string path, string display)
    {
        if (!TryRead(path, display, out var json, out var problem)) throw new LiveFormatException(problem);
        var root = JsonCursor.Parse(json, display);
        return PulumiStateReader.CanRead(root) ? PulumiStateReader.Read(root, display) : throw root.Error("has no 'deployment': give the output of 'pulumi stack export'");
    }

    private static LiveSurvey Read(string path, string display)
    {
        try
        {
            // The groups of a fleet are many; the other documents are not.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (stream.CanSeek && JsonArrayStream.BeginsWith(stream, AwsJsonReader.Lists)) return AwsJsonReader.Read(stream, display);
        }
        catch (LiveFormatException problem)
        {
            return LiveSurvey.Failed(problem.Message);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return LiveSurvey.Failed(Unread(display, failed));
        }

        return TryRead(path, display, out var json, out var unread) ? Parse(json, display) : LiveSurvey.Failed(unread);
    }

    private static bool TryRead(string path, string display, out byte[] json, out string problem)
    {
        (json, problem) = ([], "");
        try
        {
            json = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            problem = Unread(display, failed);
            return false;
        }
    }

    private static string Unread(string display, Exception failed) => $"{display}: the file cannot be read: {failed.Message}";

    /// <summary>The same group from two calls is one group: the call with rule ids and tags gives the rules, the other name and tags.</summary>
    private static LiveSurvey Merge(LiveSurvey survey)
    {
        var merged = ImmutableArray.CreateBuilder<LiveGroup>();
        var problems = survey.Problems;
        // What has no id has a problem that says so, and is no other group's double.
        foreach (var same in survey.Groups.GroupBy(group => (group.Cloud, group.Id, Nameless: group.Id == NamelessGroup.Id ? group : null)))
        {
            var parts = same.ToList();
            if (parts.Count == 1)
            {
                merged.Add(parts[0]);
                continue;
            }

            var detailed = parts.Where(part => part.Tags is null).ToList();
            var named = parts.Where(part => part.Tags is not null).ToList();
            if (same.Key.Cloud == Cloud.Aws && detailed.Count == 1 && named.Count == 1)
            {
                merged.Add(AwsJsonReader.WithRules(named[0], detailed[0].Rules, detailed[0].Problems));
                continue;
            }

            merged.Add(parts[0]);
            var places = parts.Select(part => part.Place).Distinct(StringComparer.Ordinal).ToList();
            problems = problems.Add($"The group {same.Key.Id} stands {(places.Count == 1 ? $"{parts.Count} times in {places[0]}" : $"in {string.Join(" and ", places)}")}: give each group once.");
        }

        return new LiveSurvey([.. merged.Select(group => group with { PrefixLists = group.PrefixLists.SetItems(survey.PrefixLists) })], problems) { PrefixLists = survey.PrefixLists };
    }
}
