"""9.8: messages; 9.9: weaving."""
from dd1.core import forms, layers, padding
from dd1.threads import names as threads
from dd1.core.errors import need
from dd1.core.tuples import T

BODY, FILLED, LATEST = 2048, 1912, 7258118400000


def id_of(rootfp, thread, sender, message):
    """Over the message with zeros for its id, and for part 0 without `whole`. Ids are 16 bytes."""
    blank = dict(message, id=forms.b64(bytes(16)))
    if message['part'] == 0:
        blank['whole'] = None
    return threads.message_id(rootfp, thread, sender, forms.encode('dd1/message', blank))


def require_made(rootfp, thread, sender, message):
    code = 'malformed'
    need(1 <= message['parts'] <= 8 and message['part'] < message['parts'], code)
    need((message['whole'] is not None) == (message['parts'] > 1), code)
    if message['part'] == 0 and message['whole'] is not None:
        need(message['whole'] == message['id'], code)
    need(message['sentAt'] < LATEST, code)
    need(id_of(rootfp, thread, sender, message) == forms.unb64(message['id']), code)


def _signed(rootfp, thread, sender, lane_key, nonce, filled):
    return T('dd1/sig/message', rootfp, thread, sender, lane_key, nonce, filled)


def seal(rootfp, sender, own_grant, account_seed, message):
    """The body. In the sender's own grant, `key` is the lane's seed. An announcement is signed by the account."""
    thread, lane_seed = forms.unb64(own_grant['thread']), own_grant['key']
    require_made(rootfp, thread, sender, message)
    lane_key = layers.sign_pair(lane_seed)[0]
    nonce = threads.message_nonce(threads.unsend_token(lane_seed, rootfp, forms.unb64(message['id'])))
    filled = padding.fill(forms.encode('dd1/message', message), FILLED)
    signer = account_seed if own_grant['kind'] == 'announcement' else lane_seed
    signature = layers.sign(signer, _signed(rootfp, thread, sender, lane_key, nonce, filled))
    context = T('dd1/message-context', rootfp, thread, lane_key, nonce)
    commitment, box = layers.seal(own_grant['secret'], signature + filled, context)
    return nonce + commitment + box


def open_message(rootfp, sender, grant, account_key, body):
    need(len(body) == BODY, 'wrong-length')
    thread, nonce = forms.unb64(grant['thread']), body[:24]
    context = T('dd1/message-context', rootfp, thread, grant['key'], nonce)
    contents = layers.unseal(grant['secret'], body[24:56], body[56:], context)
    signature, filled = contents[:64], contents[64:]
    key = account_key if grant['kind'] == 'announcement' else grant['key']
    need(layers.signed(key, _signed(rootfp, thread, sender, grant['key'], nonce, filled), signature),
         'message-signature')
    message = forms.parse('dd1/message', padding.unfill(filled))
    require_made(rootfp, thread, sender, message)
    return message


def _counting(found, present):
    """Ids that count: of present members, settled ones, and all to which these refer."""
    counts, waiting = set(), [each for each, row in found.items() if row['sender'] in present or row['settled']]
    while waiting:
        each = waiting.pop()
        if each not in counts:
            counts.add(each)
            waiting += [ref for ref in found[each]['message']['prev'] if ref in found]
    return counts


def _ordered(found, counts):
    """Through the stream in its order; before a message comes what it refers to, in the order of its `prev`."""
    order, done = [], set()
    for each in sorted(counts, key=lambda id_: found[id_]['sequence']):
        waiting = [each]
        while waiting:
            top = waiting[-1]
            done.add(top)
            ref = next((ref for ref in found[top]['message']['prev'] if ref in counts and ref not in done), None)
            if ref is not None:
                waiting.append(ref)
            elif waiting.pop() not in order:
                order.append(top)
    return order


def weave(rows, present):
    """(order, missing, whether the thread begins later for this reader, ids that do not count)."""
    found = {}
    for row in sorted(rows, key=lambda each: each['sequence']):
        found.setdefault(row['message']['id'], row)
    counts = _counting(found, present)
    order = _ordered(found, counts)
    unsent = [found[each]['message']['reply'] for each in order if found[each]['message']['type'] == 'unsent' and
              _may_unsend(found, each)]
    first = found[order[0]]['message']['prev'] if order else []
    begins = [ref for ref in first if ref not in found and ref not in unsent]
    missing = []
    for each in order:
        for ref in found[each]['message']['prev']:
            if ref not in found and ref not in unsent + begins + missing:
                missing.append(ref)
    shown = [each for each in order if each not in unsent]
    others = [each for each in found if each not in counts]
    return shown, missing, bool(begins), others


def _may_unsend(found, each):
    """A message is taken back by its own sender."""
    reply = found[each]['message']['reply']
    return reply not in found or found[reply]['sender'] == found[each]['sender']
