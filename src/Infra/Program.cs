using Pulumi;
using Starface.Infra;

return await Deployment.RunAsync(PolicyProgram.RunAsync);
