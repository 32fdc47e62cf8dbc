using Ledger.Node.Hosting;

return await NodeProcess.RunAsync(args);
