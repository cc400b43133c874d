// What was said in a room, by whom and where, who was in it, and what came: pure bookkeeping, without sockets. Who is told that something may
// be missing is excused, and what a server accepted that was killed before it could reach the others.

const known = 20_000; // ms: by then every server that can be reached knows of a member
const kept = 60_000;  // ms: for so long a server that is cut off may still owe what it accepted

export class RoomLedger {
  said = new Map();     // id -> {id, from, server, at, ack}
  members = new Map();  // user -> since when it has been in the room, through all its connections
  told = new Map();     // user -> when it was told last that it may have missed something
  #arrivals = new Map(); // user -> Map(id -> how often)
  #killed;

  /** @param kills as the ledger of messages has them */
  constructor(kills) {
    this.#killed = (server, since) => kills.some(kill => kill.server === server && kill.at >= since && kill.at <= since + kept);
  }

  joined(user, at) {
    this.members.set(user, at);
  }

  toldIncomplete(user, at) {
    this.told.set(user, at);
  }

  sent(id, from, server, at) {
    this.said.set(id, { id, from, server, at, ack: undefined });
  }

  acked(id, ack) {
    this.said.get(id).ack ??= ack;
  }

  arrived(user, id) {
    const had = this.#arrivals.get(user) ?? new Map();
    this.#arrivals.set(user, had);
    had.set(id, (had.get(id) ?? 0) + 1);
  }

  /** Accepted, and never come to somebody who was in the room all the time. */
  missing() {
    const missing = [];
    for (const message of this.said.values()) {
      if (!message.ack || message.ack.error) continue;
      for (const [user, since] of this.members) {
        if (since + known <= message.at && !this.#arrivals.get(user)?.has(message.id)) missing.push({ ...message, user, since });
      }
    }
    return missing;
  }

  lost = () => this.missing().filter(({ user, server, at }) => !(this.told.get(user) >= at) && !this.#killed(server, at));

  summary() {
    const missing = this.missing().length;
    const arrivals = [...this.#arrivals.values()].flatMap(had => [...had.values()]);
    return {
      said: this.said.size,
      accepted: [...this.said.values()].filter(({ ack }) => ack && !ack.error).length,
      arrivals: arrivals.length,
      excused: missing - this.lost().length,
      lost: this.lost().length,
      again: arrivals.filter(times => times > 1).length, // by the server that gave it first, which is dead or was out of reach
    };
  }
}
