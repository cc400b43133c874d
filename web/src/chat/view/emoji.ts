/** Emoji by the names that people know them by elsewhere: `:thumbsup:` or `:+1:`. */

import { fold } from '../state/search';

const NAMED = `
😀 grinning smile happy|😄 smiley|😁 grin|😂 joy laughing tears|🤣 rofl|😅 sweat_smile|😊 blush|🙂 slight_smile|😉 wink
😍 heart_eyes love|🥰 adore|😘 kissing_heart kiss|😋 yum|😜 tongue wink_tongue|🤪 zany|🤗 hug|🤔 thinking think|🤐 zipper_mouth
😐 neutral|😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 eyeroll rolling_eyes|😬 grimacing|😴 sleeping zzz|🤒 sick
🤧 sneezing|🥵 hot|🥶 cold|🤯 exploding_head mind_blown|🥳 partying party|😎 sunglasses cool|🤓 nerd|🧐 monocle|😕 confused
😟 worried|🙁 frown|😮 open_mouth wow|😳 flushed|🥺 pleading|😨 fearful|😢 cry sad|😭 sob|😱 scream|😤 triumph|😡 rage angry
🤬 cursing|💀 skull|💩 poop|🤖 robot|👻 ghost|👽 alien|👋 wave hello|🤚 raised_back_of_hand|✋ hand stop|👌 ok_hand ok
✌️ victory peace|🤞 crossed_fingers luck|👍 thumbsup +1 yes|👎 thumbsdown -1 no|👊 punch fist|👏 clap applause
🙌 raised_hands hooray|🙏 pray thanks please|🤝 handshake deal|💪 muscle strong|👀 eyes look|🧠 brain|❤️ heart
🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|💔 broken_heart|💯 100|💥 boom
💬 speech|🔥 fire|✨ sparkles|⭐ star|🎉 tada celebrate|🎂 birthday cake|🎁 gift present|🎈 balloon|🏆 trophy|🥇 gold
⚽ soccer football|🎮 game|🎵 music note|🎧 headphones|🎨 art|📷 camera|💡 bulb idea|💻 laptop computer|📱 phone|☎️ telephone
⌚ watch|📅 calendar date|📌 pin|📎 paperclip|✏️ pencil|📝 memo write|📖 book|🔍 search magnifier|🔒 lock|🔑 key|🔧 wrench fix
🔨 hammer|⚙️ gear|🧪 test|🐛 bug|🚀 rocket ship|✈️ plane|🚗 car|🚲 bike|🏠 home house|🏢 office|🌍 earth world|☀️ sun|🌙 moon
🌈 rainbow|☁️ cloud|🌧️ rain|❄️ snow|⚡ zap lightning|🌊 ocean|🌱 seedling plant|🌹 rose|🌻 sunflower|🍀 clover|🐶 dog|🐱 cat
🐭 mouse|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🦁 lion|🐸 frog|🐵 monkey|🦄 unicorn|🐝 bee|🦋 butterfly|🐢 turtle|🐟 fish|🐧 penguin
🦉 owl|🍎 apple|🍌 banana|🍓 strawberry|🍕 pizza|🍔 burger|🍟 fries|🌮 taco|🍣 sushi|🍪 cookie|🍫 chocolate|☕ coffee|🍵 tea|🍺 beer
🍷 wine|🥂 cheers|✅ check done white_check_mark|❌ x wrong|❗ exclamation|❓ question|⚠️ warning|⏰ alarm|⏳ hourglass wait
♻️ recycle|➕ plus|➖ minus|🆗 ok_button|🔔 bell|🔕 no_bell|🏁 finish|🚩 flag`;

export interface Emoji {
  character: string;
  /** The first is the one that is shown. */
  names: readonly string[];
}

export const ALL_EMOJI: readonly Emoji[] = NAMED.trim().split(/[|\n]/u).map(entry => {
  const [character = '', ...names] = entry.split(' ');
  return { character, names };
});

/** What is given to a message most. */
export const QUICK_EMOJI = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

/** Those with a name that begins with what was typed, before those that hold it. */
export function findEmoji(typed: string, max = Infinity): readonly Emoji[] {
  const wanted = fold(typed);
  const begin = ALL_EMOJI.filter(({ names }) => names.some(name => name.startsWith(wanted)));
  const hold = ALL_EMOJI.filter(emoji => !begin.includes(emoji) && emoji.names.some(name => name.includes(wanted)));
  return [...begin, ...hold].slice(0, max);
}

const NAME = /(?<![\p{L}\p{N}:]):([a-z0-9_+-]{1,30}):/gu;

/** With the emoji in the place of its whole names. */
export const withEmoji = (text: string): string =>
    text.replace(NAME, (whole, name: string) => ALL_EMOJI.find(({ names }) => names.includes(name))?.character ?? whole);

const BEGUN = /(?:^|[\s(]):([a-z0-9_+-]{2,30})$/u;

/** The name that is being written before the cursor; null: none is. */
export const nameBegun = (text: string, cursor: number): string | null => BEGUN.exec(text.slice(0, cursor).toLowerCase())?.[1] ?? null;
