/** What the user has chosen, for all names that are used in this browser. */

export interface Settings {
  /** Whoever writes has their thread opened, whatever is open: the way of the old React client. */
  follows: boolean;
  /** Tell others what was read, and that one is writing; and see the same of them. */
  tellsReading: boolean;
  /** A sound for what comes while the page is not looked at. */
  sounds: boolean;
  /** Conversations that make no sound, no notification and no number in the title. */
  muted: readonly string[];
}

export const initialSettings: Settings = { follows: false, tellsReading: true, sounds: false, muted: [] };

/** What a browser kept may be of another version, or of anybody's making. */
export function readSettings(kept: unknown): Settings {
  const { follows, tellsReading, sounds, muted } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  return {
    follows: typeof follows === 'boolean' ? follows : initialSettings.follows,
    tellsReading: typeof tellsReading === 'boolean' ? tellsReading : initialSettings.tellsReading,
    sounds: typeof sounds === 'boolean' ? sounds : initialSettings.sounds,
    muted: Array.isArray(muted) ? muted.filter((key): key is string => typeof key === 'string') : initialSettings.muted,
  };
}

export function withMuted({ muted, ...settings }: Settings, key: string, isMuted: boolean): Settings {
  const others = muted.filter(other => other !== key);
  return { ...settings, muted: isMuted ? [...others, key] : others };
}
