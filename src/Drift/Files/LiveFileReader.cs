using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Files;

/// <summary>Reads files with live groups. The content tells what a file is.</summary>
/// <param name="clouds">The clouds whose files are read.</param>
/// <param name="input">Opens standard input; null where there is none.</param>
internal sealed class LiveFileReader(CloudConnectors clouds, Func<Stream>? input = null)
{
    /// <summary>The name of standard input in place of a file's.</summary>
    private const string StandardInput = "-";

    /// <summary>The groups of several files, such as the output of both AWS calls. Nothing that is wrong with a file throws.</summary>
    /// <param name="files">The paths, with what each is called in messages.</param>
    public LiveSurvey Read(IEnumerable<(string Path, string Display)> files)
    {
        var surveys = files.Select(file => Read(file.Path, file.Display)).ToList();
        return clouds.All.Aggregate(Merge(LiveSurvey.Join(surveys)), (survey, connector) => connector.Files.Complete(survey));
    }

    /// <summary>The groups of one document.</summary>
    public LiveSurvey Parse(ReadOnlyMemory<byte> json, string display)
    {
        var place = new Place { File = display };
        try
        {
            if (json.Span.TrimStart(" \t\r\n"u8) is [not ((byte)'{' or (byte)'[' or 0xEF or 0xFE or 0xFF), ..])
                throw JsonCursor.Malformed(place, "Not a JSON object or list", "export it with --output json");
            var root = JsonCursor.Parse(json, place);
            if (root.Element.ValueKind == JsonValueKind.Object && PulumiStateReader.CanRead(root))
                return PulumiStateReader.Read(root, display, clouds).Survey;
            foreach (var connector in clouds.All)
            {
                if (connector.Files.Read(root, display) is { } survey) return survey;
            }

            var commands = clouds.All.SelectMany(connector => connector.Files.Commands).Select(command => $"'{command}'");
            var known = $"{string.Join(", ", commands)} or 'pulumi stack export'";
            return LiveSurvey.Failed(root.Error("is nothing this program knows", $"give the output of {known}").Problem);
        }
        catch (LiveFormatException malformed)
        {
            return LiveSurvey.Failed(malformed.Problem);
        }
    }

    /// <summary>The state of a file that names groups.</summary>
    /// <exception cref="LiveFormatException">It cannot be read.</exception>
    public StateSnapshot ReadState(string path, string display)
    {
        if (!TryRead(path, display, out var json, out var problem)) throw new LiveFormatException(problem);
        var root = JsonCursor.Parse(json, new Place { File = display });
        return root.Element.ValueKind == JsonValueKind.Object && PulumiStateReader.CanRead(root)
            ? PulumiStateReader.Read(root, display, clouds)
            : throw root.Error("has no 'deployment'", "give the output of 'pulumi stack export'");
    }

    private LiveSurvey Read(string path, string display)
    {
        try
        {
            if (display == StandardInput) return Parse(ReadInput(), "standard input");
            if (!FileKind.IsPipe(path))
            {
                using var stream = InputFile.OpenRegular(path);
                if (ReadLarge(stream, display) is { } survey) return survey;
            }
        }
        catch (LiveFormatException malformed)
        {
            return LiveSurvey.Failed(malformed.Problem);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return LiveSurvey.Failed(Unread(path, display, failed));
        }

        return TryRead(path, display, out var json, out var unread) ? Parse(json, display) : LiveSurvey.Failed(unread);
    }

    private LiveSurvey? ReadLarge(Stream stream, string display)
    {
        foreach (var connector in clouds.All)
        {
            stream.Position = 0;
            if (connector.Files.ReadLarge(stream, display) is { } survey) return survey;
        }

        return null;
    }

    private byte[] ReadInput()
    {
        using var stream = input?.Invoke() ?? Stream.Null;
        return InputFile.ReadAllBytes(stream, InputLimits.Document);
    }

    private bool TryRead(string path, string display, out byte[] json, [NotNullWhen(false)] out Problem? problem)
    {
        (json, problem) = ([], null);
        try
        {
            json = display == StandardInput ? ReadInput() : InputFile.ReadAllBytes(path, InputLimits.Document);
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            problem = Unread(path, display, failed);
            return false;
        }
    }

    private static Problem Unread(string path, string display, Exception failed) => (Directory.Exists(path)
        ? Problem.Error(ProblemIds.SourceUnread, "It is a folder, not a file", "name each of its files")
        : Problem.Error(ProblemIds.SourceUnread, $"The file cannot be read: {ForeignText.ToPhrase(failed)}")) with
    {
        Place = new Place { File = display },
    };

    /// <summary>The same group from several documents is one group.</summary>
    private LiveSurvey Merge(LiveSurvey survey)
    {
        var merged = survey.Groups
            .GroupBy(NamelessGroup.KeyOf)
            .Select(same => same.Skip(1).Any() ? clouds.For(same.Key.Cloud).Files.Join([.. same]) : same.First())
            .Select(group => group with { PrefixLists = group.PrefixLists.SetItems(survey.PrefixLists) });
        return survey with { Groups = [.. merged] };
    }
}
