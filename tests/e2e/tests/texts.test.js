// What people write and how they are called, unchanged over every transport of every generation.
import assert from 'node:assert/strict';
import { kinds } from '../harness/clients.js';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(2);

const texts = {
  emoji: 'wave 👋🏽 family 👨‍👩‍👧 flag 🇮🇸',
  arabic: 'مرحبا يا صديقي، كيف حالك؟',
  'accents and Greek': 'Ærøskøbing, naïve façade, αβγ, Ã©', // the last two look like UTF-8 read as Latin-1
  quotes: `"double" 'single' \`back\` \\ back\\\\slash / \\u0041 \\n`,
  'line ends': 'one\ntwo\r\nthree\ttab \u2028 line separator \u2029 paragraph separator \ufeff',
  'control characters': '\u0000 \u0001 \u001e record separator \u007f',
  html: '<script>alert("x")</script>&amp;<b>',
  'JSON and packets': '42["im",{"from":"x"}] {"list":[]} 3probe 2:40',
  'prototype names': '__proto__ constructor toString',
  empty: '',
  'as long as may be': 'four kilobytes 😀 '.repeat(640).slice(0, 4_096),
};

for (const kind of kinds) {
  scenario(`${kind.generation} ${kind.mode}: texts of every sort, out and in`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [anna, billy] = [s.name('Anna'), s.name('Billy')];
    const client = await s.client(here, { ...kind, user: anna });
    const partner = await s.client(there, { user: billy });
    await Promise.all([client.listWith(billy), partner.listWith(anna)]);
    for (const [title, text] of Object.entries(texts)) {
      client.send(billy, text);
      assert.equal((await partner.next('im')).text, text, `${title}, sent`);
      assert.equal((await client.next('im')).text, text, `${title}, sent, the sender's own copy`);
      partner.send(anna, text);
      assert.equal((await client.next('im')).text, text, `${title}, received`);
      await partner.next('im');
    }
  });
}

const names = ['__proto__', 'constructor', 'hasOwnProperty', '😀 smile', 'ﾊﾛｰ', 'أنّا', '"quoted" \\ \'name\'', 'Zoë', 'علی\u200cرضا', '👩\u200d🚀', '<b>bold</b>', 'n'.repeat(64), '😀'.repeat(32), '0', 'null'];

for (const kind of kinds) {
  scenario(`${kind.generation} ${kind.mode}: goes by any name, and sees any name in the list`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    // All at once: lists come a few times a second at most.
    await Promise.all(names.map(async user => {
      const friend = s.name('friend');
      const [client, partner] = await Promise.all([s.client(here, { ...kind, user }), s.client(there, { user: friend })]);
      const [list] = await Promise.all([client.listWith(friend, user), partner.listWith(friend, user)]);
      assert.deepEqual(list, [...list].sort(), 'sorted as JavaScript sorts');

      assert.equal((await partner.sendWithAck(user, 'to you')).delivered, 1);
      assert.equal((await client.message('to you')).to, user);
      assert.equal((await client.sendWithAck(friend, 'from me')).delivered, 1);
      assert.equal((await partner.message('from me')).from, user);
      client.close();
      await partner.listWithout(user);
    }));
  });
}
