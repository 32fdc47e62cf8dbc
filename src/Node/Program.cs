using Ledger.Node.Hosting;
using Ledger.Node.Operations;

return OperationProcess.IsOperation(args) ? await OperationProcess.RunAsync(args) : await NodeProcess.RunAsync(args);
