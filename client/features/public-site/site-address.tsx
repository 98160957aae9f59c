/**
 * The public site's address. The portal only proposes one: if it lied, visitors and press would be sent to somebody
 * else's page. The address that counts is the one that the team wrote, which is signed with the rest. If the two
 * differ, the page says so and sends nobody anywhere.
 */
import { clean } from '#domain/input/clean.ts';
import { publicAddress } from '#domain/public-pages/public-address.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';

interface FieldProps {
  address: string;
  proposed: string | undefined;
  onAddress: (address: string) => void;
}

export function AddressField({ address, proposed, onAddress }: FieldProps) {
  const wrong = address !== '' && publicAddress(address) === undefined;
  return (
    <div class="stack-s">
      <TextField
        label={t('site-address')}
        note={t('site-address-note')}
        error={wrong ? t('site-address-wrong') : undefined}
        code
        maxLength={200}
        value={address}
        onInput={(typed) => onAddress(clean(typed).replace(/\/$/u, ''))}
      />
      {proposed !== undefined && address === '' && (
        <div class="row">
          <p>
            {t('site-address-proposed')} <bdi class="code ltr">{proposed}</bdi>
          </p>
          <Button onClick={() => onAddress(proposed)}>{t('site-address-take')}</Button>
        </div>
      )}
      {proposed !== undefined && address !== '' && !wrong && proposed !== address && (
        <Notice
          look="soon"
          what={t('site-address-other')}
          safe={<bdi class="code ltr">{proposed}</bdi>}
          next={t('site-address-other-next')}
        />
      )}
    </div>
  );
}

interface AddressProps {
  address: string;
  proposed: string | undefined;
  isPublic: boolean;
}

/** The address to click, to read aloud or to copy for the press: the link's words are the address itself. */
export function SiteAddress({ address, proposed, isPublic }: AddressProps) {
  const known = publicAddress(address);
  if (known === undefined || !isPublic) return null;
  if (proposed !== undefined && proposed !== known) return null;
  return (
    <p>
      {t('site-address-give')}{' '}
      <a class="ltr" href={`${known}/`} target="_blank" rel="noopener noreferrer">
        <bdi class="code">{known}</bdi>
      </a>{' '}
      <span class="dim">{t('site-address-opens')}</span>
    </p>
  );
}
