import { runMcpServer } from './runMcpServer.ts';

await runMcpServer();
