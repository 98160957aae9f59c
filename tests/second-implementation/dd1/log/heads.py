"""3.6: heads that the witness signs."""
from dd1.core import forms, layers
from dd1.core.errors import need
from dd1.core.tuples import T


def verify(roster, data, signature, nonce):
    """The parsed head. It must be exactly the roster's."""
    key = roster.genesis['witnesses'][0]['cosignKey']
    need(layers.signed(key, T('dd1/sig/head', data), signature), 'head-signature')
    head = forms.parse('dd1/head', data)
    need(head['rootfp'] == roster.rootfp and head['origin'] == roster.genesis['log']['origin'], 'root-mismatch')
    need(head['nonce'] == nonce, 'head-nonce')
    need(not head['held'], 'not-yet')
    need((head['rosterSeq'], head['rosterHead']) == (roster.seq, roster.head), 'head-behind')
    need(head['state'] == roster.state(), 'state-differs')
    return head
