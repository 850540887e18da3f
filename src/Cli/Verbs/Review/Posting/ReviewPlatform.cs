using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using Starface.Cli.Hosting;

namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>A platform with pull requests, and how programs comment on them.</summary>
internal abstract class ReviewPlatform
{
    private static readonly ImmutableArray<ReviewPlatform> All =
        [new GitHubPlatform(), new GitLabPlatform(), new AzureDevOpsPlatform()];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(platform => platform.Name)];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The variable with the token.</summary>
    public abstract string TokenVariable { get; }

    /// <summary>Whether a list of comments has pages, of 100 entries each.</summary>
    public abstract bool HasPages { get; }

    /// <summary>How a comment is replaced.</summary>
    public abstract HttpMethod Replacing { get; }

    /// <summary>A platform by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static ReviewPlatform For(string name) => All.First(platform => platform.Name == name);

    /// <summary>The pull request.</summary>
    /// <param name="number">Its number, or null where the variables say it.</param>
    /// <param name="variable">The variables of the process.</param>
    /// <exception cref="UsageException">The variables do not say it.</exception>
    public abstract PostTarget FindTarget(string? number, Func<string, string?> variable);

    /// <summary>Signs a request.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="token">The token.</param>
    public abstract void Sign(HttpRequestHeaders headers, string token);

    /// <summary>The path of an answer that says who the token belongs to.</summary>
    /// <param name="target">The pull request.</param>
    public abstract string WhoPath(PostTarget target);

    /// <summary>Who the token belongs to.</summary>
    /// <param name="answer">The answer of <see cref="WhoPath"/>; null where the platform does not tell this token.</param>
    public abstract string? AuthorOf(JsonElement? answer);

    /// <summary>The path of a list of comments.</summary>
    /// <param name="target">The pull request.</param>
    /// <param name="page">The page, from 1.</param>
    public abstract string ListPath(PostTarget target, int page);

    /// <summary>The path to which a new comment is sent.</summary>
    /// <param name="target">The pull request.</param>
    public abstract string NewPath(PostTarget target);

    /// <summary>The comments of an answer, and how many entries it has.</summary>
    /// <param name="target">The pull request.</param>
    /// <param name="answer">The answer of <see cref="ListPath"/>.</param>
    public abstract (IEnumerable<PostedComment> Comments, int Entries) Read(PostTarget target, JsonElement answer);

    /// <summary>Writes what is sent.</summary>
    /// <param name="json">Receives the members.</param>
    /// <param name="text">The comment.</param>
    /// <param name="isNew">Whether it is a new one.</param>
    public abstract void Write(Utf8JsonWriter json, string text, bool isNew);

    /// <summary>The value of a variable that must be set.</summary>
    protected static string Need(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value
        ? value
        : throw new UsageException(UsageProblem.Option(
            $"--post: The variable {name} is not set, so that the pull request is not known",
            "run it in a pipeline of a pull request, or set the variable"));

    /// <summary>The address of an interface, which must not send a token in the clear.</summary>
    protected static Uri Address(string text, string variable)
    {
        if (Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            return address;
        }

        throw new UsageException(UsageProblem.Option($"--post: {variable} is not an https address: '{text}'", "set it to the platform's"));
    }

    /// <summary>The number of a pull request.</summary>
    protected static string Number(string text) => text.Length is > 0 and <= 18 && text.All(char.IsAsciiDigit)
        ? text
        : throw new UsageException(UsageProblem.Option($"--pull-request: '{text}' is not a number", "give the number of the pull request"));

    /// <summary>A part of a path.</summary>
    protected static string Part(string text) => Uri.EscapeDataString(text);
}
