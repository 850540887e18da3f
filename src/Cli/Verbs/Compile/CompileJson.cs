using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Compile;

/// <summary>The JSON of <c>compile</c>.</summary>
internal static class CompileJson
{
    /// <summary>Writes what was written where.</summary>
    public static void Write(PulumiProgram program, ProgramFolder folder, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("output", folder.Display);
            json.WriteTexts("files", [ProgramFolder.ProjectFile, ProgramFolder.ProgramFile]);
            json.WriteNumber("resources", program.ResourceCount);
            json.WriteEndObject();
        });

    /// <summary>Writes the steps of an update that were written.</summary>
    public static void Write(
        ImmutableArray<(PulumiProgram Program, ProgramFolder Folder)> steps,
        ImmutableArray<(string Instance, FlowSet Flows)> missing,
        OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("steps", steps, step =>
            {
                json.WriteString("output", step.Folder.Display);
                json.WriteNumber("resources", step.Program.ResourceCount);
            });
            json.WriteObjects("missingInBetween", missing, instance =>
            {
                json.WriteString("instance", instance.Instance);
                json.WriteFlows("flows", instance.Flows);
            });
            json.WriteTexts("files", [ProgramFolder.ProjectFile, ProgramFolder.ProgramFile]);
            json.WriteEndObject();
        });
}
