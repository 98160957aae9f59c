/** The fictional public site: its words, the award, and what its form takes. */
import type { Content } from '#protocol/records/content.ts';
import { demoDay, inWords } from './dates.ts';

const year = Number(demoDay(0).slice(0, 4));
/** Until when the press may ask for a place. */
const pressUntil = (locale: string) => inWords(demoDay(-4), locale, { day: 'numeric', month: 'long' });

/** Random UUIDs of the open sessions, as a desk would have drawn them once. */
export const demoGuids: Readonly<Record<string, string>> = {
  'demo-00-40': '5d0c7b1e-93a4-4f6b-8a57-2e1f0c9b7d34',
  'demo-00-41': 'a81f3c62-4be7-4d19-9c05-7f62d80e15ab',
};

export const demoSite: Content<'site'> = {
  title: { en: 'Those who stay,\nthose who speak.', sv: 'De som stannar,\nde som talar.' },
  intro: {
    en: 'An open session, and the Defender of the Year award. Free, and with interpretation into Swedish.',
    sv: 'Ett öppet möte och priset till Årets försvarare. Fri entré, med tolkning till svenska.',
  },
  award: {
    heading: { en: `Defender of the Year ${year}`, sv: `Årets försvarare ${year}` },
    citation: {
      en: 'A list of names was going to be used against people. She made sure that no such list existed.',
      sv: 'En lista med namn skulle användas mot människor. Hon såg till att det inte fanns någon lista.',
    },
    recipient: 'Liora Vandell',
    past: [
      {
        year: year - 2,
        recipient: 'Teodor Amaq',
        reason: {
          en: 'For nineteen years of notes from a courtroom where nobody else was allowed to write.',
          sv: 'För nitton års anteckningar från en rättssal där ingen annan fick skriva.',
        },
      },
      {
        year: year - 4,
        recipient: 'The Night Line of Belmara',
        reason: {
          en: 'For answering the telephone, every night, whoever called.',
          sv: 'För att de svarade i telefonen, varje natt, vem som än ringde.',
        },
      },
      {
        year: year - 6,
        recipient: 'Ines Okarra',
        reason: {
          en: 'For the first map of her valley that its people had drawn themselves.',
          sv: 'För den första karta över sin dal som de som bor där ritat själva.',
        },
      },
    ],
  },
  rules: {
    en: `Ask before a picture.\nA person with a square badge says no to all pictures.\n\nSay nothing about who sat next to you.\nShare the ideas, not the names.\n\nPress wear their name.\nAsk for a press place before ${pressUntil('en-GB')}.`,
    sv: `Fråga innan du tar en bild.\nDen som har en fyrkantig bricka säger nej till alla bilder.\n\nBerätta inte vem du satt bredvid.\nDela tankarna, inte namnen.\n\nPressen bär sitt namn.\nBe om en pressplats före den ${pressUntil('sv')}.`,
  },
  access: {
    en: 'The hall is on the ground floor, without steps. There is a hearing loop, and places for wheelchairs in every row. Assistance dogs are welcome.\n\nThere is a quiet room beside the hall. Nobody asks why you go there.',
    sv: 'Salen ligger på bottenvåningen, utan trappsteg. Det finns hörslinga och plats för rullstol i varje rad. Assistanshundar är välkomna.\n\nBredvid salen finns ett vilorum. Ingen frågar varför du går dit.',
  },
  press: {
    en: 'Cameras stay in the marked zone. Film the stage, not the audience. Interviews are arranged by us, after the person has said yes.\n\nWe send no list of those who take part, and we ask you to make none.',
    sv: 'Kameror stannar i den markerade zonen. Filma scenen, inte publiken. Vi ordnar intervjuer när personen har sagt ja.\n\nVi lämnar inte ut någon lista över deltagare, och vi ber er att inte göra någon.',
  },
  contact: {
    en: 'Skärgården Conference TestEnv, the main entrance.\nQuestions on paper at the desk, or by telephone: +46 70 174 06 02.',
    sv: 'Skärgården Conference TestEnv, huvudentrén.\nFrågor på papper vid disken eller på telefon: +46 70 174 06 02.',
  },
  seats: 120,
  pressPlaces: 30,
  keepUntil: demoDay(17),
  address: '',
  chart: '7c1e5a90-2b64-4d3f-8e17-b05f9a6cd248',
  guids: Object.entries(demoGuids).map(([session, guid]) => ({ session, guid })),
};
