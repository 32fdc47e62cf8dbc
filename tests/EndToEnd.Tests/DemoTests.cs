using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests;

[Collection("nodes")]
public sealed class DemoTests(TemporaryHome home) : IClassFixture<TemporaryHome>
{
    private const int WidthMaximum = 110;

    [Fact]
    public async Task Demo_FirstAndSecondRunOnOneFolder_BothEndOk()
    {
        var first = await home.RunAsync("demo", "--fresh");
        first.ExitCode.ShouldBe(0, first.Output + first.Error);
        first.LastLine.ShouldBe("demo: ok");
        first.Output.ShouldContain("Tokens_Pledged(");
        first.Output.ShouldContain("Tokens_OnHold(");
        first.Output.ShouldContain("Tokens_Terminal(");
        first.Output.ShouldContain("SERIAL_UNKNOWN");
        first.Output.ShouldContain("CHECK_DIGIT_WRONG");
        first.Output.Split('\n').ShouldAllBe(line => line.Length <= WidthMaximum);
        first.Output.ShouldNotContain("\u001b");

        var second = await home.RunAsync("demo", "--json");
        second.ExitCode.ShouldBe(0, second.Output + second.Error);
        second.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        second.Json.GetProperty("steps").GetArrayLength().ShouldBe(7);
        second.Output.ShouldContain("since an earlier run; skipped");
    }

    [Fact]
    public async Task Demo_NodeProgramMissing_SaysWhichStepFailed()
    {
        using var other = new TemporaryHome();
        other.NodeProgram = "/nowhere/Ledger.Node";
        var run = await other.RunAsync("demo");
        run.ExitCode.ShouldBe(69);
        run.Output.ShouldContain("demo: failed in the set-up: NODE_UNAVAILABLE");
        run.Output.ShouldContain("LEDGER_NODE_BINARY");
    }

    [Fact]
    public async Task Demo_FolderCannotBeWritten_SaysTheCure()
    {
        using var other = new TemporaryHome();
        var run = await other.RunAsync("demo", "--data", "/proc/ledger");
        run.ExitCode.ShouldBe(69);
        run.Output.ShouldContain("demo: failed in the set-up:");
        run.Output.ShouldContain("--data");
    }
}
