/**
 * Territories that belong to another country, and places that more than one country holds or claims. Source: ISO 3166-1
 * lists each with its own code, and its remarks name the country of a dependent one. Who claims a disputed one is from the
 * remarks of the tz database (zone1970.tab) and the United Nations' list of non-self-governing territories. A line here
 * takes no side: it says whose officers may ask for papers there.
 *
 * A line: the code, or `-` for a place without one; the countries that hold or claim it; dependent or disputed; time
 * zones that are more exact than the code. Names of places without a code are in tools/countries/also-known-as.txt, on the lines with a star.
 */
const table = `
AI|GB|dependent
AS|US|dependent
AW|NL|dependent
AX|FI|dependent
BL|FR|dependent
BM|GB|dependent
BQ|NL|dependent
BV|NO|dependent
CC|AU|dependent
CK|NZ|dependent
CW|NL|dependent
CX|AU|dependent
EH|MA|disputed
FK|GB,AR|disputed
FO|DK|dependent
GF|FR|dependent
GG|GB|dependent
GI|GB,ES|disputed
GL|DK|dependent
GP|FR|dependent
GS|GB,AR|disputed
GU|US|dependent
HK|CN|dependent
HM|AU|dependent
IM|GB|dependent
IO|GB,MU|disputed
JE|GB|dependent
KY|GB|dependent
MF|FR|dependent
MO|CN|dependent
MP|US|dependent
MQ|FR|dependent
MS|GB|dependent
NC|FR|dependent
NF|AU|dependent
NU|NZ|dependent
PF|FR|dependent
PM|FR|dependent
PN|GB|dependent
PR|US|dependent
PS|IL|disputed
RE|FR|dependent
SH|GB|dependent
SJ|NO|dependent
SX|NL|dependent
TC|GB|dependent
TF|FR|dependent
TK|NZ|dependent
TW|CN|disputed
UM|US|dependent
VG|GB|dependent
VI|US|dependent
WF|FR|dependent
XK|RS|disputed
YT|FR,KM|disputed
-|RU,UA|disputed|Europe/Simferopol
-|CY,TR|disputed|Asia/Famagusta
-|ES,MA|disputed|Africa/Ceuta
`;

export interface Territory {
  /** The territory's own code, or undefined where ISO 3166 has none. */
  readonly code: string | undefined;
  readonly under: readonly string[];
  readonly kind: 'dependent' | 'disputed';
  readonly zones: readonly string[];
}

export const territories: readonly Territory[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', under = '', kind = '', zones = ''] = line.split('|');
    return {
      code: code === '-' ? undefined : code,
      under: under.split(','),
      kind: kind === 'disputed' ? 'disputed' : 'dependent',
      zones: zones === '' ? [] : zones.split(' '),
    };
  });
