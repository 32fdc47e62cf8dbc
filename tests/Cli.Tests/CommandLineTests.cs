namespace Ledger.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("product register 09506000134352 --bogus", "ledger product register --help")]
    [InlineData("product", "ledger product --help")]
    [InlineData("trace", "ledger trace --help")]
    [InlineData("frobnicate", "ledger --help")]
    public async Task Run_WhatItDoesNotUnderstand_NamesTheHelpThatThereIs(string line, string help)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (await CommandLine.RunAsync(line.Split(' '), output, error)).ShouldBe(ExitCode.Usage);
        error.ToString().ShouldContain($"See '{help}'.");

        using var page = new StringWriter();
        (await CommandLine.RunAsync(help.Split(' ')[1..], page, error)).ShouldBe(ExitCode.Done);
        page.ToString().ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("frobnicate 1 --as manufacturer", "'frobnicate' is no command or option of 'ledger'.")]
    [InlineData("product rename 09506000134352", "'rename' is no command or option of 'ledger product'.")]
    public async Task Run_MisspeltVerb_IsSaidOnce(string line, string complaint)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        (await CommandLine.RunAsync(line.Split(' '), output, error)).ShouldBe(ExitCode.Usage);
        error.ToString().ShouldStartWith($"error: ARGUMENT_INVALID: {complaint}");
        error.ToString().Split("error:").Length.ShouldBe(2);
    }
}
