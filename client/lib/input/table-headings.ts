/** The headings of tables of people: in the page's languages, in some more, and in what other programs export. */
import { fold } from '#domain/input/fold.ts';

// "Type" is no role: in an export of tickets it may say "Personal", which is Swedish for staff.
export type Column = 'name' | 'given' | 'family' | 'note' | 'role' | 'teams';

const headings: Readonly<Record<Column, string>> = {
  name: 'name|names|full name|display name|person|people|guest|alias|attendee|participant name|badge name|what to call them|namn|fullständigt namn|deltagare|الاسم|اسم|الاسم الكامل|نام|نام کامل|nom|nom complet|nombre|nombre completo|nome|nome completo|ad soyad|isim|adı|имя|фио|имя и фамилия|имʼя|姓名|名字|名前|이름|name des gasts|vollständiger name|นาม|ชื่อ|jina|tên',
  given: 'first name|firstname|given name|forename|förnamn|prénom|vorname|الاسم الأول|first|nombre de pila|ad',
  family:
    'last name|lastname|surname|family name|efternamn|nom de famille|nachname|اسم العائلة|apellido|apellidos|фамилия|soyad|last',
  note: 'note|notes|comment|comments|remark|remarks|anteckning|anteckningar|kommentar|notering|anmärkning|ملاحظة|ملاحظات|تعليق|remarque|remarques|commentaire|nota|notas|comentario|observaciones|bemerkung|notiz|примечание|комментарий|заметка|not|açıklama|یادداشت|备注|note for us',
  role: 'role|roles|roll|rôle|rol|rolle|роль|الدور|دور|نقش|角色',
  teams:
    'teams|team|desk|desks|grupp|grupper|lag|arbetsgrupp|الفرق|الفريق|فريق|équipe|équipes|equipo|equipos|equipe|gruppe|команда|команды|takım|تیم|组',
};

const known = new Map<string, Column>(
  (Object.keys(headings) as Column[]).flatMap((column) =>
    headings[column].split('|').map((name) => [fold(name), column] as const),
  ),
);

/** Returns which column a heading names, if it names one. */
export function columnOf(heading: string): Column | undefined {
  return known.get(fold(heading.replaceAll(/\(.*\)/gu, ' ')));
}

const roles: Readonly<Record<string, string>> = {
  participant:
    'participant|participants|guest|attendee|deltagare|gäst|مشارك|مشاركة|participante|teilnehmer|teilnehmerin|участник|katılımcı|شرکت کننده|参与者',
  staff:
    'staff|team member|crew|personal|medarbetare|موظف|فريق العمل|موظفة|personnel|équipe|equipo|mitarbeiter|сотрудник|personel|کارمند|工作人员',
};
const knownRoles = new Map(
  Object.entries(roles).flatMap(([role, names]) => names.split('|').map((name) => [fold(name), role] as const)),
);

/** Returns the role that a cell names, in any of these languages; the cell itself if it names none. */
export function roleOf(cell: string): string {
  return knownRoles.get(fold(cell)) ?? fold(cell);
}
