/**
 * "What our computer can see": the rows about this person, as the server has them, with a plain sentence for each
 * column.
 */
import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '#protocol/wire/wire.ts';
import { call, noticed } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { hasWords, t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';

type Row = Reply<'me/seen'>['rows'][number];

export function Seen() {
  const [rows, setRows] = useState<readonly Row[] | undefined>();
  const [code, setCode] = useState<string | undefined>();
  const load = (): void => {
    setCode(undefined);
    call('me/seen', {}).then(
      (answer) => setRows(answer.rows),
      (error: unknown) => setCode(noticed(error).code),
    );
  };
  useEffect(load, []);
  const tables = [...Map.groupBy(rows ?? [], (row) => row.table)];
  return (
    <Frame current="/seen">
      <h1>{t('sees-title')}</h1>
      <p>{t('sees-text')}</p>
      <section class="stack-s">
        <h2>{t('sees-can')}</h2>
        <ul class="plain-list">
          <li>{t('sees-envelopes')}</li>
          <li>{t('sees-keys')}</li>
          <li>{t('sees-when')}</li>
          <li>{t('sees-seats')}</li>
          <li>{t('sees-cannot-hide')}</li>
        </ul>
        <h2>{t('sees-cannot')}</h2>
        <ul class="plain-list">
          <li>{t('sees-names')}</li>
        </ul>
      </section>
      <h2>{t('sees-live')}</h2>
      {code !== undefined && (
        <Refusal
          code={code}
          action={
            <Button small onClick={load}>
              {t('try-again')}
            </Button>
          }
        />
      )}
      {rows === undefined && code === undefined && <p role="status">{t('working')}</p>}
      {tables.map(([table, columns]) => (
        <Table key={table} name={table} columns={columns} />
      ))}
    </Frame>
  );
}

function Table({ name, columns }: { name: string; columns: readonly Row[] }) {
  const title = `sees-table-${name.replaceAll('_', '-')}`;
  const rows = Math.max(...columns.map((column) => column.values.length));
  return (
    <details class="sheet fold-away">
      <summary>
        <h2>
          {hasWords(title) ? t(title) : name}
          <span class="note">{t('sees-rows', { count: rows, facts: columns.length })}</span>
        </h2>
        <Icon name="down" size={22} />
      </summary>
      <dl class="seen">
        {columns.map((column) => (
          <div key={column.column}>
            <dt>
              <b class="code ltr">{column.column}</b> <span class="dim">{column.comment}</span>
            </dt>
            <Values values={column.values} />
          </div>
        ))}
      </dl>
    </details>
  );
}

function Values({ values }: { values: readonly string[] }) {
  const names = values.slice(0, 3);
  if (values.length === 0) return <dd class="dim">{t('sees-empty')}</dd>;
  return (
    <dd>
      {names.map((value, at) => (
        <code key={at} class="code" dir="ltr">
          {value}
        </code>
      ))}
      {values.length > names.length && (
        <span class="dim">{t('sees-more', { count: values.length - names.length })}</span>
      )}
    </dd>
  );
}
