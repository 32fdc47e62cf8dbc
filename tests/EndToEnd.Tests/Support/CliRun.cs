using System.Text.Json;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>What a run of the command line gave.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string LastLine => Output.TrimEnd().Split('\n')[^1];

    public CliRun ShouldBeDone()
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Error}");
        return this;
    }
}
