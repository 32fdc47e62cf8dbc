using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.Epcis;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests.Epcis;

public class EpcisReaderTests
{
    private const string Minimal =
        """{"type":"ObjectEvent","eventTime":"2026-01-31T12:00:00Z","eventTimeZoneOffset":"+00:00","action":"ADD","epcList":["urn:epc:id:sgtin:0614141.107346.2017"]}""";

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder, "*.jsonld").Select(file => Path.GetFileName(file)!)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EveryPublishedExample_GivesItsEvents(string file)
    {
        var document = Load(file);
        document.SchemaVersion.ShouldBe("2.0");
        document.CreationDate.ShouldNotBeNull();
        document.Events.ShouldNotBeEmpty();
        document.Events.Count.ShouldBe(Encoding.UTF8.GetString(Bytes(file)).Split("\"eventTimeZoneOffset\"").Length - 1);
    }

    [Fact]
    public void Files_Folder_HoldsTheExamples() => Files().Count.ShouldBe(10);

    [Theory]
    [InlineData("Example_9.6.1-ObjectEvent.jsonld", "10614141073464")]
    [InlineData("Example_9.6.1-ObjectEventWithDigitalLink.jsonld", "70614141123451")]
    public void Read_ShippingAndReceiving_GivesUnitsPlacesAndTransactions(string file, string gtin)
    {
        var events = Load(file).Events;
        events.Count.ShouldBe(2);
        var shipping = events[0];
        shipping.Type.ShouldBe(EpcisEventType.ObjectEvent);
        shipping.Action.ShouldBe(EpcisAction.Observe);
        (shipping.BizStep, shipping.Disposition).ShouldBe(("shipping", "in_transit"));
        shipping.EventId.ShouldStartWith("ni:///sha-256;");
        shipping.EpcList.Select(id => id.Sgtin).ShouldBe([new Sgtin(Gtin.Parse(gtin), "2017"), new Sgtin(Gtin.Parse(gtin), "2018")]);
        shipping.EventTime.ShouldBe(new DateTimeOffset(2005, 4, 3, 20, 33, 31, 116, TimeSpan.FromHours(-6)));
        shipping.EventTime.Offset.ShouldBe(TimeSpan.FromHours(-6));
        shipping.EventTimeZoneOffset.ShouldBe(TimeSpan.FromHours(-6));
        shipping.ReadPoint!.Sgln.ShouldBe(new Sgln(Gln.Parse("0614141073467"), "1234"));
        shipping.BizLocation.ShouldBeNull();
        var receiving = events[1];
        receiving.EpcList.Single().Sgtin!.Value.Serial.ShouldBe("2018");
        receiving.BizLocation!.Sgln!.Value.Extension.ShouldBe("");
        receiving.BizTransactionList.Select(t => t.Type).ShouldBe(["po", "desadv"]);
        receiving.BizTransactionList[1].Id.ShouldBe("urn:epcglobal:cbv:bt:0614141073467:1152");
        receiving.Extensions.Single().Key.ShouldBe("example:myField");
        receiving.Extensions["example:myField"].GetString().ShouldBe("Example of a vendor/user extension");
    }

    [Fact]
    public void Read_Aggregation_GivesParentChildrenAndAmounts()
    {
        var aggregation = Load("Example_9.6.3-AggregationEvent.jsonld").Events.Single();
        aggregation.ParentId!.Sscc.ShouldBe(Sscc.Parse("106141412345678908"));
        aggregation.ChildEpcs.Count.ShouldBe(2);
        aggregation.ChildQuantityList[0].EpcClass.Kind.ShouldBe(Gs1IdentifierKind.Gtin);
        aggregation.ChildQuantityList[0].Quantity.ShouldBe(10);
        aggregation.ChildQuantityList[0].UnitOfMeasure.ShouldBeNull();
        aggregation.ChildQuantityList[1].EpcClass.Lgtin!.Value.Lot.ShouldBe("998877");
        aggregation.ChildQuantityList[1].Quantity.ShouldBe(200.5m);
        var byLink = Load("Example_9.6.3-AggregationEventWithDigitalLink.jsonld").Events.Single();
        byLink.ParentId.ShouldBe(aggregation.ParentId);
        byLink.ChildQuantityList.ShouldBe(aggregation.ChildQuantityList);
    }

    [Fact]
    public void DistinctUnits_UnitsOfSeveralEvents_ComeOnce()
    {
        Load("Example_9.6.1-ObjectEvent.jsonld").DistinctUnits().Select(u => u.Serial).ShouldBe(["2017", "2018"]);
        Load("Example_9.6.3-AggregationEvent.jsonld").DistinctUnits().Count.ShouldBe(2);
        Load("Example_9.6.4-TransformationEvent.jsonld").DistinctUnits().Count.ShouldBe(6);
        Load("Example_9.6.2-ObjectEvent.jsonld").DistinctUnits().ShouldBeEmpty();
    }

    [Fact]
    public void Read_Transformation_GivesInputsAndOutputs()
    {
        var made = Load("Example_9.6.4-TransformationEvent.jsonld").Events.Single();
        made.Action.ShouldBeNull();
        (made.InputEpcList.Count, made.OutputEpcList.Count, made.InputQuantityList.Count).ShouldBe((2, 4, 3));
        made.MasterData!.Fields.Keys.ShouldBe(["example:bestBeforeDate", "example:batch"]);
        made.MasterData.Lot.ShouldBeNull();
    }

    [Fact]
    public void Read_ErrorDeclarationTransactionsAndEndpoints_AreKept()
    {
        var declared = Load("ErrorDeclarationAndCorrectiveEvent.jsonld").Events[0].ErrorDeclaration!;
        declared.Reason.ShouldBe("incorrect_data");
        declared.CorrectiveEventIds.ShouldBe(["urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"]);
        declared.DeclarationTime.ShouldBe(new DateTimeOffset(2020, 1, 15, 0, 0, 0, TimeSpan.FromHours(1)));
        var received = Load("Example_9.6.2-ObjectEvent.jsonld").Events.Single();
        received.SourceList.Select(s => s.Type).ShouldBe(["possessing_party", "location"]);
        received.DestinationList[0].Id.Sgln!.Value.Gln.ToString().ShouldBe("0614141000012");
        var passage = Load("Example-TransactionEvents-2020_07_03y.jsonld").Events[1];
        passage.EpcList.Single().Canonical.ShouldBe("https://id.gs1.org/8004/952005385w2");
        passage.Extensions.ContainsKey("rail:vehicle").ShouldBeTrue();
        Load("SensorDataExample1.jsonld").Events.Single().Extensions.Keys.ShouldBe(["sensorElementList"]);
    }

    [Fact]
    public void Read_MasterDataOfTheVocabulary_GivesLotAndExpiry()
    {
        var json = Minimal.Replace("\"action\"", """ "ilmd":{"cbvmda:lotNumber":"LOT7","cbvmda:itemExpirationDate":"2028-02-29"},"action" """, StringComparison.Ordinal);
        var data = Read($"[{json}]").Events.Single().MasterData!;
        (data.Lot, data.Expiry).ShouldBe(("LOT7", new DateOnly(2028, 2, 29)));
        Read(Minimal.Replace("\"action\"", """ "ilmd":{"lotNumber":{"@value":"A"}},"action" """, StringComparison.Ordinal))
            .Events.Single().MasterData!.Lot.ShouldBe("A");
    }

    [Theory]
    [InlineData("urn:epcglobal:cbv:bizstep:shipping", "shipping")]
    [InlineData("https://ref.gs1.org/cbv/BizStep-shipping", "shipping")]
    [InlineData("http://example.com/my-step", "http://example.com/my-step")]
    public void Read_WordOfTheVocabulary_ComesInShortForm(string given, string expected) =>
        Read(Minimal.Replace("\"action\"", $"\"bizStep\":\"{given}\",\"action\"", StringComparison.Ordinal)).Events.Single().BizStep.ShouldBe(expected);

    [Fact]
    public void Read_QueryDocumentAndByteOrderMark_AreUnderstood()
    {
        var query = """{"type":"EPCISQueryDocument","schemaVersion":"2.0","epcisBody":{"queryResults":{"resultsBody":{"eventList":[EVENT]}}}}""".Replace("EVENT", Minimal, StringComparison.Ordinal);
        Read("\ufeff" + query).Events.Count.ShouldBe(1);
        Read("""{"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"event":EVENT}}""".Replace("EVENT", Minimal, StringComparison.Ordinal)).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_WrongIdentifierDeepInside_GivesPathLineAndColumn()
    {
        var text = Encoding.UTF8.GetString(Bytes("Example_9.6.1-ObjectEventWithDigitalLink.jsonld"))
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("21/2017\", \"https://id.gs1.org/01/70614141123451", "21/2017\", \"https://id.gs1.org/01/70614141123450", StringComparison.Ordinal);
        EpcisReader.TryRead(Encoding.UTF8.GetBytes(text), out var document, out var error).ShouldBeFalse();
        document.ShouldBeNull();
        error.Code.ShouldBe(Gs1ErrorCode.CheckDigit);
        error.Path.ShouldBe("$.epcisBody.eventList[0].epcList[1]");
        var line = text.Split('\n')[(int)error.Line - 1];
        line[((int)error.Column - 1)..].ShouldStartWith("\"https://id.gs1.org/01/70614141123450");
        error.Message.ShouldContain("expected 1");
    }

    [Theory]
    [InlineData("", EpcisErrorCode.Json, "$")]
    [InlineData("{", EpcisErrorCode.Json, "$")]
    [InlineData("7", EpcisErrorCode.NotEpcis, "$")]
    [InlineData("{}", EpcisErrorCode.NotEpcis, "$")]
    [InlineData("""{"type":7}""", EpcisErrorCode.Type, "$.type")]
    [InlineData("""{"type":"EPCISDocument","schemaVersion":"1.2","epcisBody":{"eventList":[]}}""", EpcisErrorCode.Version, "$.schemaVersion")]
    [InlineData("""{"type":"EPCISDocument","schemaVersion":"2.0"}""", EpcisErrorCode.Missing, "$")]
    [InlineData("""{"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{}}""", EpcisErrorCode.Missing, "$.epcisBody")]
    [InlineData("""{"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"eventList":{}}}""", EpcisErrorCode.Type, "$.epcisBody.eventList")]
    [InlineData("""[{"type":"PartyEvent"}]""", EpcisErrorCode.EventType, "$[0].type")]
    [InlineData("""[7]""", EpcisErrorCode.Type, "$[0]")]
    [InlineData("""[{"type":"ObjectEvent"}]""", EpcisErrorCode.Missing, "$[0]")]
    [InlineData("""[{"type":"ObjectEvent","action":"EAT"}]""", EpcisErrorCode.Action, "$[0].action")]
    [InlineData("""[{"type":"ObjectEvent","type":"ObjectEvent"}]""", EpcisErrorCode.Json, "$")]
    [InlineData("""[{"type":"AggregationEvent","action":"ADD"}]""", EpcisErrorCode.Missing, "$[0]")]
    [InlineData("""[{"type":"\ud800"}]""", EpcisErrorCode.Encoding, "$")]
    public void TryRead_Malformed_GivesCodeAndPath(string json, string code, string path)
    {
        EpcisReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();
        (error.Code, error.Path).ShouldBe((code, path));
        error.Cure.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00", EpcisErrorCode.Time, "$.eventTime")]
    [InlineData("2026-01-31T12:00:00Z", "2026-02-31T12:00:00Z", EpcisErrorCode.Time, "$.eventTime")]
    [InlineData("+00:00", "+14:01", EpcisErrorCode.Time, "$.eventTimeZoneOffset")]
    [InlineData("+00:00", "00:00", EpcisErrorCode.Time, "$.eventTimeZoneOffset")]
    [InlineData("\"action\"", "\"readPoint\":\"x\",\"action\"", EpcisErrorCode.Type, "$.readPoint")]
    [InlineData("\"action\"", "\"readPoint\":{},\"action\"", EpcisErrorCode.Missing, "$.readPoint")]
    [InlineData("\"action\"", "\"ilmd\":{\"lotNumber\":[]},\"action\"", EpcisErrorCode.Type, "$.ilmd.lotNumber")]
    [InlineData("\"action\"", "\"ilmd\":{\"itemExpirationDate\":\"29.2.2028\"},\"action\"", EpcisErrorCode.Time, "$.ilmd.itemExpirationDate")]
    [InlineData("\"action\"", "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"quantity\":-1}],\"action\"", EpcisErrorCode.Quantity, "$.quantityList[0].quantity")]
    [InlineData("\"action\"", "\"quantityList\":[{\"epcClass\":\"urn:x:y\",\"quantity\":1e99}],\"action\"", EpcisErrorCode.Quantity, "$.quantityList[0].quantity")]
    [InlineData("\"action\"", "\"sourceList\":[{\"type\":\"location\"}],\"action\"", EpcisErrorCode.Missing, "$.sourceList[0]")]
    [InlineData("0614141.107346", "0614141.10734", Gs1ErrorCode.PrefixLength, "$.epcList[0]")]
    public void TryRead_FieldMalformed_GivesCodeAndPath(string part, string replacement, string code, string path)
    {
        EpcisReader.TryRead(Encoding.UTF8.GetBytes(Minimal.Replace(part, replacement, StringComparison.Ordinal)), out _, out var error).ShouldBeFalse();
        (error.Code, error.Path, error.Line).ShouldBe((code, path, 1));
        error.Column.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TryRead_OtherEncodings_AreNamed()
    {
        EpcisReader.TryRead(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Minimal)).ToArray(), out _, out var error).ShouldBeFalse();
        error.Message.ShouldContain("UTF-16");
        EpcisReader.TryRead(new byte[] { (byte)'"', 0xE4, (byte)'"' }, out _, out error).ShouldBeFalse();
        error.Code.ShouldBe(EpcisErrorCode.Encoding);
    }

    [Fact]
    public async Task ReadAsync_BeyondABound_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes($"[{Minimal},{Minimal}]");
        (await EpcisReader.ReadAsync(new MemoryStream(bytes))).Events.Count.ShouldBe(2);
        EpcisLimits[] limits = [new() { DocumentSizeBytes = bytes.Length - 1 }, new() { Events = 1 }, new() { ListEntries = 0 }];
        foreach (var limit in limits)
        {
            (await Should.ThrowAsync<EpcisFormatException>(() => EpcisReader.ReadAsync(new MemoryStream(bytes), limit))).Error.Code.ShouldBe(EpcisErrorCode.TooMany);
        }

        var deep = Encoding.UTF8.GetBytes(new string('[', 100_000));
        EpcisReader.TryRead(deep, out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(EpcisErrorCode.Json);
    }

    [Fact]
    public void Read_FractionsOfNineDigits_AreCutToTheClocksPrecision() =>
        Read(Minimal.Replace("12:00:00Z", "12:00:00.123456789Z", StringComparison.Ordinal)).Events.Single().EventTime.Ticks.ShouldBe(
            new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).Ticks + 1_234_567);

    [Fact]
    public void TryRead_DamagedDocuments_GiveAnErrorOrADocumentAndNeverThrow()
    {
        var files = Directory.EnumerateFiles(Folder, "*.jsonld").Select(File.ReadAllBytes).ToArray();
        var damaged =
            from file in Gen.Elements(files)
            from position in Gen.Choose(0, file.Length - 1)
            from value in Gen.OneOf(Gen.Elements("{}[]\",:0n\\ ".Select(c => (byte)c).ToArray()), Gen.Choose(0, 255).Select(v => (byte)v))
            from cut in Gen.Choose(0, 9)
            select Damage(file, position, value, cut == 0);
        Prop.ForAll(damaged.ToArbitrary(), bytes =>
        {
            var isRead = EpcisReader.TryRead(bytes, out var document, out var error);
            (isRead ? document is not null : error is { Code.Length: > 0 }).ShouldBeTrue();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static byte[] Damage(byte[] file, int position, byte value, bool isCut)
    {
        var copy = isCut ? file[..position] : [.. file];
        if (!isCut) copy[position] = value;
        return copy;
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    private static EpcisDocument Load(string file) => EpcisReader.Read(Bytes(file));

    private static EpcisDocument Read(string json) => EpcisReader.Read(Encoding.UTF8.GetBytes(json));
}
