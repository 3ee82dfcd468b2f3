import type { Command } from './command.ts';
import { parseFlags } from './flags.ts';

export const mcp: Command = {
  usage: '',
  summary: 'Serves MCP on standard input and output: agents fetch originals and compress texts through the engine.',
  flags: [],
  async run(args) {
    parseFlags(args, { own: {}, words: 0 });
    // Only this command needs the protocol, which takes longer to load than most commands take to run.
    const { runMcpServer } = await import('../mcp/runMcpServer.ts');
    await runMcpServer();
    return 0;
  },
};
