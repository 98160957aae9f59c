"""invites.json."""
from dd1.core import forms
from dd1.members import invites

from . import act, scene


def _id(text):
    return forms.unb64(text)


def _key(name, i):
    return invites.key(name, i.secret, i.rootfp, _id(i.invite), _id(i.inviter), i.seen)


@act('parse link')
def _parse_link(i):
    return invites.parse_link(i.link)[1]


@act('parse co-founder link')
def _parse_cofounder_link(i):
    return invites.parse_cofounder_link(i.link)[1]


@act('parse founding link')
def _parse_founding_link(i):
    return invites.parse_founding_link(i.link)[1]


@act('seal terms')
def _seal_terms(i):
    return invites.seal_box(_key('box', i), i.rootfp, _id(i.invite), i.terms)


@act('open terms')
def _open_terms(i):
    terms = invites.open_box(_key('box', i), i.rootfp, _id(i.invite), _id(i.inviter), i.seen, i.box, i.now)
    return forms.encode('dd1/invite-terms', terms)


@act('seal copy')
def _seal_copy(i):
    return invites.seal_copy(i.accountSecret, i.rootfp, _id(i.invite), i.secret,
                             forms.parse('dd1/invite-terms', i.terms))


@act('open copy')
def _open_copy(i):
    return invites.open_copy(i.accountSecret, i.rootfp, _id(i.invite), i.copy)['secret']


@act('verify join')
def _verify_join(i):
    return invites.verify_join(_key('mac', i), i.rootfp, forms.parse('dd1/invite-terms', i.terms), i.sent)


@act('require inviter')
def _require_inviter(i):
    invites.require_inviter(scene.whole(), forms.parse('dd1/invite-terms', i.terms))
    return b''


@act('require seen')
def _require_seen(i):
    invites.require_seen(scene.whole(), forms.parse('dd1/seen', i.seen))
    return b''


@act('seal pending join')
def _seal_pending(i):
    return invites.seal_pending(i.accountSecret, i['join'], i.redeem, i.salt)


@act('open pending join')
def _open_pending(i):
    return invites.open_pending(i.accountSecret, i.sealed)[1]
