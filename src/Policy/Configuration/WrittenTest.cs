using Starface.Policy.Expectations;

namespace Starface.Policy.Configuration;

/// <summary>A test as a configuration has it.</summary>
/// <param name="Expectation">What it expects.</param>
/// <param name="Pattern">Its flows.</param>
/// <param name="Path">Its key.</param>
/// <param name="Place">Where it is, or null where the source has no places.</param>
internal sealed record WrittenTest(Expectation Expectation, FlowPattern Pattern, string Path, Place? Place);
