// The commands that the documents tell their readers to type: what stands in blocks of code, and begins as a command does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './paths.js';

const begins = /^(gossamer|curl|echo|dotnet|sudo|docker|podman|kubectl|helm|openssl|\.\/|build\/|bench\/|tests\/|cd )/;
const fence = /^\s*```/;
const comment = /\s{2,}\S.*$|\s+# .*$/; // aligned behind the command, with a # or without

/** @returns the commands of a document, without what is said about them. */
export function commandsOf(document) {
  let isCode = false;
  const commands = [];
  for (const line of readFileSync(join(repository, document), 'utf8').split('\n')) {
    if (fence.test(line)) isCode = !isCode;
    else if (isCode && begins.test(line.trim().replace(/^\$ /, ''))) {
      commands.push(line.trim().replace(/^\$ /, '').replace(comment, ''));
    }
  }
  return commands;
}
