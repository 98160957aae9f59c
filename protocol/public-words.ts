/** What the public pages say of themselves, in their languages. What the event says stands in the kind `site`. */
export type Tongue = 'en' | 'sv';

export interface Words {
  /** The name of this language, in itself. */
  readonly name: string;
  readonly open: string;
  readonly days: readonly string[];
  readonly months: readonly string[];
  readonly programme: string;
  readonly seat: string;
  readonly rules: string;
  readonly access: string;
  readonly press: string;
  readonly contact: string;
  readonly award: string;
  readonly skip: string;
  readonly menu: string;
  readonly otherPage: string;
  readonly times: (city: string) => string;
  readonly calendar: string;
  readonly noSessions: string;
  readonly noRecording: string;
  readonly noPhones: string;
  readonly spoken: string;
  readonly interpreted: string;
  readonly jury: string;
  readonly notYet: string;
  readonly past: string;
  readonly morePast: string;
  readonly seatIntro: string;
  readonly closed: string;
  readonly reads: string;
  readonly promise: string;
  readonly promiseSeat: string;
  readonly promisePress: string;
  readonly promiseMore: string;
  readonly nameLabel: string;
  readonly nameHint: string;
  readonly contactLabel: string;
  readonly contactHint: string;
  readonly needsLabel: string;
  readonly needsHint: string;
  readonly outletLabel: string;
  readonly outletHint: string;
  readonly pressNameHint: string;
  readonly pressSend: string;
  readonly pressIntro: string;
  readonly toPress: string;
  readonly treat: string;
  readonly treatment: readonly (readonly [string, string])[];
  readonly foot: string;
  readonly data: string;
  readonly back: string;
  readonly answers: Readonly<Record<AnswerName, readonly [title: string, text: string]>>;
  readonly ticket: string;
  readonly ticketCode: string;
}

export const answerNames = [
  'seat',
  'press',
  'full',
  'closed',
  'slow',
  'wrong',
  'elsewhere',
  'missing',
  'broken',
] as const;
export type AnswerName = (typeof answerNames)[number];

const en: Words = {
  name: 'English',
  open: 'Open session',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  programme: 'Programme',
  seat: 'Ask for a seat',
  rules: 'House rules',
  access: 'Getting in and taking part',
  press: 'For the press',
  contact: 'Contact',
  award: 'The award',
  skip: 'Skip to the content',
  menu: 'Pages',
  otherPage: 'Svenska',
  times: (city) => `All times are ${city} time.`,
  calendar: 'Put it in my calendar',
  noSessions: 'The programme comes here later.',
  noRecording: 'No recording',
  noPhones: 'Phones stay outside',
  spoken: 'Spoken language',
  interpreted: 'Interpreted into',
  jury: 'From the words of the jury.',
  notYet: 'The name is said aloud on the day.',
  past: 'Those before',
  morePast: 'See who received it before',
  seatIntro: 'You need no account and no e-mail. You get a ticket with a code.',
  closed: 'No requests are taken right now.',
  reads: 'Only the communications team can open what you write.',
  promise:
    'Your answer is sealed the moment it arrives. That protects you if our database is stolen. It does not protect you if someone changes this page or our computer before you press send.',
  promiseSeat: 'If that worries you, leave the fields empty. You can get a seat all the same.',
  promisePress: 'If that worries you, write only what you would say at the door.',
  promiseMore: 'How we treat your request',
  nameLabel: 'What should we call you?',
  nameHint: 'You may leave it empty.',
  contactLabel: 'How can we reach you if something changes?',
  contactHint: 'You may leave it empty. Then look here again the day before.',
  needsLabel: 'Do you need something to take part?',
  needsHint: 'Sign language, a place for a wheelchair, quiet.',
  outletLabel: 'Whom do you report for?',
  outletHint: 'A newspaper, a station, yourself.',
  pressNameHint: 'The name on your press card. It is checked at the door.',
  pressSend: 'Ask for a press place',
  pressIntro: 'You get a ticket with a code. Show it with your press card at the door.',
  toPress: 'Ask for a press place',
  treat: 'How we treat your request',
  treatment: [
    [
      'What you write is sealed at once.',
      'The computer that answers you seals it in memory for the communications team, and forgets it. What is stored cannot be read by that computer, nor by anyone who steals the database.',
    ],
    [
      'What this cannot do.',
      'Someone who changes this page, or the computer that sends it, could read what you write before it is sealed. We cannot rule that out. Nothing you write here is needed for a seat.',
    ],
    [
      'All requests look alike.',
      'They have the same size, whether you filled in every field or none. No list of names stands beside them.',
    ],
    [
      'No trace of your visit.',
      'There are no cookies, no scripts and no counters. We do not store your network address. To stop floods we count requests per network for a short time, under a code that is thrown away every hour.',
    ],
    [
      'Your ticket is only a code.',
      'It says nothing about you. Whoever holds it may use it, so treat it like a cinema ticket.',
    ],
  ],
  foot: 'This page uses no scripts, no cookies and no counters.',
  data: 'Programme as data',
  back: 'To the front page',
  answers: {
    seat: [
      'You have asked for a seat',
      'Keep this code, on paper or as a picture. It is your ticket, and it is shown only once.',
    ],
    press: [
      'You have asked for a press place',
      'Keep this code, and bring your press card. The code is shown only once.',
    ],
    full: [
      'All seats are taken',
      'Somebody was there a moment before you. Nothing you wrote was kept. Seats are sometimes given back: try again later.',
    ],
    closed: ['No requests are taken right now', 'Nothing you wrote was kept.'],
    slow: [
      'Many people are asking right now',
      'Nothing you wrote was kept. Go back and press the button again in a minute: what you wrote is still in the form.',
    ],
    wrong: [
      'We could not take that',
      'A field is longer than 400 characters, or something else did not fit. Nothing was kept. Go back: what you wrote is still in the form.',
    ],
    elsewhere: ['This came from another page', 'A request must be sent from the form on this site. Nothing was kept.'],
    missing: ['There is no such page', 'Everything that is public is on the front page.'],
    broken: ['Something went wrong with us', 'Nothing you wrote was kept. Go back and try again in a few minutes.'],
  },
  ticket: 'Your ticket',
  ticketCode: 'The same code as a picture, to be read at the door',
};

const sv: Words = {
  name: 'Svenska',
  open: 'Öppet möte',
  days: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  months: [
    'januari',
    'februari',
    'mars',
    'april',
    'maj',
    'juni',
    'juli',
    'augusti',
    'september',
    'oktober',
    'november',
    'december',
  ],
  programme: 'Program',
  seat: 'Be om en plats',
  rules: 'Ordningsregler',
  access: 'Att komma in och vara med',
  press: 'För pressen',
  contact: 'Kontakt',
  award: 'Priset',
  skip: 'Hoppa till innehållet',
  menu: 'Sidor',
  otherPage: 'English',
  times: (city) => `Alla tider är ${city}tid.`,
  calendar: 'Lägg in i min kalender',
  noSessions: 'Programmet kommer här senare.',
  noRecording: 'Ingen inspelning',
  noPhones: 'Telefoner stannar utanför',
  spoken: 'Talat språk',
  interpreted: 'Tolkas till',
  jury: 'Ur juryns ord.',
  notYet: 'Namnet sägs högt på dagen.',
  past: 'De som kom före',
  morePast: 'Se vilka som fått det tidigare',
  seatIntro: 'Du behöver inget konto och ingen e-post. Du får en biljett med en kod.',
  closed: 'Just nu tar vi inte emot några förfrågningar.',
  reads: 'Bara kommunikationsgruppen kan öppna det du skriver.',
  promise:
    'Ditt svar förseglas i samma stund som det kommer fram. Det skyddar dig om vår databas blir stulen. Det skyddar dig inte om någon ändrar den här sidan eller vår dator innan du skickar.',
  promiseSeat: 'Om det oroar dig, lämna fälten tomma. Du kan få en plats ändå.',
  promisePress: 'Om det oroar dig, skriv bara det du skulle säga vid dörren.',
  promiseMore: 'Så behandlar vi din förfrågan',
  nameLabel: 'Vad ska vi kalla dig?',
  nameHint: 'Du får lämna det tomt.',
  contactLabel: 'Hur når vi dig om något ändras?',
  contactHint: 'Du får lämna det tomt. Titta då här igen dagen innan.',
  needsLabel: 'Behöver du något för att kunna vara med?',
  needsHint: 'Teckenspråk, plats för rullstol, lugn och ro.',
  outletLabel: 'Vem rapporterar du för?',
  outletHint: 'En tidning, en kanal, dig själv.',
  pressNameHint: 'Namnet på ditt presskort. Det kontrolleras vid dörren.',
  pressSend: 'Be om en pressplats',
  pressIntro: 'Du får en biljett med en kod. Visa den och ditt presskort vid dörren.',
  toPress: 'Be om en pressplats',
  treat: 'Så behandlar vi din förfrågan',
  treatment: [
    [
      'Det du skriver förseglas genast.',
      'Datorn som svarar dig förseglar det i minnet för kommunikationsgruppen och glömmer det sedan. Det som sparas kan inte läsas av den datorn, och inte av den som stjäl databasen.',
    ],
    [
      'Vad det inte klarar.',
      'Den som ändrar den här sidan, eller datorn som skickar den, kan läsa det du skriver innan det förseglas. Det kan vi inte utesluta. Inget du skriver här behövs för en plats.',
    ],
    [
      'Alla förfrågningar ser likadana ut.',
      'De är lika stora, vare sig du fyllde i varje fält eller inget. Ingen namnlista ligger bredvid.',
    ],
    [
      'Inga spår av ditt besök.',
      'Här finns inga kakor, inga skript och inga räkneverk. Vi sparar inte din nätadress. För att stoppa översvämningar räknar vi förfrågningar per nät en kort stund, under en kod som kastas varje timme.',
    ],
    [
      'Din biljett är bara en kod.',
      'Den säger inget om dig. Den som har den kan använda den, så behandla den som en biobiljett.',
    ],
  ],
  foot: 'Den här sidan har inga skript, inga kakor och inga räkneverk.',
  data: 'Programmet som data',
  back: 'Till första sidan',
  answers: {
    seat: [
      'Du har bett om en plats',
      'Spara koden, på papper eller som bild. Den är din biljett och visas bara en gång.',
    ],
    press: ['Du har bett om en pressplats', 'Spara koden och ta med ditt presskort. Koden visas bara en gång.'],
    full: [
      'Alla platser är tagna',
      'Någon hann före. Inget av det du skrev har sparats. Ibland lämnas platser tillbaka: försök igen senare.',
    ],
    closed: ['Just nu tar vi inte emot några förfrågningar', 'Inget av det du skrev har sparats.'],
    slow: [
      'Många frågar just nu',
      'Inget av det du skrev har sparats. Gå tillbaka och tryck på knappen igen om en minut: det du skrev står kvar i formuläret.',
    ],
    wrong: [
      'Det kunde vi inte ta emot',
      'Ett fält är längre än 400 tecken, eller så var det något annat som inte gick. Inget har sparats. Gå tillbaka: det du skrev står kvar i formuläret.',
    ],
    elsewhere: ['Det här kom från en annan sida', 'En förfrågan måste skickas från formuläret här. Inget har sparats.'],
    missing: ['Den sidan finns inte', 'Allt som är öppet står på första sidan.'],
    broken: [
      'Något gick fel hos oss',
      'Inget av det du skrev har sparats. Gå tillbaka och försök igen om några minuter.',
    ],
  },
  ticket: 'Din biljett',
  ticketCode: 'Samma kod som bild, att läsas vid dörren',
};

export const wordsOf: Readonly<Record<Tongue, Words>> = { en, sv };
