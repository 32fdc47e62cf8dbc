// What a partner's own program looks like. It runs against './ledger up': dotnet run --project examples/TenLines [node] [keys folder]
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Client.Preparing;

var (node, keys) = (new Uri(args.ElementAtOrDefault(0) ?? "http://127.0.0.1:7400"), args.ElementAtOrDefault(1) ?? ".ledger/keys");
var password = (await File.ReadAllTextAsync(Path.Combine(keys, "password"))).Trim();
using var maker = await LedgerSigner.OpenAsync(Path.Combine(keys, "manufacturer.json"), password);
using var buyer = await LedgerSigner.OpenAsync(Path.Combine(keys, "distributor.json"), password);

await using var ledger = await LedgerClient.ConnectAsync(node);
var gtin = "09506000140001";
if (!await ledger.Query.IsRegisteredAsync(gtin)) await ledger.RegisterProductAsync(gtin, "Ten-line tablets", maker);
var serial = $"{Guid.NewGuid():n}"[..20];
await ledger.CommissionAsync(new RunSpec { Gtin = gtin, Lot = $"TEN-{serial[..8]}", Expiry = new DateOnly(2035, 1, 31), Serials = [serial] }, maker);
var sale = await ledger.TransferAsync([$"{gtin}/{serial}"], to: "distributor", [maker, buyer]);
Console.WriteLine($"{gtin}/{serial} belongs to {(await ledger.Query.TokenAsync($"{gtin}/{serial}")).Owner.Name} since block {sale.Block}");
