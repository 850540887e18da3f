namespace Starface.Cli.Hosting;

/// <summary>Mistakes a person can mend: each message names the place, the value and the mend. They end in exit code 1 without a trace.</summary>
internal sealed class MistakeException : Exception
{
    /// <summary>One mistake.</summary>
    /// <param name="message">The place, the value and the mend.</param>
    public MistakeException(string message)
        : this([message]) { }

    /// <summary>Several mistakes, reported at once.</summary>
    /// <param name="messages">The place, the value and the mend of each.</param>
    public MistakeException(IReadOnlyList<string> messages)
        : base(string.Join("\n", messages)) => Messages = messages;

    /// <summary>The messages, one for each mistake.</summary>
    public IReadOnlyList<string> Messages { get; }
}
