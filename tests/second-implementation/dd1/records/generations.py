"""5.8: which secrets of an inbox, or of a desk's keys, count."""


def read(revisions):
    """(all, newest, whole, next) over revisions that count: {at, number, says or None}, in the order of the log."""
    numbers = []
    for each in reversed(revisions):
        if each['number'] not in numbers:
            numbers.append(each['number'])
    numbers.reverse()
    found = [one for number in numbers for one in _of(revisions, number)]
    opened = [each for each in revisions if each['says'] is not None]
    newest = _brought(opened[-1]) if opened else None
    whole = bool(revisions) and revisions[-1]['says'] is not None and _brought(revisions[-1]) is not None
    return (found, newest and _shown(revisions, newest['number'], newest['secret']), whole,
            max([0] + numbers) + 1)


def _brought(revision):
    return next((one for one in revision['says'] if one['number'] == revision['number']), None)


def _of(revisions, number):
    own = [each for each in revisions if each['number'] == number and each['says'] is not None]
    heard = own or [each for each in revisions if each['number'] > number and each['says'] is not None]
    secrets = []
    for each in heard:
        for one in each['says']:
            if one['number'] == number and one['secret'] not in secrets:
                secrets.append(one['secret'])
    return [_shown(revisions, number, secret) for secret in secrets]


def _shown(revisions, number, secret):
    ends = [each['at'] for each in revisions[1:]] + [None]
    spans = [[each['at'], end] for each, end in zip(revisions, ends) if each['number'] == number]
    return {'number': number, 'secret': secret, 'spans': spans}


def repeated(found, number, secret):
    """The numbers that the next revision says."""
    rows = [(one['number'], one['secret']) for one in found[-63:]] + [(number, secret)]
    return [row[0] for row in sorted(rows)]
