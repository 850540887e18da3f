using System.Collections.Immutable;
using Pulumi;
using Starface.Policy.Problems;

namespace Starface.Infra;

/// <summary>
/// What the engine has recorded of this stack until now, read by its built-in functions. They leave nothing in the state; a
/// <c>StackReference</c> is a resource there, with the outputs of before the update, which a refresh finds changed.
/// </summary>
internal static class RecordedStack
{
    private const string Outputs = "pulumi:pulumi:readStackOutputs";

    /// <summary>The organization that self-managed backends name; only they know stacks by a name without slashes.</summary>
    private const string SelfManaged = "organization";

    /// <summary>The stack's outputs; empty before the first update has ended.</summary>
    /// <param name="consequence">What cannot be done when they cannot be read, for the message: "so ...".</param>
    /// <exception cref="RunException">They cannot be read; the message says why, in one sentence.</exception>
    public static async Task<ImmutableDictionary<string, object>> ReadOutputsAsync(string consequence) =>
        await ReadAsync(Outputs, "name", consequence).ConfigureAwait(false)
            ?? throw ProgramMessage.Refuse(
                $"The engine's answer about this stack has no outputs, {consequence}: update the pulumi command.");

    /// <summary>
    /// The outputs of every resource of the stack, by URN. Resources that a replacement left to be deleted are not among them.
    /// </summary>
    /// <remarks>
    /// On a self-managed backend null while the stack has no outputs: the engine's function ends the whole engine where nothing is
    /// recorded yet (seen in the source of 3.259: it looks for the resources of a state that is not there), and outputs are the only sign
    /// that something is. Pulumi Cloud has a state from the beginning.
    /// Every engine answers with outputs; what tests of programs put in its place often does not, and has nothing recorded.
    /// </remarks>
    /// <param name="consequence">What cannot be done when they cannot be read, for the message: "so ...".</param>
    /// <exception cref="RunException">They cannot be read; the message says why, in one sentence.</exception>
    public static async Task<ImmutableDictionary<string, ImmutableDictionary<string, object>>?> ReadResourcesAsync(string consequence)
    {
        if (Deployment.Instance.OrganizationName == SelfManaged
            && await ReadAsync(Outputs, "name", consequence).ConfigureAwait(false) is null or { IsEmpty: true })
            return null;
        var resources = await ReadAsync("pulumi:pulumi:readStackResourceOutputs", "stackName", consequence).ConfigureAwait(false);
        return (resources ?? ImmutableDictionary<string, object>.Empty).ToImmutableDictionary(
            resource => resource.Key,
            resource => resource.Value is ImmutableDictionary<string, object> recorded
                && recorded.GetValueOrDefault("outputs") is ImmutableDictionary<string, object> outputs
                    ? outputs
                    : ImmutableDictionary<string, object>.Empty,
            StringComparer.Ordinal);
    }

    /// <summary>What a function answers; null where the answer has no outputs.</summary>
    private static async Task<ImmutableDictionary<string, object>?> ReadAsync(string function, string argument, string consequence)
    {
        var deployment = Deployment.Instance;
        var name = $"{deployment.OrganizationName}/{deployment.ProjectName}/{deployment.StackName}";
        try
        {
            return await CallAsync(name).ConfigureAwait(false);
        }
        catch (Exception refusal) when (refusal is not RunException)
        {
            try
            {
                // A self-managed backend from before projects refuses the slashes; one with projects reads the same stack by either name.
                if (deployment.OrganizationName == SelfManaged) return await CallAsync(deployment.StackName).ConfigureAwait(false);
            }
            catch (Exception second) when (second is not RunException)
            {
                // The first refusal is about the name that people know.
            }

            throw ProgramMessage.Refuse(
                $"What the last update recorded of stack '{name}' cannot be read, {consequence}: {ReasonOf(refusal)}.", refusal);
        }

        async Task<ImmutableDictionary<string, object>?> CallAsync(string stack)
        {
            var answer = await deployment.InvokeAsync<ImmutableDictionary<string, object>>(
                function, new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add(argument, stack))).ConfigureAwait(false);
            return answer?.GetValueOrDefault("outputs") as ImmutableDictionary<string, object>;
        }
    }

    /// <summary>The engine's own words: a failed call wraps them into <c>Status(StatusCode="…", Detail="…")</c>.</summary>
    private static string ReasonOf(Exception refusal)
    {
        const string Before = "Detail=\"";
        var text = refusal.Message;
        if (text.IndexOf(Before, StringComparison.Ordinal) is >= 0 and var at)
        {
            text = text[(at + Before.Length)..];
            var end = text.IndexOf("\", DebugException=", StringComparison.Ordinal);
            text = text[..(end >= 0 ? end : Math.Max(text.LastIndexOf("\")", StringComparison.Ordinal), 0))];
        }

        return ForeignText.ToPhrase(text);
    }
}
