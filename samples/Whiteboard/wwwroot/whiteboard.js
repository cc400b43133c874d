const [canvas, color, width, clear, state] = ['canvas', 'color', 'width', 'clear', 'state'].map(id => document.getElementById(id));
const pen = canvas.getContext('2d');
const size = 10_000; // of the board, whatever that of the window
const maxNumbers = 4_000; // of one stroke
const drawings = new Map(); // what is being drawn: author -> line
let [strokes, mine] = [[], undefined];

const socket = io();
socket.on('connect', () => { state.textContent = 'Connected.'; });
socket.on('disconnect', () => { state.textContent = 'Not connected. Trying again ...'; });
socket.on('picture', picture => { ({ strokes } = picture); drawings.clear(); redraw(); });
socket.on('drawing', (author, piece) => {
  const line = drawings.get(author);
  if (line) line.points.push(...piece.points);
  else drawings.set(author, piece);
  draw(piece);
});
socket.on('stroke', ({ stroke, oldest }) => {
  drawings.delete(stroke.author); // the stroke has all points, also those that were dropped on the way
  strokes = [...strokes.filter(({ number }) => number >= oldest), stroke];
  redraw();
});
socket.on('cleared', () => { strokes = []; redraw(); });

canvas.addEventListener('pointerdown', event => {
  canvas.setPointerCapture(event.pointerId);
  mine = { color: color.value, width: Number(width.value), points: at(event) };
});
canvas.addEventListener('pointermove', event => {
  if (!mine) return;
  const piece = { ...mine, points: [...mine.points.slice(-2), ...at(event)] };
  mine.points.push(...at(event));
  draw(piece);
  socket.volatile.emit('draw', piece);
  if (mine.points.length >= maxNumbers - 2) finish(at(event)); // a long one goes in parts
});
for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => mine && finish());
clear.addEventListener('click', () => socket.emit('clear'));
new ResizeObserver(() => {
  [canvas.width, canvas.height] = [canvas.clientWidth, canvas.clientHeight];
  redraw();
}).observe(canvas);

function finish(next) {
  socket.emit('stroke', mine);
  mine = next && { ...mine, points: next };
}

function at({ offsetX, offsetY }) {
  return [offsetX / canvas.clientWidth, offsetY / canvas.clientHeight].map(part => Math.round(Math.min(1, Math.max(0, part)) * size));
}

function redraw() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  for (const line of [...strokes, ...drawings.values(), ...(mine ? [mine] : [])]) draw(line);
}

function draw({ color: ink, width: thickness, points }) {
  const [right, down] = [canvas.width / size, canvas.height / size];
  Object.assign(pen, { strokeStyle: ink, lineWidth: thickness * right, lineCap: 'round', lineJoin: 'round' });
  pen.beginPath();
  pen.moveTo(points[0] * right, points[1] * down);
  for (let n = 0; n < points.length; n += 2) pen.lineTo(points[n] * right, points[n + 1] * down);
  pen.stroke();
}
