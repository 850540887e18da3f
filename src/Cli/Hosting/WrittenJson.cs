using System.Text.Json;
using Starface.Drift.Files;
using Starface.Drift.Json;
using Starface.Policy.Problems;

namespace Starface.Cli.Hosting;

/// <summary>Reads JSON that this program wrote in an earlier run, or that somebody changed since.</summary>
internal static class WrittenJson
{
    /// <summary>What a file holds.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="display">What people call it.</param>
    /// <param name="what">What it should be, such as <c>a saved plan</c>.</param>
    /// <param name="fix">How to write such a file.</param>
    /// <param name="read">Reads the document; what does not have the expected form may throw as <see cref="JsonElement"/> does.</param>
    /// <exception cref="UsageException">The file cannot be read, is not JSON, or has another form.</exception>
    public static T Read<T>(string path, string display, string what, string fix, Func<JsonElement, T> read)
    {
        try
        {
            return read(JsonCursor.Parse(InputFile.ReadAllBytes(path, InputLimits.Document), new() { File = display }).Element);
        }
        catch (LiveFormatException malformed)
        {
            var (place, message) = (malformed.Problem.Place!, malformed.Problem.Message);
            throw new UsageException(UsageProblem.File(place, $"The file is not {what}: {message}", fix));
        }
        catch (Exception other) when (
            other is FormatException or ArgumentException or OverflowException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file is not {what}: {ForeignText.ToPhrase(other)}", fix));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file cannot be read: {ForeignText.ToPhrase(failed)}"));
        }
    }
}
