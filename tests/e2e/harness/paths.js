import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The command that runs gossamer: what the build made, or GOSSAMER_SERVER (say, a published binary). */
export function serverCommand() {
  if (process.env.GOSSAMER_SERVER) return process.env.GOSSAMER_SERVER.split(' ');
  const configuration = process.env.CONFIGURATION || 'Debug';
  const dll = join(repository, 'src', 'Gossamer.Server', 'bin', configuration, 'net10.0', 'gossamer.dll');
  if (!existsSync(dll)) throw new Error(`${dll} is missing: build first (./test build)`);
  return ['dotnet', dll];
}
