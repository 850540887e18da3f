using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Diff;
using Starface.Cli.Verbs.Review.Posting;

namespace Starface.Cli.Verbs.Review;

/// <summary><c>review</c>: what a change of the repository opens, closes and cuts, as one comment.</summary>
internal sealed class ReviewCommand : FullCommand
{
    private const string DefaultId = "default";

    private readonly Option<string> _base = new("--base")
    {
        HelpName = "REF",
        Description = "The branch that the change goes to, or another commit. What is compared is the commit where the change left it.",
    };

    private readonly Option<string> _head = new("--head")
    {
        HelpName = "REF",
        Description = "The commit with the change. What is not committed is not looked at.",
        DefaultValueFactory = static _ => "HEAD",
    };

    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project.",
    };

    private readonly Option<string[]> _allowCut = AgainstOptions.AllowCutOption();
    private readonly Option<string> _acceptFile = new("--accept-file")
    {
        HelpName = "FILE",
        Description = "Accepted findings, as they are in each of the commits. Default: policy-accept.yaml next to the stack files.",
    };

    private readonly Option<string> _from = new("--from")
    {
        HelpName = "FILE",
        Description = "Instead of --base: a review that was written with --format json, such as by a job without secrets.",
    };

    private readonly Option<string> _post = new("--post")
    {
        HelpName = string.Join('|', ReviewPlatform.Names),
        Description = "Says where the review would be a comment of the pull request; with --send it becomes one, or replaces the one of "
            + "the last time. The pull request and the token come from the platform's usual variables.",
    };

    private readonly Option<bool> _send = new("--send") { Description = "With --post: send the comment." };
    private readonly Option<string> _pullRequest = new("--pull-request")
    {
        HelpName = "NUMBER",
        Description = "With --post: the pull or merge request, where the variables do not say it.",
    };

    private readonly Option<string> _id = new("--comment-id")
    {
        HelpName = "ID",
        Description = "Tells several reviews of one pull request apart: letters, digits and hyphens.",
        DefaultValueFactory = static _ => DefaultId,
    };

    private readonly Option<string> _reviewFormat = new("--format")
    {
        HelpName = "markdown|json",
        Description = "The output format: markdown for people, json for programs.",
        DefaultValueFactory = static _ => "markdown",
    };

    public ReviewCommand()
        : base("review", "Plans the stacks of two commits and says what opens, closes and is cut, as a comment for a pull request. Exit "
            + "code 0: no difference; 2: a difference; 1: an error, flows that must never be cut would be cut, or not all is known.")
    {
        OnlyAmong(_post, [.. ReviewPlatform.Names]);
        OnlyAmong(_reviewFormat, "markdown", "json");
        Option[] options =
            [_base, _head, _directory, _allowCut, _acceptFile, _from, _post, _send, _pullRequest, _id, _reviewFormat];
        foreach (var option in options) Syntax.Add(option);
    }

    /// <inheritdoc/>
    public override bool BuildsPolicies => true;

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        var id = parsed.GetValue(_id)!;
        if (id.Length is 0 or > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || id.Contains("--", StringComparison.Ordinal))
        {
            throw new UsageException(UsageProblem.Option(
                $"--comment-id: '{id}' is not valid", "use at most 40 letters, digits and single hyphens"));
        }

        var platform = parsed.GetValue(_post) is { } named ? ReviewPlatform.For(named) : null;
        if (platform is null && (parsed.GetValue(_send) || parsed.GetValue(_pullRequest) is not null))
            throw new UsageException(UsageProblem.Option("--send and --pull-request do nothing without --post", "add --post"));
        var target = platform?.FindTarget(parsed.GetValue(_pullRequest), context.Environment.Variable);

        var review = Read(parsed, context);
        var comment = ReviewComment.From(review, id);
        // Before anything is written: that there is output says to a pipeline that the comment was sent.
        if (target is not null && parsed.GetValue(_send))
        {
            var done = CommentPoster.Post(platform!, target, comment, ReviewComment.Marker(id), context.Environment);
            context.Error.WriteLine($"{done} {target.Place}.");
        }

        if (parsed.GetValue(_reviewFormat) == "json") ReviewJson.Write(review, context.Output);
        else context.Output.WriteLine(comment);

        if (target is not null && !parsed.GetValue(_send))
            context.Error.WriteLine($"With --send this would be a comment of {target.Place}, or replace the one of the last time.");
        return review.ExitCode;
    }

    private ReviewResult Read(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_from) is { } file)
        {
            Option[] others = [_base, _head, _directory, _allowCut, _acceptFile];
            if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
                throw new UsageException(UsageProblem.Option($"--from cannot be combined with {other.Name}", "remove one of the two"));
            return ReviewJson.Read(Path.GetFullPath(file, context.Environment.CurrentDirectory), file);
        }

        var named = parsed.GetValue(_base) ?? throw new UsageException(
            UsageProblem.Option("The base is missing", "name the branch that the change goes to, such as --base origin/main"));
        var request = new ReviewRequest(
            named,
            parsed.GetValue(_head)!,
            parsed.GetValue(_directory),
            [.. parsed.GetValue(_allowCut) ?? []],
            parsed.GetValue(_acceptFile));
        return Reviewer.Review(request, context);
    }
}
