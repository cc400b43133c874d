/** Two short tones: no file to load, and nothing where the browser allows no sound before the user has touched the page. */

const TONES = [660, 880]; // Hz
const LENGTH_S = 0.12;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

export function chime(): void {
  if (!('AudioContext' in globalThis)) return;
  context ??= new AudioContext();
  if (context.state !== 'running') return void context.resume().catch(() => {});
  for (const [n, tone] of TONES.entries()) play(context, tone, context.currentTime + n * LENGTH_S);
}

function play(audio: AudioContext, tone: number, at: number): void {
  const [voice, volume] = [audio.createOscillator(), audio.createGain()];
  voice.frequency.value = tone;
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + LENGTH_S);
}
