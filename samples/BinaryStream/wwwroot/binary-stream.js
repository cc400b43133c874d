const parts = ['file', 'progress', 'state', 'files', 'watch', 'number', 'canvas'];
const [input, progress, state, list, watch, tick, canvas] = parts.map(id => document.getElementById(id));
const downloads = new Map(); // number -> what has come
let last = 0;

const socket = io();
socket.on('connect', () => { downloads.clear(); refresh(); socket.emit('watch', 256, watch.checked ? 20 : 0); });
socket.on('data', (download, number, piece) => {
  downloads.get(download).pieces.push(piece);
  state.textContent = `${number + 1} pieces`;
});
socket.on('end', async (download, { sha256, error }) => {
  const { pieces, name } = downloads.get(download);
  downloads.delete(download);
  const blob = new Blob(pieces);
  const isWhole = !error && await sum(await blob.arrayBuffer()) === sha256;
  state.textContent = isWhole ? `${name}: all ${blob.size} bytes are here, and their sum is right.` : `${name}: ${error ?? 'the sum is wrong'}.`;
  if (isWhole) save(blob, name);
});
socket.on('telemetry', (number, values) => {
  tick.textContent = number; // with gaps when this page cannot keep up
  plot(new Float32Array(values));
});

watch.addEventListener('change', () => socket.emit('watch', 256, watch.checked ? 20 : 0));
input.addEventListener('change', async () => {
  const file = input.files[0];
  if (!file) return;
  const { error } = await upload(file.name, await file.arrayBuffer());
  state.textContent = error ? error.message : `${file.name} is there, and its sum is right.`;
  refresh();
});

async function upload(name, bytes) {
  const begun = await socket.emitWithAck('upload', name, bytes.byteLength);
  if (begun.error) return begun;
  const waiting = new Set(); // for their answers
  const failures = [];
  for (let at = 0, number = 0; at < bytes.byteLength && failures.length === 0; at += begun.pieceBytes, number++) {
    const piece = bytes.slice(at, at + begun.pieceBytes);
    const answer = socket.emitWithAck('piece', begun.upload, number, piece).then(({ received, error }) => {
      waiting.delete(answer);
      if (error) failures.push(error);
      else progress.value = received / bytes.byteLength;
    });
    waiting.add(answer);
    if (waiting.size >= begun.window) await Promise.race(waiting); // this is the flow control
  }
  await Promise.all(waiting);
  return failures.length > 0 ? { error: failures[0] } : socket.emitWithAck('finish', begun.upload, await sum(bytes));
}

async function refresh() {
  list.replaceChildren(...(await socket.emitWithAck('files')).map(({ id, name, length }) => {
    const item = document.createElement('li');
    item.append(`${name} (${length} bytes)`, button('Download', () => download(id, name)), button('Remove', () => socket.emit('remove', id, refresh)));
    return item;
  }));
}

async function download(id, name) {
  const number = ++last;
  downloads.set(number, { pieces: [], name });
  const { error } = await socket.emitWithAck('download', number, id);
  if (!error) return;
  downloads.delete(number);
  state.textContent = error.message;
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** SHA-256. Browsers have it on https and on this machine's own address only. */
async function sum(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function button(text, onclick) {
  return Object.assign(document.createElement('button'), { textContent: text, onclick });
}

function plot(values) {
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.beginPath();
  values.forEach((value, n) => pen.lineTo(n / values.length * canvas.width, (1 - value) / 2 * canvas.height));
  pen.strokeStyle = '#1d4ed8';
  pen.stroke();
}
