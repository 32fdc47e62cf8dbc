using System.Text;
using Ledger.EndToEnd.Tests.Support;

namespace Ledger.EndToEnd.Tests;

[Collection("nodes")]
public sealed class BadInputTests(UpFixture up)
{
    private const string Gtin = "09506000134352";

    public static TheoryData<string, string, string, int, string> Files => new()
    {
        { "wrong check digit", $"serial,gtin\nA1,{Gtin[..^1]}3\n", "CHECK_DIGIT_WRONG", 2, "gtin" },
        { "not registered", "serial,gtin\nA1,09506000134369\n", "GTIN_NOT_REGISTERED", 2, "gtin" },
        { "duplicate in file", "serial\nA1\nA2\nA1\n", "SERIAL_DUPLICATE_IN_FILE", 4, "serial" },
        { "expired", "serial,expiry\nA1,2020-01-31\n", "EXPIRY_PASSED", 2, "expiry" },
        { "no date", "serial,expiry\nA1,soon\n", "ARGUMENT_INVALID", 2, "expiry" },
        { "character", "serial\nA1\nA 2\n", "SERIAL_INVALID", 3, "serial" },
        { "truncated", "serial,gtin\nA1," + Gtin + "\nA2", "FILE_TRUNCATED", 3, "line" },
        { "empty", "", "FILE_TRUNCATED", 0, "file" },
        { "unknown column", "serial,expirry\nA1,2030-01-01\n", "FILE_SYNTAX", 1, "header" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Commission_BadFile_NamesCodeLineFieldAndCure(string name, string content, string code, int line, string field)
    {
        var file = up.Home.Write($"{name.Replace(' ', '-')}.csv", content);
        var run = await up.RunAsync($"commission {file}{(content.Contains("gtin", StringComparison.Ordinal) ? "" : $" --gtin {Gtin}")} --lot NEVER{(content.Contains("expir", StringComparison.Ordinal) ? "" : " --expiry 2030-12-31")} --as manufacturer --json");
        run.ExitCode.ShouldBeOneOf(1, 3);
        var error = run.Json.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code, run.Output);
        error.GetProperty("line").GetInt32().ShouldBe(line, run.Output);
        error.GetProperty("field").GetString().ShouldBe(field, run.Output);
        error.GetProperty("cure").GetString().ShouldNotBeNullOrEmpty();
        (await up.RunAsync($"lot {Gtin} NEVER --json")).Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("LOT_UNKNOWN");
    }

    [Fact]
    public async Task Receive_BadFile_TellsEveryLine()
    {
        var file = up.Home.Write("receipt.csv", "kind,item,reason,count\nmissing,1\nvanished,2\nrefused,3\noverage,4,not-ordered,none\n");
        var run = await up.CallAsync($"receive 77 --file {file} --as distributor --json");
        run.ExitCode.ShouldBe(1);
        run.Json.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("line").GetInt32(), e.GetProperty("field").GetString()))
            .ShouldBe([(3, "kind"), (4, "reason"), (5, "count")]);
    }

    [Fact]
    public async Task Commission_WrongEncoding_SaysWhich()
    {
        var file = up.Home.Write("utf16.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("serial\nA1\n")]);
        var run = await up.RunAsync($"commission {file} --gtin {Gtin} --lot NEVER --expiry 2030-12-31 --as manufacturer --json");
        run.ExitCode.ShouldBe(1);
        run.Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("FILE_ENCODING");
    }

    [Fact]
    public async Task Commission_SerialThatIsOnTheLedger_NamesItsLine()
    {
        await up.CommissionAsync("KNOWN", 1);
        var first = up.Home.Write("first.csv", "serial\nK1\nK2\n");
        (await up.RunAsync($"commission {first} --gtin {Gtin} --lot KNOWN --expiry 2030-12-31 --as manufacturer")).ShouldBeDone();
        var second = up.Home.Write("second.csv", "serial\nK3\nK4\nK2\n");
        var run = await up.RunAsync($"commission {second} --gtin {Gtin} --lot KNOWN --expiry 2030-12-31 --as manufacturer --json");
        run.ExitCode.ShouldBe(1);
        var error = run.Json.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("SERIAL_ALREADY_COMMISSIONED");
        error.GetProperty("line").GetInt32().ShouldBe(4);
        (await up.RunAsync($"verify {Gtin}/K3")).ExitCode.ShouldBe(3);
    }

    [Theory]
    [InlineData("token 99999999999999", 3, "TOKEN_UNKNOWN")]
    [InlineData("token 09506000134353/1", 1, "CHECK_DIGIT_WRONG")]
    [InlineData("partner show nobody", 3, "PARTNER_UNKNOWN")]
    [InlineData("lift 77 --as regulator", 3, "RECALL_UNKNOWN")]
    [InlineData("release --lien 77 --as bank", 3, "LIEN_UNKNOWN")]
    [InlineData("transfer 1 --to distributor --as nobody", 1, "ARGUMENT_INVALID")]
    [InlineData("commission /nowhere.csv --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("commission --as manufacturer", 1, "ARGUMENT_MISSING")]
    [InlineData("submit /nowhere.json", 1, "ARGUMENT_INVALID")]
    [InlineData("transfer 1 --as manufacturer", 2, "ARGUMENT_INVALID")]
    [InlineData("frobnicate", 2, "ARGUMENT_INVALID")]
    [InlineData("shipment 77", 3, "SHIPMENT_UNKNOWN")]
    [InlineData("receive 77 --as distributor", 3, "SHIPMENT_UNKNOWN")]
    [InlineData("receive 77 --refuse 1 --as distributor", 1, "ARGUMENT_MISSING")]
    [InlineData("receive 77 --damaged 1=because --as distributor", 1, "ARGUMENT_INVALID")]
    [InlineData("receive 77 --file /nowhere.csv --as distributor", 1, "ARGUMENT_INVALID")]
    [InlineData("ship 4294967296 --to distributor --days 400 --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("pledge 4294967296 --to bank --due 2030-01-01 --notice-days 1e300 --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("hold 77", 3, "HOLD_UNKNOWN")]
    [InlineData("release-quarantine 77 --as regulator", 3, "HOLD_UNKNOWN")]
    [InlineData("default 77 --as bank", 3, "LIEN_UNKNOWN")]
    [InlineData("foreclose 77 4294967296 --as bank", 3, "LIEN_UNKNOWN")]
    [InlineData("attest 4294967296 --kind smell --data 0x00 --as carrier", 1, "ARGUMENT_INVALID")]
    [InlineData("export 4294967296 --country 1000 --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("mandate nobody --as manufacturer", 3, "PARTNER_UNKNOWN")]
    [InlineData("anchor /nowhere.jsonl --as carrier", 1, "ARGUMENT_INVALID")]
    [InlineData("check-event /nowhere.json", 1, "ARGUMENT_INVALID")]
    [InlineData("council rule Partners.frobnicate --quorum 2 --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("market name 1000 --as manufacturer", 1, "ARGUMENT_INVALID")]
    [InlineData("holdings manufacturer --lot FIRST", 1, "ARGUMENT_MISSING")]
    [InlineData("holdings manufacturer --tokens --gtin 09506000134352", 1, "ARGUMENT_INVALID")]
    [InlineData("status --node http://127.0.0.1:1", 69, "NODE_UNAVAILABLE")]
    [InlineData("status --node nonsense", 1, "ARGUMENT_INVALID")]
    public async Task Verb_BadArgument_HasStableCodeAndExitCode(string line, int exitCode, string code)
    {
        var run = await up.CallAsync($"{line} --json");
        run.ExitCode.ShouldBe(exitCode, run.Output);
        var error = run.Json.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe(code, run.Output);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("cure").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Up_FolderOrPortTaken_SaysSoInOneLine()
    {
        var folder = await up.RunAsync("up --grpc-port 0 --http-port 0");
        folder.ExitCode.ShouldBe(69, folder.Output + folder.Error);
        folder.Error.ShouldContain("NODE_UNAVAILABLE");
        using var file = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(up.Home.Folder, "node", "node.json")));
        var port = new Uri(file.RootElement.GetProperty("grpc").GetString()!).Port;
        using var other = new TemporaryHome();
        var taken = await other.RunAsync("up", "--grpc-port", $"{port}", "--http-port", "0");
        taken.ExitCode.ShouldBe(69, taken.Output + taken.Error);
        taken.Error.ShouldContain($"{port}");
    }

    [Fact]
    public async Task Submit_OfferTornOrChanged_IsRefused()
    {
        var torn = up.Home.Write("torn.json", "{\"format\":\"ledger-offer/1\",");
        (await up.RunAsync($"submit {torn} --json")).Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("FILE_SYNTAX");
        await up.CommissionAsync("OFFER", 20);
        var held = (await up.RunAsync("holdings manufacturer --tokens --json")).ShouldBeDone().Json.GetProperty("tokens")[0].GetProperty("token").GetString();
        var offer = Path.Combine(up.Home.Folder, "whole.json");
        (await up.RunAsync($"transfer {held} --to distributor --as manufacturer --offer {offer}")).ShouldBeDone();
        var text = await File.ReadAllTextAsync(offer);
        var signature = text.LastIndexOf("\"signature\": \"0x", StringComparison.Ordinal) + "\"signature\": \"0x".Length + 10;
        var other = text[signature] == '0' ? '1' : '0';
        var changed = up.Home.Write("changed.json", $"{text[..signature]}{other}{text[(signature + 1)..]}");
        (await up.RunAsync($"sign {changed} --as distributor --json")).Json.GetProperty("error").GetProperty("code").GetString().ShouldBe("SIGNER_WRONG");
    }
}
