using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Compile;

/// <summary>The JSON of <c>compile</c>.</summary>
internal static class CompileJson
{
    /// <summary>Writes what was written where.</summary>
    public static void Write(PulumiProgram program, ProgramFolder folder, TextWriter output) =>
        output.Write(JsonText.From(json =>
        {
            json.WriteStartObject();
            json.WriteString("output", folder.Display);
            json.WriteTexts("files", [ProgramFolder.ProjectFile, ProgramFolder.ProgramFile]);
            json.WriteNumber("resources", program.ResourceCount);
            json.WriteEndObject();
        }));
}
