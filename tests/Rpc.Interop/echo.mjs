// The echo service as grpc-js sees it, from the same proto that the C# side is generated from.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const root = fileURLToPath(new URL('../Rpc.Tests/Protos', import.meta.url));

const definition = loader.loadSync('ledger/test/v1/echo.proto', {
  keepCase: true,
  longs: Number,
  defaults: true,
  includeDirs: [root],
});

export const { Echo } = grpc.loadPackageDefinition(definition).ledger.test.v1;
export { grpc };

// google.rpc.Status { code: 9, message: "held", details: [Any] } written by hand, so that neither side's code checks itself.
export const statusDetails = Buffer.from([
  0x08, 9, // code
  0x12, 4, ...Buffer.from('held'), // message
  0x1a, 46, // details
  0x0a, 38, ...Buffer.from('type.googleapis.com/google.rpc.Request'),
  0x12, 4, 0x0a, 2, 0x31, 0x32, // value: field 1 = "12"
]);
