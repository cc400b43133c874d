// A client that identifies and then never reads again: a WebSocket by hand, since libraries always read.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

function frame(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const length = payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

/** Connected and identified as that user, and from then on deaf. */
export function stuckReader(server, user) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => { }); // it is cut in the end
    socket.once('close', () => reject(new Error(`${user} was closed while it connected`)));
    socket.once('connect', () => socket.write([
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', `Host: ${hostname}:${port}`, 'Connection: Upgrade', 'Upgrade: websocket',
      'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, '', ''].join('\r\n')));
    let heard = '';
    socket.on('data', data => {
      const before = heard;
      heard += data.toString('latin1');
      if (!before.includes('0{"sid"') && heard.includes('0{"sid"') && !before.includes('42["identified"')) {
        if (!before.includes('40{')) socket.write(frame('40'));
      }
      if (heard.includes('40{"sid"') && !before.includes('40{"sid"')) socket.write(frame(`420["identify",{"user":"${user}","presence":"none"}]`));
      if (!heard.includes('430[')) return;
      socket.pause();
      resolve(socket);
    });
  });
}
