using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Operations.Verify;

/// <summary><c>index verify</c>: is the index what its receipts say? Beside a running node or on a stopped one; changes nothing.</summary>
internal static class VerifyCommand
{
    private const string ScratchPrefix = "verify-";

    /// <summary>Verifies, and says what was found.</summary>
    public static async Task<int> RunAsync(OperationArguments arguments, OperationOutput output, CancellationToken cancellationToken)
    {
        var data = ExistingData.Find(arguments.DataPath);
        RemoveLeftovers(data);
        ExistingData.RequireRoom(data.Path, ExistingData.SizeBytesOf(data.DatabasePath));
        var scratch = data.In(ScratchPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            using var database = await data.OpenReadOnlyAsync(cancellationToken);
            SchemaVersion.RequireCurrent(database.Rocks, database.Meta);
            var stored = new NetworkStore(database).Read() ?? throw NodeStartException.Unavailable($"The node of '{data.Path}' has no network yet. Start it first.");
            var report = await new IndexVerification(database, stored, output).RunAsync(scratch, arguments.Flag("deep"), cancellationToken);
            output.Result(Text(report), Json(report));
            return report.IsEqual ? OperationExitCodes.Done : OperationExitCodes.Differs;
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Folders of verifications that were killed.</summary>
    public static IEnumerable<string> Leftovers(ExistingData data) => Directory
        .EnumerateDirectories(data.Path, ScratchPrefix + "*")
        .Where(path => !int.TryParse(Path.GetFileName(path)[ScratchPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            || Embedded.ProcessIdentity.Of(process) is null);

    private static void RemoveLeftovers(ExistingData data)
    {
        foreach (var path in Leftovers(data)) Directory.Delete(path, recursive: true);
    }

    private static string Text(VerifyReport report)
    {
        if (!report.IsEqual)
        {
            return $"""
                DIFFERS{(report.FirstDifference is { } block ? $" at block {block}" : "")}: {report.Fault}
                cure: stop the node and run 'ledger index rebuild'; with '--from chain' if the receipts themselves are damaged.
                """;
        }

        var deep = report.Deep is { } d
            ? $"\ndeep: {d.Headers:N0} headers and receipts roots, {d.TransactionsRoots:N0} transactions roots, {d.SerialLists:N0} serial lists ({d.MissingSerialLists:N0} never shown by the chain), {d.Serials:N0} serials found"
            : "";
        return $"equal: {report.Blocks:N0} blocks up to {report.Height}, {report.Rows:N0} rows, digest {report.Actual}{deep}";
    }

    private static JsonObject Json(VerifyReport report)
    {
        var json = new JsonObject
        {
            ["equal"] = report.IsEqual,
            ["height"] = report.Height,
            ["blocks"] = report.Blocks,
            ["rows"] = report.Rows,
            ["expectedDigest"] = $"{report.Expected}",
            ["actualDigest"] = $"{report.Actual}",
            ["firstDifference"] = report.FirstDifference,
            ["fault"] = report.Fault,
        };
        if (report.Deep is { } deep)
        {
            json["deep"] = new JsonObject
            {
                ["headers"] = deep.Headers,
                ["transactionsRoots"] = deep.TransactionsRoots,
                ["serialLists"] = deep.SerialLists,
                ["missingSerialLists"] = deep.MissingSerialLists,
                ["serials"] = deep.Serials,
            };
        }

        return json;
    }
}
