using System.Net;
using System.Text.Json.Nodes;
using Ledger.Node.Hosting;

namespace Ledger.Node.Operations.Doctor;

/// <summary><c>doctor</c>: looks at all that a node needs, one line each with the cure. Changes nothing.</summary>
internal static class DoctorCommand
{
    /// <summary>Looks, and says what was found.</summary>
    public static async Task<int> RunAsync(OperationArguments arguments, OperationOutput output, CancellationToken cancellationToken)
    {
        var isEmbedded = (arguments.Single("chain") ?? "embedded") switch
        {
            "embedded" => true,
            "rpc" => false,
            var other => throw NodeStartException.Usage($"--chain cannot be '{other}'. Give embedded or rpc."),
        };
        var bind = arguments.Single("bind") is not { } text ? IPAddress.Loopback
            : IPAddress.TryParse(text, out var address) ? address
            : throw NodeStartException.Usage($"--bind cannot be '{text}'. Give an IP address.");
        var findings = new List<Finding>();
        findings.AddRange(MachineCheck.Libraries());
        if (isEmbedded) findings.Add(await MachineCheck.AnvilAsync(arguments.Single("anvil"), cancellationToken));
        var data = arguments.Single("data") is { } path ? new ExistingData(Path.GetFullPath(path)) : null;
        var isRunning = data?.IsRunning ?? false;
        if (!isRunning)
        {
            findings.Add(MachineCheck.Port("gRPC port", bind, arguments.Port("grpc-port", NodeOptions.DefaultGrpcPort), "--grpc-port"));
            findings.Add(MachineCheck.Port("HTTP port", bind, arguments.Port("http-port", NodeOptions.DefaultHttpPort), "--http-port"));
        }

        if (data is not null)
        {
            findings.AddRange(FolderCheck.Run(data, isRunning));
            if (!findings.Exists(finding => finding.State is FindingState.Failure && MachineCheck.IsLibrary(finding)))
                findings.AddRange(await IndexCheck.RunAsync(data, isRunning, cancellationToken));
        }

        Print(output, findings);
        return findings.Exists(finding => finding.State is FindingState.Failure) ? OperationExitCodes.Unavailable : OperationExitCodes.Done;
    }

    private static void Print(OperationOutput output, List<Finding> findings)
    {
        var width = findings.Max(finding => finding.Subject.Length);
        output.Result(
            string.Join(Environment.NewLine, findings.Select(finding => $"{Word(finding.State),-4}  {finding.Subject.PadRight(width)}  {finding.Text}")),
            new JsonObject
            {
                ["healthy"] = !findings.Exists(finding => finding.State is FindingState.Failure),
                ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject { ["subject"] = finding.Subject, ["state"] = Word(finding.State), ["text"] = finding.Text })]),
            });
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Warning => "warn",
        _ => "FAIL",
    };
}
