# English. Plain words, reading age 12: hardware key, phone key, paper key, recovery card; "team" for desk, "set up" for
# enrol, "looked at" for opened, "lock and send" for seal, "delete for good". Every id also stands in the other
# catalogues, with the same variables (tests/unit/repository/words.test.ts). $device is "phone" or "computer".

## Parts used everywhere

exit = Exit
help-now = Help now
home = Home
nav = Places
nav-new = something new
close = Close
back = Back
go-on = Go on
save = Save
change = Change
undo = Undo
done = Done
try-now = Try now
try-again = Try again
show-more = Show more
copy = Copy
copied = Copied
print = Print
search = Search on this computer
optional = (you may leave it empty)
in-person = I will tell you in person
not-for-me = This does not apply to me
language = Language
skip-to-content = Go to the content
rules-look = Look at the rules
lock-and-send = Lock and send
locking = Locking it on this { $device ->
    [computer] computer
   *[phone] phone
  }…
sending = Sending…
opening = Opening…
checking = Checking…
working = One moment…
touch-key-now = Touch your key now
waiting-witness = Waiting for the witness…
you = You
nobody-yet = Nobody yet
only-you = Only you
people = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
count-of = { $done } of { $total }
step-of = Step { $step } of { $total }
step-done = (done)
step-now = (next)
step-later = (later)
you-can-leave = You can leave. It goes on by itself.
zone-time = { $city } time
when = { $day }, { $time } { $zone }
date-day = Day
date-month = Month
date-year = Year
typed-day-unfinished = A day needs a day, a month and a year like 2027, or nothing at all. What you typed is kept.
typed-day-impossible = This day is not in the calendar. Look at the day and the month. What you typed is kept.
typed-day-far = This year is too far away. What you typed is kept.
typed-time = A time has hours and minutes, like 09:30. What you typed is kept.
typed-number = A whole number from { $least } to { $most }, or nothing at all. What you typed is kept.
typed-list = At most { $most } names, each with at most { $length } letters. What you typed is kept.
typed-long = This is too long by { $over }. Make it shorter. What you typed is kept.
typed-stops = Nothing was sent. A day, a time, a number or a list is not right yet. It is marked.
typed-order = This day is before the one above. What you typed is kept.
city-stockholm = Stockholm
city-istanbul = Istanbul
city-copenhagen = Copenhagen
city-london = London
city-paris = Paris
city-berlin = Berlin
city-cairo = Cairo
city-nairobi = Nairobi
proof-done = Checked:
proof-waiting = Still waiting:
proof-failed = Not right:
fact-readers = Can read
fact-why = Why
fact-until = Until
you-decide = You decide
cannot-stop = We cannot stop someone who forces you to open it.
touch-key-twice = Touch your key, two times
page-stale = There is a newer version of this page.
page-stale-next = Finish what you are writing, then load it. Your key opens it again.
page-reload = Load the new version
page-pending = A check is still under way.
page-pending-safe = You can read what is yours. Nothing new is sent until it is done.
page-evaluation = This event has one officer. It is for trying out only: put nothing real in it.
freeze-overdue = Our computer still keeps { $people } out, longer than an officer signed.
freeze-overdue-next = Tell the duty number. It may be a fault, or somebody may have our computer.
unlock-voids = { $count ->
    [one] Something you signed is not in force.
   *[other] { $count } things you signed are not in force.
  }
unlock-voids-ledger = The ledger says why.
unlock-voids-ask = It stands in the ledger, and why. Ask an officer to look.
unlock-voids-look = Show in the ledger
unlock-voids-aside = Put aside
void-open = It can still come into force until { $time }.
void-final = It can no longer come into force. Do it again if it is still needed.
page-tidying = Your file is being made ready. You can read meanwhile.
page-pending-check = Check again
page-pending-still = The witness does not answer yet.
page-missing = This page is not here yet
page-missing-what = It could not be loaded.
page-missing-safe = What you sent before is safe.
page-missing-next = Look whether you are connected, then try again.
page-missing-reload = Load everything again. Your key opens it.
page-broken = This page stopped working
page-broken-what = There is a mistake in our program.
page-broken-next = Try again, or go to another page. If it happens again, tell the team.
page-broken-typed = What you typed here
setup-compare-say = Say these aloud
keys-card-made = Made { $day }

## Words for whole teams and ways in

team-travel = Travel team
team-visa = Visa team
team-officers = Officers
team-hotel = Hotel team
team-catering = Kitchen
team-care = Care lead
team-programme = Programme team
team-finance = Money team
team-members = All members
team-communications = Communications team
role-officer = Security officer
role-deputy = Deputy officer
role-staff = Staff
role-participant = Participant
way-hardware = Hardware key
way-hardware-text = A small metal key that you plug in or hold against your phone
way-phone = Phone key
way-phone-text = { $device ->
    [computer] The phone that you set up
   *[phone] The screen lock of this phone
  }
way-paper = Paper key
way-paper-text = 36 digits on a card, and a PIN
mode-air = Plane
mode-rail = Train
mode-bus = Bus
mode-ferry = Ferry
mode-car = Car
mode-any = Not chosen
reason-booking = to book the journey
reason-letter = to write the letter
reason-pick-up = to arrange the pick-up
reason-change = to change something
reason-question = to answer a question
reason-guest-list = to see who is invited
reason-handover = to hand over to a colleague
reason-seats = to give out seats
reach-signal = Signal
reach-phone = phone
reach-sms = SMS
reach-email = e-mail
reach-in-person = meeting in person
pickup-yes = Wants to be met
pickup-no = Finds their own way
pickup-unsure = Does not know yet
edit-minutes = { $hours } h { $minutes } min
person-unnamed = Person { $code }

## Where one can go

place-today = Today
place-file = My file
place-journey = Journey
place-programme = Programme
place-messages = Messages
place-who = Who opened my file
place-keys = Keys and devices
place-sees = What our computer can see
place-more = More
place-help = Help now
place-queue = Work queue
place-journeys = Journeys
place-arrivals = Arrivals
place-handover = Hand-over log
place-watch = Watch
place-ledger = Ledger
place-requests = Requests
place-sign-ups = Sign-ups
place-open-part = Open part
place-editor = Programme
place-members = Members
place-approvals = Approvals
place-drills = Drills
place-day = My day

## Sign in

signin-title = Touch your key
signin-text = { $device ->
    [computer] Plug in your hardware key, then touch it when it blinks.
   *[phone] Plug in your hardware key, or hold it flat against the back of this phone.
  }
signin-open = Open with my key
signin-waiting = Waiting for your touch…
signin-unlocking = Opening your file…
signin-other = Other ways in
signin-try = Try my device
signin-try-text = no account needed
signin-help-text = works without a key
signin-invited = I have an invitation
signin-invited-text = Set up with a link or a code
signin-lost = I lost my key
signin-lost-text = Your recovery card brings you back
signin-limits = { cannot-stop } Exit hides this page at once. The browser may still remember that you came here.
signin-not-set-up = This place is not ready yet. The officers set it up first.
signin-no-cookie = Your browser did not keep the cookie that says you are signed in, so the page locked itself.
signin-no-cookie-next = Allow cookies for this address, then touch your key again.
signin-locked = { $count ->
    [one] This page locked itself after one minute. Touch your key to go on.
   *[other] This page locked itself after { $count } minutes. Touch your key to go on.
  }
device-in-app = This window belongs to another app and cannot talk to a key.
device-in-app-next = Open the menu here and choose “Open in browser”, or type the address into your browser.
device-no-webauthn = This browser cannot talk to a key. Nothing is lost.
device-no-webauthn-next = Use a newer Firefox, Chrome, Edge or Safari. Tor Browser cannot use keys.

## Try my device

try-title = Try my device
try-text = No account is needed, and nothing is sent. We look at what this { $device ->
    [computer] computer
   *[phone] phone
  } can do.
try-start = Start
try-again-text = You can do this as often as you like.
try-paper-yes = A paper key works here.
try-best = Use this: { $way }
try-none = No way works in this browser. Try a newer browser, or ask the person who invited you.
try-touch = Touch a key to try it
try-touch-text = Some keys keep the test as an entry named Test. It opens nothing: to sign in, choose Portal.
try-private = This is a private window. It works, and it forgets everything when you close it.
try-old = This browser is old. Update it if you can.
try-phone = { $device ->
    [computer] Try this computer
   *[phone] Try this phone
  }
try-phone-none = This { $device ->
    [computer] computer
   *[phone] phone
  } has no screen lock that could be a key. A hardware key may still work.
try-hardware-works = This key works here. You can use it to set up.
try-phone-works = { $device ->
    [computer] This computer can be your key.
   *[phone] This phone can be your key.
  }
try-answer-no-prf = This key answers, but it cannot lock files.
try-answer-no-prf-next = Try another key, or another browser with the same key.
try-answer-no-key = No key answered, or it was stopped.
try-answer-no-key-next = Try again. If the key has no PIN yet, set one first.
try-answer-no-webauthn = { device-no-webauthn }
try-answer-no-webauthn-next = { device-no-webauthn-next }
try-answer-in-app = { device-in-app }
try-answer-in-app-next = { device-in-app-next }
try-back = Back to my key

## Set up

setup-title = Set up
setup-language = Which language do you want to read?
setup-welcome = You are invited
setup-welcome-text = It takes about ten minutes. You need { $way ->
    [hardware] your two hardware keys
    [paper] a pen and paper
   *[phone] this phone, with a screen lock
  }. You can stop and go on later.
setup-invite-code = Code from your invitation
setup-invite-code-note = Type it as it is printed. Big or small letters do not matter.
setup-step-language = Language
setup-step-key = Your key
setup-step-card = Recovery card
setup-step-compare = Compare eight digits
setup-key-title = Your key
setup-key-text = Touch your key. It makes a secret that never leaves it.
setup-key-first = Set up this key
setup-key-second = Set up your second key
setup-key-second-text = Keep the second key somewhere else. If you lose one, the other still opens everything.
setup-key-later = I have only one key today
setup-key-done = Your key is set up.
setup-phone-title = This { $device ->
    [computer] computer
   *[phone] phone
  } as your key
setup-phone-text = Whoever can unlock this { $device ->
    [computer] computer
   *[phone] phone
  }, or its account, can open your file.
setup-phone-do = Use this { $device ->
    [computer] computer
   *[phone] phone
  }
setup-card-title = Your recovery card
setup-card-text = If you lose your key, this card brings you back in. Whoever has it can open your file, so hide it well.
setup-card-write = Write the digits on paper, or print the card. Never take a picture of it.
setup-card-print = Print the card
setup-card-check = Type row { $row } from your paper
setup-card-check-note = So that we know the card is right. Eight digits, then the one that checks them.
setup-card-wrong = Row { $row } does not add up. Look at it digit by digit. The card is still the same.
setup-card-done = I have it on paper
setup-compare-title = Compare eight digits
setup-compare-text = Call the person who invited you, or meet. Read the digits to each other. They must be the same.
setup-compare-same = They are the same
setup-compare-different = They are different
setup-compare-warning = If they are different, stop. Somebody may stand between you. Nothing of yours was sent.
setup-wait-title = Almost there
setup-wait-text = { $name } now lets you in. You can close this page and come back with your key.
setup-finished = You are in
setup-finished-text = Your file is empty and yours. Fill in one card at a time, in any order.
setup-qr = Scan this with the other phone
setup-alias = What should we call you?
setup-alias-note = A name that you choose. Not the name in your passport. Every team sees it.
setup-key-ready = Your key is ready
setup-key-how = Plug in your key, or hold it against your phone. You touch it two times: once to make a secret that never leaves it, once to see that it works.
setup-key-nth = { $way ->
    [phone] Key { $number }: this phone or computer
   *[hardware] Key { $number }: hardware key
  }
setup-key-one = Go on with one key
setup-key-another = Set up one more key
setup-card-back = Type the card back
setup-card-compare = Compare
setup-card-again = Show me the card again
setup-card-same = The card is still the same, and the other rows are kept.
card-row = Row { $row }
card-row-wrong = Row { $row } is not right yet. Look at it digit by digit.
setup-key-count = You need { $count } keys.
setup-invited = You have an invitation?
setup-invited-text = Open its link, or paste it here. Looking at it uses nothing up.
setup-invite-paste = Paste the whole link, or type the code. It stays on this page.
setup-invite-open = Look at the invitation
setup-days = { $from } to { $until }
setup-as = You come as
setup-team = Team
setup-ends = Link works until
setup-inviter = This is the mark of the person who invited you. You will call each other at the end.
setup-your-face = This will be your mark. It is drawn from chance, not from your name.
setup-joined = Keys were already set up with this invitation.
setup-joined-next = If that was you, touch your key: the eight digits come back. If not, call the person who invited you at once.
resume-title = Were you here before?
resume-text = If this page closed after you had set up your keys, open the link of your invitation again. One touch then brings you back. If you have lost it, ask the person who invited you to show it to you again.
resume-touch = Touch my key
setup-sign-in = Sign in with my key
setup-what = What happens now
setup-needs = { $count ->
    [one] You need one key. A second one is wise.
   *[other] You need { $count } keys.
  }
setup-needs-card = You need a pen and paper, or a printer.
setup-needs-call = By phone or in person, with the person who invited you.
setup-step-in = You are in
setup-begin = Set up my key
setup-nothing-spent = It takes about ten minutes. Until the digits, nothing is used up: close the page and open the link again.
setup-sending = Sending your keys
setup-wait-call = Call the person with this mark now, or meet. Say that your keys are set up.
setup-wait-digits = Waiting for eight digits. Keep this page open until you have compared them.
setup-compare-read = You hear the first four and say the last four, to the person who invited you. On the other side they must be the same.
setup-wait-added = When they are the same, you are let in. This page notices by itself.
setup-finished-staff = Sign in with your key. An officer lets you into your team’s envelopes.
setup-wait-second = A second officer must agree before you are in. That may take longer than the call.
setup-keep-number = The duty number, to write down:
recover-title = Back in with your card
recover-text = Take your recovery card and a new key. You end with new keys and a new card.
recover-fact-file = Your file stays as it is.
recover-fact-old = At the last step your old keys and this card stop working.
recover-fact-log = It is written in the log, so nobody can do it unseen.
recover-rows = Type the four rows as they stand on the card. Spaces do not matter.
recover-enter = Open with my card
recover-last = One last touch
recover-last-text = Touch your new key. It signs that these are your keys from now on.
recover-last-warning = With this touch your old keys and this card stop working.
recover-finish = Make my new keys count
recover-done = You are back
recover-done-text = Your new keys open your file. Cut up the old card.
recover-sign-in = Sign in with your new key
setup-key-second-why = A second key, kept somewhere else, still opens everything if you lose this one.
recover-staff = This card is known. For teams and officers, this version cannot make new keys with a card yet.
recover-staff-next = Use your second key, or ask an officer to invite you anew.
recover-unknown-next = Look at the digits once more, and take your newest card. An older card stops working when a new one is made. If you have no other, call the duty number.

## My file

file-title = My file
file-dates = Every card has an end date. After it, we delete the card for good.
file-tally-open = on this { $device ->
    [computer] computer
   *[phone] phone
  }
file-tally-sealed = locked and sent
file-tally-opened = looked at
file-tally-counted = may have been opened
file-open = On this { $device ->
    [computer] computer
   *[phone] phone
  } only. Not sent yet.
file-sealed = Locked and sent. Nobody has looked yet.
file-sealed-own = Locked and sent
file-answering = Somebody has just asked for this. Until the answer is here, it counts as opened.
file-unknown = It is not known whether this was opened. It counts as opened.
file-overdue = Somebody may have opened this. Nobody has signed that it stayed closed. Ask an officer.
file-opened = Looked at by the { $team }, { $when }, { $why }
file-filed = Written down for you by the { $team }. It is yours now.
file-empty = Nothing here yet
file-empty-text = Fill it in when you like. It stays on this { $device ->
    [computer] computer
   *[phone] phone
  } until you lock and send it.
file-fill-in = Fill it in
file-who = Who opened it
file-kept = What you typed is kept.
file-saved-draft = Kept on this page only, until you lock and send it.
file-readers-title = Who can read what
file-readers-text = Counted from the keys themselves, just now.
file-can-open = can open
file-when-sent = when you send it
file-cannot = cannot
file-sees-title = What our computer can see
file-sees-link = Look for yourself
file-leave-title = Leave nothing behind
file-leave-text = Every card has an end date. After it, we delete the card for good. You can also do it now, for one card or all. It takes 24 hours, and until then you can undo it.
file-delete = Delete for good
file-delete-undo = Will be deleted for good { $when }. You can undo it until then.
file-only-team = Only the { $team } can open this.
file-why-until = { $team } reads it, until { $until }.

kind-card-why = So that every team knows what to call you and which languages you speak
kind-reach-why = To tell you about changes, in your safe hours
kind-travel-why = To book your journey and meet you
kind-notes-why = Yours. Nobody else holds a key
kind-itinerary-why = The travel team writes it for you
kind-legal-why = For your visa and your invitation letter
kind-bed-why = So that you sleep well and safely
kind-food-why = So that every meal is safe for you
kind-care-why = So that help is ready before you need it
kind-safety-why = So that the officers know what to do, and what never to do
kind-contacts-why = Whom to call if we do not hear from you
kind-money-why = To pay you back
kind-case-why = So that the team knows what is left to do
kind-guest-list-why = So that the officers know who is invited
kind-choices-why = So that the programme team can give out seats by need
kind-agenda-why = Yours. Nobody else holds a key
kind-feedback-why = So that the programme team learns from it
kind-seats-why = The programme team writes them for you
kind-circle-why = Only its own people know of it

field-alias = What should we call you?
field-alias-note = Not the name in your passport.
field-alias-missing = Write a name we may call you. What you typed elsewhere is kept.
field-languages = Languages you speak
field-languages-note = The first one is the one we write to you in.
field-languages-missing = Name at least one language. The rest is kept.
field-languages-most = At most { $most } languages. The one you typed is not among them.
field-photo = May you be in a picture?
field-photo-none = No, never
field-photo-ask = Ask me each time
field-photo-ok = Yes
field-channel = How do we reach you?
field-channel-signal = Signal
field-channel-phone = Phone call
field-channel-person = Through someone I trust
field-channel-none = Only here
field-address = Number or name there
field-address-note = The visa team, the travel team and the officers read it.
field-address-missing = Write where we reach you. The rest is kept.
field-hours-from = Safe from
field-hours-until = Safe until
field-hours-note = We write or call only between these times, where you are.
field-zone = Where your clock is
field-from = Where do you start?
field-from-note = A city or an airport. The travel team reads it.
field-from-missing = Write where you start. The rest is kept.
field-to = Where do you go afterwards?
field-earliest = Earliest day to leave
field-latest = Latest day to be home
field-avoid = Countries you must not pass through
field-avoid-note = We plan around them. You need not say why.
field-pickup = Do you want to be met?
field-pickup-yes = Yes, meet me
field-pickup-no = No, I find my way
field-bags = Bags
field-needs = Anything the travel team must know
field-needs-note = Help on the way, an allergy, a seat you need. Never a story of what was done to you.
field-notes = Your notes
field-notes-note = Only you hold a key. Not even the officers can open them.
file-opening = Opening your file…
file-no-name = No name yet
file-tally-blank = to fill in
file-blank = Not filled in yet. There is nothing to read.
file-looked = Looked at by the { $team }, { $when }, { $why }
file-written = Written for you, and locked for you.
file-read = Read it
file-damaged = { $count ->
    [one] One thing in your file does not open and is not shown.
   *[other] { $count } things in your file do not open and are not shown.
  }
file-damaged-safe = Everything else is here.
file-damaged-next = Tell the team.
file-waiting = waits for its team key
file-waiting-next = from your next sign-in
file-empty-soon = Your cards are made when the check is done.
file-typed-here = What you type stays on this { $device ->
    [computer] computer
   *[phone] phone
  } until you lock and send it.
edit-card-readers = Read by: { $teams }. Until { $until }.
edit-card-odd = One answer looks unusual. It is marked.
edit-card-odd-next = If it is right, send it as it is.
edit-card-wrong = { $count ->
    [one] One answer is marked above. The rest is kept.
   *[other] { $count } answers are marked above. The rest is kept.
  }
edit-card-anyway = Send it as it is
edit-card-later = Not now
edit-card-elsewhere = You changed this card in another window.
edit-card-elsewhere-next = Look at the newest, then send again. What you typed is kept.
edit-card-newest-show = Show the newest
edit-card-newest = The newest, as it was sent
edit-card-newest-take = Keep the newest, drop what I typed
edit-card-yours = What you typed here
edit-card-sent = Locked and sent.
edit-card-closed = The version before it is closed for good: the witness signed that.
edit-card-not-closed = The version before it is not closed yet. The witness did not answer; send it once more later.
edit-card-back = Back to my file
field-pronouns = Pronouns
field-languages-other = Another language
field-languages-add = Add
field-channel-sms = SMS
field-channel-email = E-mail
field-channel-in-person = Only in person
field-address-number = Number
field-address-email = Address
field-number-note = With + and the country first, for example +46 70 174 06 05.
field-email-note = Others can read e-mail on its way. We write only neutral words there.
field-neutral = What may we call ourselves?
field-neutral-note = If somebody else answers or reads along: a name and a reason that give nothing away.
field-from-hint = A city or an airport.
field-avoid-list = One to a line. We plan around them. You need not say why.
field-pickup-unsure = I do not know yet
in-person-on = Good. Send this card as it is; nothing more is needed.
in-person-off = Then you write nothing here.
problem-needed = This needs an answer. The rest is kept.
problem-card-alias-needed = { field-alias-missing }
problem-card-languages-needed = { field-languages-missing }
problem-reach-address-needed = { field-address-missing }
problem-travel-from-needed = { field-from-missing }
problem-many = At most 20 countries can be kept here. Write the others under “{ field-needs }”.
problem-address = This does not look like a whole number or address. What you typed is kept.
phone-kept = We keep:
phone-offered = Is it one of these? Choose it, or look at the number again. What you typed is kept.
phone-local = Put + and the number of the country before it, and leave out the first 0. What you typed is kept.
phone-two = This is more than one number. Write one here. What you typed is kept.
phone-wrong = We cannot read this as a number. Look at it again. What you typed is kept.
phone-odd = This country has no numbers like this one. Look at it again. What you typed is kept.
problem-field = Something here cannot be kept. Look at it again. What you typed is kept here.
problem-too-long = One line is too long. Write one country to a line. What you typed is kept.
never-read = As the travel team sees it
never-unknown = “{ $name }” is no country that we know. You can send it: the team reads it and plans by hand.
never-several = “{ $name }”: we avoid all of these.
never-partly = “{ $name }”: we do not know all of this. The team reads it, too.
never-also = The check also stops at what belongs to it, or holds or claims it: { $countries }.
never-only = Only { $country }
today-welcome = Welcome
today-hello = Hello, { $alias }
today-next = Next
today-fill = Fill in your cards
today-fill-text = { $count ->
    [one] One card is still empty. Take your time: what you send can be changed.
   *[other] { $count } cards are still empty. Take your time: what you send can be changed.
  }
today-nothing = Nothing to do now
today-nothing-text = Everything is done. Your journey is behind you.
today-leg = Next on your journey
today-leg-open = Look at my journey
today-stop = Next in my day
today-stop-open = Look at my day
today-offer = A seat is kept for you: { $title }.
today-offer-until = Until { $until }. Say yes or no in My day. You lose nothing by saying no.
today-first = The programme is here:
today-changed = Something in the programme changed:
today-checking = Checking the whole log. You can go on meanwhile.
today-checked-not-whole = The whole log was checked at { $when }. Not every entry about you is explained yet. Look at:
today-checked = The whole log was checked at { $when }. Nothing is missing.
today-file-text = Read it, change it, see who can read it
today-who-text = Every look leaves a line that nobody can take away
today-day-text = What comes next, and what is free between
today-journey-text = Your way here and home, and who meets you
today-leg-way = { $mode } from { $from } to { $to }
today-wait-text = The travel team books your journey and puts it here, locked for you.

## Journey

journey-title = Your journey
journey-title-to = Your journey to { $place }
journey-empty = No journey yet
journey-empty-text = The travel team books it and puts it here, locked for you.
journey-next = Next check-in
journey-checkin = Check in
journey-seat = Seat
journey-bags = Bags
journey-booking = Booking
journey-any = any
journey-rides = Rides with you
journey-change = **{ $time }** to change. { $what }
journey-meets = Who meets you
journey-they-say = They show and say
journey-you-answer = You answer
leg-dependent = { $place } belongs to another country: { $countries }.
leg-disputed = { $place } is disputed. Held or claimed by: { $countries }.
leg-dependent-next = The rules and the officers there may be those of that country.
leg-disputed-next = The rules and the officers there may be those of any of these.
journey-wrong = If the picture or the word is wrong, stay in the hall and press Help now.
journey-same-zone = same as Stockholm
journey-keep = Keep this page on my { $device ->
    [computer] computer
   *[phone] phone
  }
journey-keep-text = Locked, without network, until you arrive.
journey-written = Written by the travel team, { $when }
journey-way-home = Way home
journey-not-booked = not booked
journey-meets-from = From { $time } { $zone }.
journey-meets-show = They show: { $what }
journey-meets-say = They say
journey-note = From the travel team
journey-readers = Beside you, it can be read by
journey-arrives-day = { $zone }, { $day }
journey-change-go = Go on to { $place }.
journey-change-at = You change at { $place }.

## Names of kinds

kind-card = About you
kind-reach = How to reach you
kind-travel = Travel
kind-notes = My notes
kind-itinerary = Your journey
kind-legal = Passport and visa
kind-bed = Room
kind-food = Food
kind-care = Health and access
kind-safety = Safety
kind-contacts = Contacts
kind-money = Money
kind-case = Work list
kind-programme = Programme
kind-site = Words of the open part
kind-guest-list = Guest list
kind-choices = Your choices
kind-agenda = Your own days
kind-feedback = How it was
kind-seats = Your seats
kind-circle = A circle of yours
kind-self = What your page remembers
kind-inbox = What finds your own letters
kind-reserved = Places kept for who comes later
kind-tags = What finds letters to a team
kind-keys = The team’s own keys
kind-state = How far the team is
kind-of-team = { $kind }, { $team }
aside-aside = { $name } sent something that is in the place of: { $kind }. It is no such thing, and we set it aside.
aside-aside-safe = What you see here is not touched by it. You can go on writing.
aside-aside-next = Tell an officer.
aside-unsigned = Something that nobody signed is in the place of: { $kind }. We set it aside.
aside-conflict = { $name } wrote at the same time as somebody else: { $kind }. What you see here was first.
aside-conflict-safe = Nothing is lost.
aside-conflict-next = If something is missing here, ask who wrote it.
aside-broken = { $name } locked this so that nobody can open it: { $kind }.
aside-broken-safe = Everything else is here.
aside-broken-next = Write it again. Your words then take its place. Tell an officer, too.

## The rules of the event

rules-usual = The rules of this event are the usual ones.
rules-differ = { $count ->
    [one] One rule is not the usual one
   *[other] { $count } rules are not the usual ones
  }
rules-differ-text = The first officer wrote them. You sign them too, so tick each one that you agree with. What lies in a guest’s file has the name that the guest reads: “you” is the guest.
rules-loose = Some rules here are looser than usual
rules-loose-text = Tick each one that you have read. You are not asked for a key before that.
rules-changed = { $base ->
    [usual] Some rules here are looser than usual
   *[before] The rules have become looser
  }
rules-changed-text = { $base ->
    [usual] Tick each one that you have read. Nothing of yours is sent before that.
   *[before] Officers have changed them since you agreed. Tick each one that you have read.
  }
rules-changed-safe = What you sent before keeps the rules of its day. What you typed since is kept on this page.
rules-confirm = I have read them, go on
rules-ask = If one of them worries you, ask an officer before you go on.
rules-none = You have agreed to the rules as they are now.
rules-to-file = To my file
rules-looser = Looser
rules-not-looser = Not looser
rules-nobody = nobody
rules-owner = the person herself
rules-desk = { $now ->
    [yes] There is one team more: { $name }.
   *[no] There is no { $name }.
  }
rules-kind = { $now ->
    [yes] There is a kind of card more: “{ $name }”.
   *[no] There is no “{ $name }”.
  }
rules-role = { $now ->
    [yes] There is a role more: { $name }.
   *[no] There is no role { $name }.
  }
rules-owned = { $now ->
    [person] “{ $name }” belongs to the person whom it is about.
   *[other] “{ $name }” belongs to a team, not to the person whom it is about.
  }
rules-gated = { $now ->
    [yes] “{ $name }” cannot be opened without a line in the log.
   *[no] “{ $name }” can be opened without a line in the log: nobody sees who looked.
  }
rules-readers = “{ $name }” can be read by: { $now }. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-filing = “{ $name }” of somebody who has not joined yet is filled in by: { $now }. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-ends-on = The event ends on { $now }. What is locked for it is kept for so many days after that day. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-writers = “{ $name }” is written by: { $now }. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-batch = “{ $name }”: up to { $now } can be opened with one touch. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-per-hour = “{ $name }”: one person can open up to { $now } in an hour. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-per-day = “{ $name }”: one person can open up to { $now } in a day. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-keep-days = “{ $name }” is kept for { $now } days after the event. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-ways = { $name } can come in with: { $now }. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-credentials = { $name } needs { $now ->
    [one] one key
   *[other] { $now } keys
  }. { $base ->
    [usual] Usual:
   *[before] Before:
  } { $before }.
rules-backup = { $now ->
    [yes] { $name } may use a key that can be copied to an online account.
   *[no] { $name } may not use a key that can be copied to an online account.
  }
rules-attestation = { $now ->
    [none] { $name }: nobody asks for a proof of the model of a key.
    [preferred] { $name }: a proof of the model of a key is wished for, not needed.
   *[required] { $name }: a proof of the model of a key is needed.
  }

## Who opened my file

who-title = Who opened my file
who-not-whole = Nothing was changed. Not everything about you is explained yet.
who-whole = Nothing is missing, nothing was changed.
who-whole-text = Your { $device ->
    [computer] computer
   *[phone] phone
  } checked all { $count } entries just now. Two outside witnesses agree.
who-whole-one-text = Your { $device ->
    [computer] computer
   *[phone] phone
  } checked all { $count } entries just now. The outside witness agrees.
who-checking = Checking, { $done } of { $total }
who-checking-text = You can read while we check.
who-stale = Checked { $when }
who-stale-text = There is no network for a new check. What is yours is still yours.
who-looked = **{ $team }** looked at **{ $kind }**.
who-looked-name = **{ $name }**, { $team }, looked at **{ $kind }**.
who-you = **You** opened **{ $kind }**.
who-officers = **Two officers together** looked at **{ $kind }**.
who-reason = { $reason }
who-nobody = Nobody has looked at your file.
who-nobody-kinds = Nobody has looked at **{ $kinds }**.
who-outside-hours = Outside working hours
who-show-proof = Show the proof
who-hide-proof = Hide the proof
who-proof-place = The entry is in the log, at place **{ $place }**.
who-proof-added = The log was only added to since you last looked.
who-proof-witness = The witness signed it.
who-proof-key = The key that opened it belongs to the { $team }.
who-fingerprint = Fingerprint of the log
who-save-proof = Save the proof
who-ask = Ask about an entry
who-today = Today
who-yesterday = Yesterday
who-checking-all = Your page reads the whole log and looks for lines about you. You can go on meanwhile.
who-whole-text-named = Your { $device ->
    [computer] computer
   *[phone] phone
  } checked all { $count } entries at { $when }. The witness “{ $witness }” agrees.
who-one-witness = One witness watches the log: “{ $witness }”. If it and our computer lied together, this page could not tell.
who-unread = { $count ->
    [one] Somebody may have opened one of your envelopes. Nobody has signed that it stayed closed.
   *[other] Somebody may have opened your envelopes { $count } times. Nobody has signed that they stayed closed.
  }
who-which = It is about: { $kinds }.
who-unread-next = It is in the log, at place { $places }. Ask an officer.
who-refused-title = Asked for, and not opened
who-refused = **The { $team }** asked for **{ $kind }**. The witness said no.
who-answering = { $count ->
    [one] One entry about you is being answered now.
   *[other] { $count } entries about you are being answered now.
  }
who-answering-next = Look again in 20 minutes. Until then we count it as opened.
who-not-known = { $count ->
    [one] For one entry it is not known whether something was opened.
   *[other] For { $count } entries it is not known whether something was opened.
  }
who-not-known-next = We count it as opened. It stands at place { $places }.
who-set-aside = { $count ->
    [one] One line was put here that is not true. We do not show it.
   *[other] { $count } lines were put here that are not true. We do not show them.
  }
who-set-aside-next = Show this page to an officer.
who-short = The witness signed more answers than our computer shows.
who-short-next = Show this page to an officer.
who-tag-unknown = We could not check which of your envelopes it was.
who-not-member = Was not in the { $team } then
who-proof-added-all = The log was read whole, and only added to.
who-notices = About your keys
notice-card-login = Your recovery card was used to sign in.
notice-other = Noted: { $what }
who-looked-the = **The { $team }** looked at **{ $kind }**.
notice-rekey = New keys and a new card were made. The old ones open nothing any more.
notice-login-refused = Somebody tried to sign in as you, and was refused.
notice-key-added = A key was added.

## Keys and devices

keys-title = Keys and devices
keys-yours = Your keys
keys-key = Key { $number }
keys-added = Set up { $day }
keys-last = Last used { $when }
keys-add = Set up another key
keys-add-text = You need the new key, and one that you have now. First you touch the new one two times.
keys-add-new = Touch the new key
keys-add-ready = The new key works. Nothing has changed yet.
keys-add-then = Now take a key that you already have, and touch it once. It signs that the new one is yours too.
keys-add-old = Touch a key that I have
keys-added-now = The new key is yours. It opens your file, and it stands in the log.
keys-here = You came in with this key
keys-replace = Replace
keys-replace-what = Another key in the place of { $key }
keys-replace-then = Now take a key that you already have and that stays, and touch it once. With this touch { $key } ends.
keys-replaced-now = The new key is yours, and the old one signs in nowhere any more.
keys-name = Name it
keys-name-what = A name for { $key }
keys-name-field = Name
keys-name-note = What it looks like, or where it lies. It is locked: our computer cannot read it.
keys-name-do = Keep the name
keys-end = End
keys-end-what = End { $key }?
keys-end-do = End it, with one touch of another key
keys-end-does-login = { $key } signs in nowhere from then on, and never comes back.
keys-end-does-pages = Pages that were opened with it lock at once.
keys-end-does-slots = Our computer deletes what this key unlocks.
keys-end-not = It does not undo what was read before. Somebody with the key, its PIN and an old copy of our data can still read your file, also what comes.
keys-end-not-card = If somebody may have these, come back with your recovery card and make all keys new.
keys-end-not-officer = If somebody may have these, call an officer now.
keys-ended-now = { $key } has ended. It opens nothing here any more.
keys-places = Where you are signed in
keys-places-text = If you do not know one of them, end them all. Then look at your keys above.
keys-places-end = Sign out everywhere else
keys-places-ended = Everywhere else you are signed out.
keys-card = Recovery card
keys-card-new = Make a new card
keys-lost = I lost a key
keys-lost-text = Tell an officer, in person or by phone.{ $keys ->
    [one] {""}
   *[other] {" "}Your other key still opens everything.
  }
keys-lost-end = End the lost key above, with a touch of one that you have.
keys-lost-replace = Put another key in its place above. If you have none at hand, ask an officer to stop your access until you have.
keys-lost-card = If somebody may know its PIN, also come back with your recovery card: it makes new keys, and the old ones open nothing any more.
keys-no-team = You are in. An officer lets you into a team next.
keys-no-team-next = Until then there is nothing to open. Sign in again when you are told.
keys-out = Lock this page
keys-kept-nothing = Nothing is kept on this { $device ->
    [computer] computer
   *[phone] phone
  }. When you close the page, it is gone from here.
keys-unused = Not used yet
keys-one = You have one key. Set up a second one and keep it somewhere else: if this one is lost, you need your card.
keys-needed = Your role needs { $count } keys. So a key of yours ends only together with the touch that sets up another one.
keys-card-none = No card
keys-card-none-text = Ask an officer how to come back if your key is lost.
keys-card-unused = Never used
keys-sessions = { $count ->
    [one] Signed in at one place: here.
   *[other] Signed in at { $count } places.
  }
more-out-text = Your key opens it again

## What our computer can see

sees-title = What our computer can see
sees-text = This is everything that lies on our computer about you, just as it lies there.
sees-closed = { $count ->
    [one] One closed envelope
   *[other] { $count } closed envelopes
  }, their size, and the dates they end. Not your name, not a word inside.
sees-when = When something was sent or opened, to the hour
sees-keys = That you have keys, not where they are
sees-language = The language you chose
sees-live = As it lies there now
sees-cannot-hide = That a browser came here, and when, can be seen on the network you use.
sees-empty = empty
sees-more = and { $count } more
sees-rows = { $count ->
    [one] 1 row, { $facts } facts each
   *[other] { $count } rows, { $facts } facts each
  }
sees-table-member = Your place in the member list
sees-table-credential = Your keys
sees-table-slot = What your keys unlock, closed
sees-table-card = Your recovery card
sees-table-session = Where you are signed in
sees-table-invite = Your invitation
sees-table-record = Your envelopes, closed
sees-table-members-seed = Your key to the programme, closed
sees-table-log-sealed = Closed lines in the log about you
sees-table-notice = Notes about your keys
sees-can = It can see
sees-cannot = It cannot see
sees-envelopes = Closed envelopes, their size, which teams they are for, and the dates they end
sees-seats = While you take a free seat: for which session. It is kept without your name
sees-names = Your name, what you write, who you are to whom

## Help now

help-title = Help now
help-text = A person answers, day and night. Once this page was opened, it works without a key and without network.
help-call = Call the duty number
help-say = Say this
help-say-words = “This is { $alias }. I need help.”
help-say-met = “This is { $alias }. I am at { $place }. Nobody has met me.”
help-change-words = Change the words
help-in-swedish = In Swedish
help-quiet = If you cannot speak
help-code = Send a code from your slip
help-code-text = By SMS, or read it to anyone at the desk
help-come = Ask for someone to come
help-come-text = A person checks with you before anything else happens
help-other = Other help
help-tell = Tell about something that happened
help-tell-text = You choose who reads it. You can stay unnamed.
help-sos = Ambulance, fire, police in Sweden
help-no-number = No duty number is set yet. Ask the person who invited you.
help-slip = Ask for the duty number now
help-slip-text = Before you sign in, this page does not know the number. It stands on the page of your invitation. The person who invited you can tell it to you: write it down.
help-say-words-none = “I am a guest. I need help.”
help-say-not-met = “I have arrived. Nobody has met me.”
help-say-note = You need not say why you are here, or to anybody else.
help-swedish = In Swedish, to show to anyone
help-swedish-words = “Kan du hjälpa mig att ringa det här numret?”
help-swedish-note = It means: can you help me to call this number?

## After Exit

exit-title = The page is closed
exit-text = Your keys are out of this browser. Nothing of yours is left on the page.
exit-limits = The browser may still remember that you came here. Close this tab to be sure.
exit-back = Open again

## Work queue

queue-title = Work queue
queue-mine = Mine
queue-team = Team
queue-done = Done
queue-due = Due
queue-person = Person
queue-what = What to do
queue-envelope = Envelope
queue-with = With
queue-late = Late
queue-today = Today
queue-week = This week
queue-later = Later
queue-no-date = No date
queue-yesterday = Yesterday
queue-sealed = Sealed
queue-looked = Looked at
queue-open = Open
queue-set-aside = { $count ->
    [one] One entry for your team does not hold and is not shown.
   *[other] { $count } entries for your team do not hold and are not shown.
  }
queue-set-aside-safe = Everything else is here.
queue-set-aside-next = Tell the duty number.
queue-empty = Nothing left to do
queue-empty-text = What comes in stands here by its date.
queue-take = take it
queue-mark-done = done
queue-undo = undo
queue-keys-move = down, up
queue-keys-open = open
queue-keys-search = search
queue-keys-all = all keys
queue-you-are = you are { $alias }
queue-new-person = New person
queue-taken = Taken by you
queue-first-leg = First leg is missing
queue-book-home = Book the way home
queue-book-journey = Book the journey
queue-check-journey = Look through the journey
queue-answer = Answer
queue-undated = No date yet
queue-closed = Dates still closed
queue-loading = Reading the queue and checking every envelope…
queue-not-yours = You are not in this team.
queue-not-yours-next = An officer can let you in.
queue-nobody = Nobody has joined yet
queue-nobody-text = Each person stands here from the moment they are let in.
queue-mine-empty = Nothing is yours yet
queue-mine-empty-text = Take somebody from the team’s list with a.
queue-not-found = Nothing found
queue-not-found-text = We search only what is open on this computer.
queue-no-envelope = Nothing sent
queue-closed-what = Closed
queue-closed-part = Part of it is still closed
queue-ask-person = Talk to them: they want to tell you in person
queue-booked = Journey is written
queue-sent = Journey sent
queue-from = starts in { $place }
queue-problems = { $count ->
    [one] 1 thing to look at
   *[other] { $count } things to look at
  }
queue-problems-all = { queue-problems }.
queue-keys-touch = open the queue
queue-keys-close = close the side panel
queue-keys-title = Keys of this page
open-queue = Open the queue
open-what = Opens { $count ->
    [one] 1 envelope
   *[other] { $count } envelopes
  } of { $people ->
    [one] 1 person
   *[other] { $people } people
  }
open-seen = One touch. Everyone can see that you looked, and why.
open-notes = Opens { $count ->
    [one] 1 note
   *[other] { $count } notes
  } of your team
open-notes-seen = One touch. They are your team’s own; no one’s envelope is opened.
open-stayed = { $count ->
    [one] 1 envelope stayed closed.
   *[other] { $count } envelopes stayed closed.
  }
left-out = { $count ->
    [one] { $people } was left out: their key cannot be used.
   *[other] { $people } were left out: their keys cannot be used.
  }
left-out-safe = Everybody else has the new key.
left-out-next = Who was left out reads nothing of this group until there are new keys. Tell it in person: an officer ends the membership and invites again.
teamkey-first = Your team has no key yet.
teamkey-first-text = Until it has one, nothing can be locked for you. It is made here, in this browser, with one touch.
teamkey-make = Make the team’s key
teamkey-next = Your team has changed. It needs its next key.
teamkey-stopped = The access of { $people } was stopped. Until your team has its next key, nothing new reaches it.
teamkey-next-text = { $count ->
    [one] A new key opens what comes from now on, for you alone.
   *[other] A new key opens what comes from now on, for the { $count } of you and nobody else.
  }
teamkey-make-next = Make the next key
case-title = Your team’s note
person-elsewhere = { $team }: { $state }
case-note = Only your team reads it. No names, no numbers of papers.
case-state = How far
case-state-new = New
case-state-asked = Asked
case-state-waiting = Waiting
case-state-held = Held, not paid
case-state-booked = Booked
case-state-told = Told
case-state-done = Done
case-save = Save the note
case-saved = The note is saved. Your team sees it.

## Person

person-opened = You opened { $kind } at { $time } **{ $why }**. { $alias } can see that.
person-not-opened = Closed. Opening it is written in the log, and { $alias } can see it.
person-open = Open { $kind }
person-open-why = Why do you open it?
person-open-choose = Choose a reason
person-open-needed = Choose why you open it. Nothing was opened yet.
person-open-why-note = { $alias } reads this.
person-reason-book = to book the journey
person-reason-change = to change a booking
person-reason-meet = to arrange the pick-up
person-reason-letter = to write the letter
person-reason-visa = to help with the visa
person-reason-reach = to get in touch
person-reason-check = to check a mistake
person-touch = Touch your key to open it
person-closes = It closes again at { $time }.
person-journey = Journey
person-never-through = Never through
never-meant = { $meant } (“{ $name }”)
never-more = { $names }; { $name }
never-unchecked = We could not check: { $names }.
never-unchecked-next = We do not know it, or not all of it. Look at each leg yourself.
person-pickup = Pick-up
person-reach = Reach
person-languages = Languages
person-speaks = { $languages }. Reach by { $channel }, { $from }–{ $until } { $zone }.
person-sealed-others = Sealed for other teams
person-not-yours = Your key does not open these.
person-add-leg = Add a leg
person-book-home = Book the way home
person-filed-by-you = Filed by the desk. It becomes theirs when they join.
person-no-file = No file yet
person-no-file-text = Nothing sent yet
person-closed = { $count ->
    [one] 1 envelope is closed for you.
   *[other] { $count } envelopes are closed for you.
  }
person-closed-seen = Opening is written in the log, and { $alias } can see it.
person-open-all = { $count ->
    [one] Open it
   *[other] Open { $count }
  }
person-before-key = { $count ->
    [one] 1 envelope was locked before your team had this key.
   *[other] { $count } envelopes were locked before your team had this key.
  }
person-before-key-next = What its owner has written is locked again for you when they next come in.
person-journey-closed = The journey is there, and closed. Open it to change it.
person-change-journey = Change the journey
person-neutral = On their phone you are
person-tells = Will tell you in person
person-not-before = Not before
person-home-by = Home by
person-note = To know
person-meet-words = They say
person-meet-answer = answer
reach-by = Reach by { $channel }.
reach-by-hours = Reach by { $channel }, { $from }–{ $until } { $zone }.
reach-in-person-only = Only in person.
person-from = Starts in
person-their-notes = Their own notes
person-closed-to-team = Closed to your team
person-you-opened = You opened this at { $time } { $why }.
person-can-see = { $alias } can see that.

## Itinerary editor

edit-title = Journey of { $alias }
edit-leg = Leg { $number }
edit-mode = How
edit-line = Line and number
edit-line-note = For example SK 902 or Bus 2.
edit-line-wrong = “{ $typed }” is not a line. Two letters, then a number. What you typed is kept.
edit-from = From
edit-to = To
edit-place-note = Three letters for an airport, a name for the rest.
edit-day = Day
edit-leaves = Leaves
edit-arrives = Arrives
edit-arrives-day = Day it arrives
edit-zone = Clock there
edit-seat = Seat
edit-bags = Bags
edit-booking = Booking
edit-booking-wrong = A booking has five to seven letters and digits. What you typed is kept.
edit-order = It arrives before it leaves. Look at the days, the times and the clocks. What you typed is kept.
edit-short = { $minutes } min to change planes. It needs 45 or more.
edit-avoid = Check this leg: it may go through { $country }. { $alias } ruled it out.
edit-add = Add a leg
edit-remove = Remove this leg
edit-word-they = Word they say
edit-word-you = Word { $alias } answers
edit-meet = Where they meet
edit-send = Lock and send to { $alias }
edit-sent = Locked and sent. { $alias } sees it next time.
edit-unsent = Not sent yet
edit-carrier = Line
edit-number = Number
edit-clock-there = on the clock there
edit-change-leg = Change leg { $number }
edit-fold = Fold up
edit-up = Move leg { $number } up
edit-down = Move leg { $number } down
edit-remove-nth = Remove leg { $number }
edit-note = Anything else
edit-note-note = { $alias } reads it with the journey.
edit-meet-note = { $alias } sees the picture and both words. Whoever meets them must know them too.
edit-meet-place = Place
edit-meet-from = From what time
edit-picture = Picture they hold up
edit-picture-note = Never a name. For example: moon over three waves.
edit-kept = What you type is kept on this page only, until you lock and send it.
edit-respect = What this journey must respect
edit-may-send = You can send it as it is and go on later.
edit-wrong-needed = This is still empty.
edit-wrong-order = It arrives before it leaves, or leaves before you are there. What you typed is kept.
edit-wrong-airport = An airport has three letters, such as ARN. What you typed is kept.
edit-wrong-carrier = A line has two letters or digits, such as SK. What you typed is kept.
edit-wrong-flight-number = A flight number has one to four digits. What you typed is kept.
edit-wrong-booking = A booking has five to seven letters and digits. What you typed is kept.
edit-wrong-zone = This clock is not known. What you typed is kept.
edit-wrong-address = Look at this again. What you typed is kept.
edit-leaves-day = Day it leaves

## Members and invites

members-title = Members
members-invite = Invite a person
members-role = Role
members-teams = Teams
members-ways = Way in
members-since = Since
members-state = State
members-active = Set up
members-invited = Invited
members-reserved = Reserved
members-waiting = Waiting for the digits
members-removed = Removed
members-empty = Nobody yet
members-empty-text = Invite the second officer first, then the teams.
members-remove = Remove
members-remove-text = { $alias } can open nothing new from now on. What was already read cannot be taken back.
members-join-team = Let into the { $team }
members-leave-team = Take out of the { $team }
members-epoch = New team key
members-epoch-text = The { $team } needs a new key, because somebody left.
invite-title = Invite
invite-make = Make an invitation
invite-for = For whom
invite-alias = Name to call them
invite-alias-note = Never the name in a passport.
invite-link = Link
invite-text = Send it over a channel that you trust. Never by e-mail. It ends { $when }.
invite-copy = Copy the link
invite-code = Or say the code
invite-qr = Or let them scan it
invite-take-back = Take it back
invite-used = Used
invite-ended = Ended
invite-joined = { $alias } has set up keys. Compare the digits, then let them in.
invite-compare = Compare eight digits with { $alias }
invite-compare-text = By voice or in person. Not in a chat.
invite-how-voice = By voice
invite-how-in-person = In person
invite-admit = They are the same. Let them in
invite-refuse = They are different. Stop
members-loading = Reading the member list and checking it…
members-in = Who is in
members-officers = Officers
members-staff = Staff
members-participants = Participants
members-keys = Keys
members-join-title = Let into another team
members-join-waits = { $team }: a second officer must sign
members-join-text = Two officers sign it. Then the team makes its next key.
members-no-team = Participants are in no team. They read only what is theirs.
freeze-title = Key or laptop stolen?
freeze-text = One officer can stop this person’s access at once, also from a phone.
freeze-stop = Stop this person’s access for 72 hours
freeze-stop-what = Stop the access of { $alias } for 72 hours?
freeze-stop-does = Every open page of theirs locks as soon as it is used, and within about a minute if it is not. No key of theirs signs in, nothing more is opened for them, and nothing new is locked for them.
freeze-stop-not = It deletes nothing. What was opened before cannot be taken back. After 72 hours it ends by itself, unless two officers make it last.
freeze-stop-do = Stop it now, with one touch
freeze-stop-waits = A second officer must sign this stop
freeze-stop-sign = Sign this stop under Approvals
freeze-title-running = Access is stopped
freeze-by = Stopped by { $names }. Ends by itself { $when }.
freeze-by-overdue = Stopped by { $names }. It should have ended { $when }, and our computer has not ended it.
freeze-by-endless = Stopped by { $names }, until two officers lift it.
freeze-next = Call a second officer by voice now. Then lift it, or remove the person.
freeze-lift = Lift the stop
freeze-lift-what = Give { $alias } access again?
freeze-lift-does = Their keys sign in again and open what they could open before, after their teams’ next key.
freeze-lift-not = A key that was stolen works again too. If it has not come back, remove the person instead. Once it is lifted, the officer who stopped them alone needs a second one to stop them again.
freeze-lift-do = Lift it, with one touch
freeze-lift-waits = A second officer must sign to lift it
freeze-lift-sign = Sign the lifting under Approvals
freeze-keep = Keep it stopped without an end
freeze-keep-what = Keep the access of { $alias } stopped without an end?
freeze-keep-does = The stop no longer ends by itself. The programme team makes the members’ key anew without them.
freeze-keep-not = It deletes nothing. Only two officers can end it.
freeze-keep-do = Keep it stopped, with one touch
freeze-keep-waits = A second officer must sign to keep it
freeze-keep-sign = Sign to keep it under Approvals
freeze-teams = Their teams make new keys. Until then, what people write for those teams waits.
freeze-alone = Your signature is enough.
freeze-more = { $count ->
    [one] Nothing happens before a second officer signs too.
   *[other] Nothing happens before { $count } more officers sign too.
  }
still-title = Who can still act
still-together = { $quorum ->
    [one] One officer acts alone here.
   *[other] { $quorum } officers sign together what one alone may not do, and there are { $officers }.
  }
still-people = { $people ->
    [0] Nobody may be lost.
    [one] One of them may be lost.
   *[other] { $people } of them may be lost.
  }
still-keys = { $keys ->
    [0] Too few can act now.
    [one] One more lost key can end the event: then it must be founded anew.
   *[other] { $keys } lost keys can end the event: then it must be founded anew.
  }
still-has = { $keys ->
    [one] one key
   *[other] { $keys } keys
  }
still-stopped = Stopped
still-next-lift = Next: decide about { $alias }, whose access is stopped. Until then there is one officer less.
still-next-one-key = Next: ask { $alias } to set up a second key today, under Keys and devices.
still-next-own-key = Next: set up a second key of your own, today.
still-next-alone = Next: found the event with two officers or more, before anything real is put in it.
still-next-none-to-spare = Next: keep your second keys in different places. There is no officer to spare, and this version cannot add one: an event with three officers bears the loss of one.
still-next-none = Nothing is wanting now. Look again after each lost key.
still-alone = One person is left who can act: { $teams }. Let somebody else into the team.
still-card = An officer who has lost all keys does not come back with her recovery card in this version.
stopped-title = Whose access is stopped
stopped-decide = Look and decide
stopped-waits = An officer wants to stop the access of { $alias }. It counts once you sign too.
leave-title = End it
leave-team = Take out of the { $team }
leave-team-what = Take { $alias } out of the { $team }?
leave-team-text = They open nothing new of that team from then on. What they have read, they have read. The team then makes a new key, so that what comes is locked without them.
leave-event = Remove from the event
leave-event-what = Remove { $alias } from the event?
leave-event-text = Their page locks, their keys stop working here at once, and nothing new is locked for them. What they have read, they have read; we cannot take it back.
leave-event-next = Next: their teams make new keys, and the programme team makes the members’ key anew. If they were removed by mistake, they need a new invite.
leave-second = If your event has more than one officer, a second one must sign.
leave-do = Yes, sign it with a touch
names-closed = The names are closed in the guest list
names-closed-text = Opening { $count ->
    [one] 1 list
   *[other] { $count } lists
  } is written in the log. The names stay until this page locks.
names-show = Show the names
invite-one = One person
invite-many = Many from a list
invite-for-note = Only officers read it, in the guest list. The link names nobody.
invite-for-missing = Write whom it is for. The rest is kept.
invite-note = Note
invite-note-note = For the officers. Never a story of what happened to them.
invite-participant-note = Invited to take part. A hardware key or their own phone.
invite-staff-note = Works in a team. Two hardware keys, and a second officer must approve.
invite-teams-note = What they are meant for. You let them in once they have joined.
invite-list-text = A table with a first line that names its columns. It is read on this computer and locked before it is sent.
invite-list-file = Choose a file (CSV)
invite-list-paste = Or paste the table
invite-list-empty = There is no line under the first one.
invite-list-preview = What we read
invite-list-teams = Teams here are a note for you. This list lets nobody into a team: you do that under Members, one by one, once they are in.
invite-list-line = No.
invite-list-skipped = { $count ->
    [one] 1 line will not be invited.
   *[other] { $count } lines will not be invited.
  }
invite-list-skipped-next = Mend the table and paste it again, or go on without them.
invite-list-wrong-name = No name
invite-list-wrong-lines = A name has one line
invite-list-wrong-cells = More cells than columns. A name with a comma needs quotation marks around it
invite-list-wrong-quote = A quotation mark begins here and never ends. This line and those after it were not read
invite-list-wrong-twice = The same line as one above
invite-list-wrong-limit = Over the 500 that can be made at once
invite-list-headless = The first line names no columns that we know.
invite-list-headless-next = We read the columns as name, note, role, teams. The first line is: “{ $line }”.
invite-list-heading = The first line is a heading and no person
invite-list-unread = These columns are not read: { $columns }.
invite-list-over = { $count ->
    [one] 1 line is over the 500 that can be made at once. It is line { $line }. Make it in a second list.
   *[other] { $count } lines are over the 500 that can be made at once, from line { $line } on. Make them in a second list.
  }
invite-list-same = Some names are there twice, with something else beside them. Lines: { $lines }.
invite-list-same-as = the same name as in line { $line }
invite-list-lines = Their lines: { $lines }.
readfile-no-workbook = This is a workbook of Excel, Numbers or LibreOffice. We read tables as text.
readfile-no-old-workbook = This is an old Excel file, or one with a password. We read tables as text.
readfile-no-pdf = This is a PDF. Nobody can read a table out of it safely.
readfile-no-picture = This is a picture.
readfile-no-web-page = This is a web page, although its name may say otherwise.
readfile-no-packed = This is a packed file. Unpack it first.
readfile-no-binary = This is not a file of text.
readfile-no-large = This file is larger than 4 MB.
readfile-no-empty = There is nothing in this file.
readfile-no-next = In the program that made it, choose “Save as” or “Download as”, then “CSV UTF-8” for a list or “JSON” for a programme. Nothing was read.
readfile-pages = This file does not say how its letters are written (it is not UTF-8).
readfile-pages-next = Choose the line that is spelled right. If none is, save the file as “CSV UTF-8” and choose it again.
readfile-pages-which = Which of these is spelled right?
invite-list-wrong-long = Too long: 80 signs for a name, 200 for a note
invite-list-wrong-role = The role is participant or staff
invite-list-wrong-team = No such team
invite-list-wrong-team-role = Only staff are in a team
invite-make-many = { $count ->
    [one] Make 1 invitation
   *[other] Make { $count } invitations
  }
invite-qr-hide = Hide the code
invite-qr-for = Code for { $name }
links-title = { $count ->
    [one] The link
   *[other] { $count } links
  }
links-once = Shown only now.
links-secret = A link is a secret of two people: yours and hers.
links-send = Send each outside this portal, over a channel that both of you trust, never by e-mail. It dies { $when }.
unlisted = { $count ->
    [one] This name is not on the guest list yet: { $names }.
   *[other] These { $count } names are not on the guest list yet: { $names }.
  }
unlisted-safe = { $count ->
    [one] The link works. The name is kept on this page until you close it.
   *[other] The links work. The names are kept on this page until you close it.
  }
unlisted-next = The guest list needs this month’s key, the officers’ key and the witness. When they are there, { $count ->
    [one] write the name.
   *[other] write the names.
  }
unlisted-write = Write on the guest list
invite-names-wait = The guest list cannot be opened before this month’s key is made.
invite-names-wait-next = Make it first, on the Members page. A link that you make now works, but its name stays on this page alone.
links-until = Good until { $when }
links-print = Print all
links-done = I have sent them
links-leave = Leave without the links?
links-leave-text = You can show each of them again in the list of the invited, until it ends.
links-stay = Stay here
links-leave-do = Leave without them
invites-title = Invited
invites-sent = Link not used yet
invites-crowded = Several have this link: make another
invites-joined = Has set up keys
invites-comparing = Compare the digits
invites-endorsed = Waits for a second officer
tasks-waits-you = Another officer signed it and waits for you.
invites-added = Is in
invites-over = Ended, not used
invites-refused = Stopped
invites-unreadable = Cannot be read
invites-show-digits = Show the digits
invites-go-on = Go on
invites-link = Show the link
invites-other = Invited by another officer
invite-unnamed = Invitation { $code }
invites-ends = ends { $when }
compare-call = Call them first, or meet. Once the digits are shown here, they stand on their screen too.
compare-say = You read the first four, { $alias } reads the last four.
compare-voice = Same, compared by voice: let them in
compare-in-person = Same, compared in person: let them in
compare-differ = They are different
compare-again = Look again
compare-stop = Do not let them in. Somebody may stand between you. Nothing was signed.
compare-stop-next = Tell the other officers, in person or by phone. This link dies by itself 72 hours after it was made. Make a new invitation and send it over another channel.
compare-keys = { $count ->
    [one] 1 key
   *[other] { $count } keys
  }, { $way }
compare-in = { $alias } is in.
compare-refused = What came back with this link is not right. It stays outside.
compare-refused-next = Ask the person, and make a new invitation. This link dies by itself 72 hours after it was made.
outcome-waiting = A second officer must approve.
outcome-waiting-next = It waits for 24 hours under Approvals, on their screen.

## Founding

founding-title = Set up this event
founding-text = Two officers begin, a third holds a key for the day when one is lost. Any two can act together.
founding-event = Name of the event
founding-starts = First day
founding-ends = Last day
founding-place = Place
founding-zone = Clock there
founding-duty = Duty number
founding-duty-note = A phone that a person answers, day and night. It stands on Help now.
founding-you = You, the first officer
founding-second = The second officer
founding-second-text = They set up their keys on their own computer. Then you compare eight digits.
founding-witness = The witness
founding-witness-text = A second computer that watches this one. Type the fingerprint of its key card.
founding-witness-fingerprint = Fingerprint on the key card
founding-witness-wrong = This is not the witness that answered. Look at the groups one by one. Nothing was signed.
founding-sign = Sign and begin
founding-signing = Signing…
founding-done = The event is set up
founding-done-text = Write down this fingerprint. Everybody who joins checks it.
founding-link-dead = This founding link is no longer good. A new one stands on the terminal of the computer.
founding-already = This event is already set up.
founding-closed = Only a founding link opens this page.
founding-waiting = Waiting for the other officer…
founding-reserve = Keep a place for the third key
founding-looking = Looking at the link and checking the witness…
founding-link = Founding link
founding-link-note = Paste all of it. It stays on this page.
founding-means = What you fix here holds for the whole event: its dates, its rules, and which computer watches over it. It cannot be changed alone later.
founding-witness-is = The witness is “{ $name }”.
founding-witness-checked = Its key card is the one your link names.
founding-event-note = Everybody who is let in sees it. Choose one that says nothing to others.
founding-ends-note = What people write is deleted some weeks after this day.
founding-far = This is more than ten years away. Look at the year. What you typed is kept.
founding-needed = This is needed. The rest is kept.
founding-duty-form = With its country code, such as +46 70 174 06 01. A person answers, day and night. It stands on Help now.
founding-duty-wrong = Begin with + and the country code. What you typed is kept.
founding-officers = How many officers
founding-three = Three, any two act together
founding-three-text = For a real event. Letting staff in, filling a team and the log’s key take two of you.
founding-one = One, for trying out
founding-one-text = Only with invented people. Every page will say so.
founding-stay = Keep this page open until the end. What is made here lives only in this tab.
founding-links-title = Hand out two links
founding-links-text = Each is for one person, in this order. Sitting together is best: bring it to their computer, or let its camera scan it.
founding-links-safe = If you cannot sit together, send it over a channel that you trust, never by e-mail.
founding-officer-nth = Officer { $number }
founding-officer-text = They need a computer and two hardware keys.
founding-joined = Have set up their keys
founding-joined-text = This page looks every few seconds. Keep it open.
founding-compare = { $count ->
    [one] Call the other officer, or look at both screens. The same eight digits must stand on both.
   *[other] Call the other { $count } officers, or look at all screens. The same eight digits must stand on every one.
  }
founding-same = They are the same everywhere
founding-differ = Stop. You do not see the same event. Nothing was signed.
founding-differ-next = Look at all screens once more, digit by digit. If they still differ, close every page. Start the portal again: it prints a new founding link. Begin again with it, sitting together.
founding-differ-look = Show the digits again
founding-again = Did somebody close the page? Then what it held is gone, and this cannot end. Open the founding link again in a new tab and begin again: you hand out new links, and the old ones end.
founding-again-ask = Does it take long? Call the first officer. If somebody closed the page, all begin again with new links.
founding-used = Keys were already handed in with this link.
founding-used-next = If that was you and the page is closed, those keys cannot come back. Ask the first officer to begin again: you get a new link.
founding-used-other = If it was not you, call the first officer now: somebody else has your link.
founding-sign-means = Your touch signs the event as you saw it: the officers, the rules, the witness. From then on this is what everyone’s browser checks against.
founding-sign-do = Sign with a touch
founding-signed = You have signed
founding-signatures = Signatures
founding-signed-text = The event begins with the last one. Keep this page open.
founding-done-next = Sign in with one of your keys. What comes next stands on the first page.
founding-sign-in = Sign in
founding-invited = You are to be an officer
founding-invited-text = { $count ->
    [2] Two officers found this event together, and act together.
   *[other] { $count } officers found this event together, and any two of them act.
  } Look at what you will sign.
founding-when = When
founding-need = You need two hardware keys, and a pen and paper or a printer.
founding-facts-right = This is right, go on
founding-wait-title = Wait for the others
founding-handed-in = Your keys are handed in.
founding-wait-text = The digits come when every officer is ready.

## Ledger

ledger-title = Ledger
ledger-whole = The log is whole
ledger-whole-text = Nothing removed, nothing changed since you last looked, { $when }.
ledger-whole-first = Nothing removed, nothing changed since the event was set up.
ledger-checking = Checking, { $done } of { $total }
ledger-checking-text = Nothing is called checked until the last one.
ledger-stale = Last checked { $when }
ledger-stale-text = The witness does not answer. What is already yours can be read. Nothing new is sealed.
ledger-entries = Entries
ledger-browser = This browser
ledger-witness = Witness
ledger-time = Time
ledger-who = Who
ledger-what = What happened
ledger-why = Why
ledger-proof = Proof
ledger-proof-log = log
ledger-proof-key = key
ledger-proof-count = { $done } of { $total }
ledger-entry = Entry { $number }
ledger-any-team = Any team
ledger-any-kind = Any kind
ledger-last-days = Last { $days } days
ledger-night = Night and weekend
ledger-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
  }
ledger-opened = Opened **{ $kind }** of { $alias }
ledger-roster = Changed the member list
ledger-founded = Set up the event
ledger-record = { $alias } locked and sent **{ $kind }**
ledger-invite = Invited a { $role }
ledger-joined = { $alias } joined
ledger-team-in = Let **{ $alias }** into the { $team }
ledger-team-out = Took **{ $alias }** out of the { $team }
ledger-checked = What was checked
ledger-check-in = The entry is in the log
ledger-check-added = The log was only added to
ledger-check-witness = The witness signed it
ledger-check-keys = Two different keys agreed
ledger-save = Save evidence
ledger-understood = Mark as understood
ledger-ask = Ask
ledger-empty = No entries yet
ledger-again = check again
ledger-checking-all = Checking every entry
ledger-whole-one = Nothing removed, nothing changed since the event was set up. One witness signs it: { $witness }.
ledger-read = Read the reasons
ledger-read-first = Who opened it and why is closed. Read the reasons with one touch.
ledger-missing = { $count ->
    [one] One entry counts as opened, and nobody has signed or shown what became of it.
   *[other] { $count } entries count as opened, and nobody has signed or shown what became of them.
  }
ledger-missing-next = That does not happen by accident. Save the evidence and call another officer.
ledger-body-missing = Nobody has signed what became of this entry, or its reason is held back. It counts as opened.
ledger-body-missing-next = Save the evidence and ask the others about it.
ledger-desk-wrong = Whoever opened it was not in that team then.
ledger-after = after { $time }
ledger-no-time = The log keeps no time for this. It was added after { $day }, { $time }.
ledger-who-closed = Closed
ledger-who-unknown = Not known
ledger-who-nobody = Nobody
ledger-who-unnamed = Unnamed
ledger-who-none-text = The log does not name whose it is. Only its owner can tell.
ledger-together = { $count } officers
ledger-opened-none = Opened **{ $kind }**
ledger-leaf-opening = An envelope was asked for
ledger-short = The witness signed more answers than our computer shows.
ledger-short-next = { ledger-missing-next }
ledger-refused = Asked for **{ $kind }** of { $alias }. The witness said no.
ledger-refused-none = Asked for **{ $kind }**. The witness said no.
ledger-refused-closed = An envelope was asked for. The witness said no.
ledger-refused-right = Whoever asked may not open it.
ledger-refused-time = It was not to be opened at that time.
ledger-refused-retired = A newer version had closed it.
ledger-refused-limit = The team had opened as many as it may.
ledger-refused-broken = The request and the envelope did not fit together.
ledger-nothing = Nothing was given out for this entry.
ledger-unknown = What became of this entry is not known. It counts as opened.
ledger-answering = This entry is being answered now. Until then it counts as opened.
ledger-overdue = Nobody has signed what became of this entry. It counts as opened.
ledger-repeated = The same entry again. It was opened once.
ledger-leaf-record = An envelope was locked and sent
ledger-leaf-retire = An older version was closed
ledger-leaf-manifest = A list was handed out
ledger-leaf-notice = A notice for one person
ledger-leaf-acknowledge = An entry was marked as understood
ledger-leaf-publication = The open part was published
ledger-leaf-bundles = Keys for messages were handed out
ledger-leaf-programme = A version of the closed programme was locked and sent
ledger-leaf-standing = Keys for finding envelopes were locked and sent
ledger-leaf-unknown = An entry that this version does not know. It changes nothing.
ledger-void = Not in force: { $what }.
ledger-void-why = It stands in the log and changed nothing.
ledger-void-nothing = An entry that is not in force.
void-late = It reached the second computer after its time.
void-time = Its time does not fit.
void-moved = Something else was changed first.
void-twice = The same act had counted before.
void-often = Too many changes of this kind in one day.
void-right = Whoever signed it may not do this, or too few signed.
void-unsigned = Nobody signed this. Somebody put it there.
void-broken = It could not be read.
void-withheld = Our computer did not show what it stands for. Ask both who run them.
ledger-leaf-roster = { ledger-roster }
ledger-proof-words = reason
ledger-proof-team = team
ledger-proof-signed = signed
ledger-filter-sort = What
ledger-filter-days = When
ledger-filter-team = Team
ledger-filter-kind = Envelope
ledger-sort-all = Everything
ledger-sort-openings = Openings
ledger-sort-members = Member list
ledger-sort-voids = Not in force
ledger-sort-envelopes = Envelopes
ledger-all-days = Any day
ledger-days = { $count ->
    [one] Last day
   *[other] Last { $count } days
  }
ledger-for-team = For
ledger-envelope = Envelope
ledger-whose = Whose
ledger-check-signed = { $count ->
    [one] 1 officer’s or member’s key signed it
   *[other] { $count } different keys signed it
  }
ledger-check-words = The reason is the one that was logged
ledger-check-team = They were in that team then
ledger-fingerprint-text = Of all { $count } entries. Two officers who read the same one see the same log.
heat-title = When envelopes were opened
heat-text = { $total ->
    [one] 1 opening
   *[other] { $total } openings
  }, { $outside } of them outside Monday to Friday, 8 to 18 { $zone }.
heat-sum = sum
did-add = Let **{ $alias }** in as { $role }
did-rekey = **{ $alias }** set up new keys with the recovery card
did-credential = **{ $alias }** changed their own keys: now { $count ->
    [one] one key
   *[other] { $count } keys
  }
did-desk-join = Let **{ $alias }** into the { $team }
did-desk-leave = Took **{ $alias }** out of the { $team }
did-remove = Removed **{ $alias }** from the event
did-freeze = { $end ->
    [none] Stopped the access of **{ $alias }** until two officers lift it
   *[time] Stopped the access of **{ $alias }** until { $when }
  }
did-unfreeze = Lifted the stop of **{ $alias }**
did-lapse = The stop of **{ $alias }** ended by itself
did-desk-epoch = Made a key of the **{ $team }** for { $count ->
    [one] 1 person
   *[other] { $count } people
  }
did-month-key = Made the log’s key for **{ $month }**
did-other = { ledger-roster }
ledger-run = { $sealed ->
    [0] { $deleted } older versions were closed
   *[other] { $deleted ->
        [0] { $sealed } envelopes were locked and sent
       *[other] { $sealed } envelopes were locked and sent, { $deleted } older versions closed
      }
  }
ledger-run-entries = Entries { $from } to { $to }
heat-hours = Openings by weekday and hour

## Programme team

prog-title-page = Programme
prog-loading = Reading and checking…
prog-key-first = The members have no key yet.
prog-key-first-text = The programme is locked for everyone who is a member. Their key is made here, in this browser, with one touch.
prog-key-again = Somebody has left. The members need a new key.
prog-key-again-text = Whoever left still holds the old one, so nothing new is locked with it. What they read before, they have read. Then save the programme once more, so that newcomers can read it.
prog-key-make = Make the members’ key
prog-key-waiting = { $count ->
    [one] 1 new member cannot read the programme yet.
   *[other] { $count } new members cannot read the programme yet.
  }
prog-key-waiting-text = Giving them the key needs no touch.
prog-key-give = Give them the key
prog-version-out = Version { $version } is out. Every member reads it.
prog-version-draft = Your changes are only on this page, and go when it locks. Out: version { $version }.
prog-version-none = Nothing is out yet.
prog-empty = No programme yet
prog-empty-text = Take in a file from your planning tool, or begin with the rooms.
prog-start-rooms = Begin with the rooms
prog-save = Save version { $version }
prog-save-title = Version { $version } for every member
prog-save-text = It is locked with the members’ key. Everyone in the event reads it at once; nobody outside can.
prog-save-no-key = The members have no key yet.
prog-save-no-key-next = Close this and make it on the page behind, with one touch. What you wrote here is kept.
prog-save-do = Lock and send to everyone
prog-save-open = { $count ->
    [one] 1 thing is still to solve. You can send it as it is.
   *[other] { $count } things are still to solve. You can send it as it is.
  }
prog-save-unlisted = { $count ->
    [one] 1 unlisted session stays out of it. Send it to its own people under Sign-ups.
   *[other] { $count } unlisted sessions stay out of it. Send them to their own people under Sign-ups.
  }
prog-saved = Version { $version } is out.
prog-saved-next = Members read it from now on.
prog-changed = { $count ->
    [one] 1 session changed
   *[other] { $count } sessions changed
  }
prog-gone = (taken out)
prog-notice = What changed, in a sentence
prog-notice-note = Every member sees it at the head of the programme.
prog-notice-propose = Propose a sentence
prog-notice-gone = Whoever had a seat in what you took out learns of it from this sentence only.
prog-news-gone = “{ $title }” is cancelled.
prog-news-moved = “{ $title }” is now { $when }, { $where }.
prog-news-new = New: “{ $title }”, { $when }, { $where }.
prog-news-other = “{ $title }” has changed.
prog-redo = Do it again
prog-add = Add a session
prog-settings = Rooms and dates
prog-import = Take in a file
prog-export = Save as a file
prog-import-text = schedule.json, as pretalx and others write it. It is read on this computer and sent nowhere.
prog-import-no-large = This file is larger than 4 MB.
prog-import-no-xml = This is XML, or a web page.
prog-import-no-calendar = This is a calendar file.
prog-import-no-other = This is not JSON.
prog-import-no-shape = This is JSON, and no schedule.
prog-import-no-empty = There is no session in this file.
prog-import-no-next = Nothing in your draft was changed. In the program that made it, choose “schedule.json”.
prog-import-lost = { $count ->
    [one] 1 session of your draft is not in this file:
   *[other] { $count } sessions of your draft are not in this file:
  }
prog-import-lost-next = They go, and with them the seats and choices that people have in them.
prog-import-over = { $count ->
    [one] 1 session of the file has no room beside your unlisted ones:
   *[other] { $count } sessions of the file have no room beside your unlisted ones:
  }
prog-import-over-next = A programme has at most 120. They are left out.
prog-import-shut = { $count ->
    [one] The file says something else of 1 session that is open to everyone:
   *[other] The file says something else of { $count } sessions that are open to everyone:
  }
prog-import-shut-next = They are closed. Read what they say now, and open them again yourself.
prog-import-file = File
prog-import-do = { $count ->
    [one] Put 1 session into the draft
   *[other] Put { $count } sessions into the draft
  }
prog-import-found = { $count ->
    [one] 1 session found.
   *[other] { $count } sessions found.
  }
prog-import-found-next = { $rooms ->
    [one] 1 room
   *[other] { $rooms } rooms
  }, { $days ->
    [one] 1 day
   *[other] { $days } days
  }. It takes the place of the sessions in your draft; Undo brings them back.
prog-import-closed = Everything new comes in closed. What is to be public, you mark yourself. A session that stands here already keeps its seats, rules and choices: we know it again by its id in the file, by its title, time and room, or by a title that nothing else has.
prog-import-left = { $count ->
    [one] 1 thing did not fit
   *[other] { $count } things did not fit
  }
prog-left-event = Session
prog-left-room = Room
prog-left-track = Track
prog-left-person = Trainer
prog-left-text = Text shortened
prog-left-time = Time unclear
prog-left-links = Links and attachments left out
prog-days = Days
prog-grid = Rooms and times of this day
prog-time = Time
prog-seats = { $count ->
    [0] seats not set
    [one] 1 seat
   *[other] { $count } seats
  }
prog-drop = Drop here: { $count } seats
prog-day-empty = Nothing stands on { $day } yet.
prog-untitled = Without a title
prog-is-open = Public
prog-is-closed = Closed: for members
prog-is-unlisted = Unlisted: for its own people
prog-part-of = Part { $part } of { $parts }
prog-until = until { $time }
prog-required-short = for everyone
prog-unlisted-short = Not in the members’ programme
prog-look-at = Look at this
prog-interpreted = interpreted into
prog-loose = { $count ->
    [one] 1 session without a place
   *[other] { $count } sessions without a place
  }
prog-loose-text = They have no room, day or time yet.
prog-keys-around = move around
prog-keys-move = move the session
prog-keys-next = next to solve
prog-to-solve = { $count ->
    [0] Nothing to solve
    [one] 1 thing to solve
   *[other] { $count } things to solve
  }
prog-to-solve-none = Rooms, trainers, booths, interpreters, headsets and parts fit together.
prog-grave = It cannot be published like this.
prog-conflict-end-before-start-title = Ends before it begins
prog-conflict-end-before-start = Look at the times of “{ $one }”.
prog-conflict-room-twice-title = One room, two sessions
prog-conflict-room-twice = “{ $one }” and “{ $two }” are both in { $about } at that time.
prog-conflict-trainer-twice-title = One trainer, two rooms
prog-conflict-trainer-twice = { $about } has “{ $one }” and “{ $two }” at the same time.
prog-conflict-too-many-title = More people than seats
prog-conflict-too-many = “{ $one }” is for { $needs }, { $about } has { $has }.
prog-conflict-no-booth-title = Too few booths
prog-conflict-no-booth = “{ $one }” needs { $needs }, { $about } has { $has }.
prog-conflict-headsets-title = Headsets may run out
prog-conflict-headsets = { $count } sessions at one time could need { $needs }; there are { $has }.
prog-conflict-interpreters-title = Too few interpreters
prog-conflict-interpreters = { $count } sessions at one time are heard in { $about }; there are teams for { $has }.
prog-conflict-part-missing-title = A part is missing
prog-conflict-part-missing = Part { $about } of “{ $one }” is not there.
prog-conflict-part-none = “{ $one }” belongs to a series and has no part number.
prog-conflict-part-twice-title = A part stands twice
prog-conflict-part-twice = “{ $one }” has the same part two times.
prog-conflict-part-order-title = Parts out of order
prog-conflict-part-order = “{ $two }” begins before “{ $one }” ends.
prog-conflict-open-closed-title = Public and closed at once
prog-conflict-open-closed = “{ $one }” is marked public, and as only for its own people.
prog-title = Title
prog-kind = Kind
prog-kind-workshop = Workshop
prog-kind-joint = Joint session
prog-kind-circle = Circle
prog-kind-one-to-one = One to one
prog-kind-drop-in = Drop in
prog-kind-social = Social
prog-kind-break = Break
prog-track = Track
prog-none = None
prog-room = Room
prog-no-room = No room yet
prog-day = Day
prog-start = Begins
prog-end = Ends
prog-end-wrong = It ends before it begins. What you typed is kept.
prog-trainers = Trainers
prog-trainers-note = Aliases, with commas. They are never public.
prog-language = Language
prog-language-note = en, ru, ar…
prog-interpretation = Interpreted into
prog-interpretation-note = With commas
prog-level = Level
prog-level-any = For anyone
prog-level-beginner = Beginner
prog-level-advanced = Advanced
prog-capacity = Seats
prog-capacity-note = Empty: as the room
prog-slots = Slots
prog-slots-none = One person each; as many as fit
prog-slots-note = { $count } of { $minutes } minutes, one person each
prog-series = Series
prog-series-note = The same word in all its parts
prog-part = Part
prog-parts = of
prog-abstract = What it is about
prog-rules = Rules
prog-rule-required = Everyone comes
prog-rule-required-note = Nobody is given another seat at that time.
prog-rule-nophones = No phones
prog-rule-nophones-note = Phones stay outside.
prog-rule-norecording = No recording
prog-rule-norecording-note = No picture and no sound is kept.
prog-rule-sensitive = Sensitive
prog-rule-sensitive-note = Asking and answering is locked. No list anywhere says who takes part.
prog-rule-unlisted = Unlisted
prog-rule-unlisted-note = Only its own people know of it.
prog-rule-open = Public
prog-rule-open-note = Part of the open session. Only these can ever be published.
prog-unlisted-what = It is not saved with the programme.
prog-unlisted-next = It stays on this page until you send it to its own people, under Sign-ups.
prog-duplicate = Make a copy
prog-part-add = Add part { $part }
prog-copy-of = { $title } (copy)
prog-delete = Take it out
prog-typed = What you type is kept on this page until you save a version. Undo takes back each change.
prog-rooms = Rooms
prog-room-name = Name
prog-room-seats = Seats
prog-room-booths = Booths
prog-room-add = Add a room
prog-room-remove = Take out { $name }
prog-tracks = Tracks
prog-tracks-note = With commas
prog-headsets = Headsets
prog-headsets-note = All that there are. The draw never gives out more at one time.
prog-interpreters = Teams of interpreters
prog-interpreters-note = In how many sessions at one time a language can be heard. Empty: not counted.
prog-choices-until = Members choose until
prog-choices-until-note = The last day.
prog-announced = Seats are told on
prog-announced-note = Everyone learns it at one time.
site-title-page = Open part
site-open = Open your team’s words
site-closed = The words of the open part are locked.
site-words = Words of the site
site-words-text = In English and Swedish. They are your team’s until you publish.
site-in-en = English
site-in-sv = Swedish
site-title = Headline
site-title-note = One or two lines
site-intro = Introduction
site-intro-note = One sentence under the headline
site-rules = House rules
site-rules-note = An empty line between two rules; the first line says what to do.
site-access = Getting in and taking part
site-access-note = Steps, hearing loop, quiet room
site-press = For the press
site-press-note = Where cameras may stand
site-contact = Contact
site-contact-note = Where, and a number to call
site-seats = Seats for the public
site-seats-note = Empty closes the form.
site-press-places = Places for the press
site-press-places-note = Counted apart from the seats. Empty closes the press form.
site-keep-until = Requests are deleted on
site-keep-until-note = The forms say this day, and the portal deletes on it by itself. Later than the open session.
site-address = Address of the public page
site-address-note = It is signed with the rest and stands in the programme files. Compare it with what you were told by whoever set it up.
site-address-wrong = An address begins with https:// and ends with the name, in small letters of a to z. Yours is kept.
site-address-proposed = The portal names this address:
site-address-take = Write it down here
site-address-other = The portal names another address:
site-address-other-next = Give neither to anybody before you have asked whoever set it up.
site-address-give = For visitors and the press:
site-address-opens = Opens in a new tab.
site-award = The award
site-heading = Name of the award
site-recipient = Who receives it
site-recipient-note = Empty until it may be known
site-citation = Words of the jury
site-past = Those before
site-year = Year
site-reason = For what
site-past-add = Add a year
site-past-remove = Take out { $name }
site-save = Lock for your team
site-save-note = Locking keeps the words for your team. Nothing becomes public by it.
site-publish-title = Publication { $edition }
site-nothing-public = Nothing is public yet.
site-public-is = Public now: publication { $seq }. Asked so far: seats { $seat }, press { $press }.
site-holds = { $open ->
    [one] 1 session of the saved programme is public.
   *[other] { $open } sessions of the saved programme are public.
  } { $closed } closed ones stand nowhere in these files.
site-these-bytes = What you see below is, letter by letter, what will be public. You sign exactly this, and the log keeps that you did.
site-publish = { $count ->
    [one] Publish 1 changed file with one touch
   *[other] Publish { $count } changed files with one touch
  }
site-no-news = Nothing but the number and the time would change.
site-published = Publication { $seq } is public.
site-published-next = The log holds it at entry { $leaf }.
site-preview = Exactly what will be public
site-preview-text = The picture is drawn from the very file and its style sheet. The source shows each letter.
site-file = File
site-files = All files
site-look = Look at it
site-wide = Computer
site-narrow = Phone
site-source = Source
site-picture = Picture of { $path }
site-picture-alt = The page { $path } as visitors see it. Its words stand under Source.
site-public-now = Public now
site-will-be = Will be
site-difference = Difference
site-bytes = { $count } bytes
site-is-new = new
site-is-other = changed
site-is-same = the same
site-is-gone = goes away
seats-title = Sign-ups
seats-state = { $people ->
    [one] 1 person can choose. They choose until { $until }; seats are told on { $announced }.
   *[other] { $people } people can choose. They choose until { $until }; seats are told on { $announced }.
  }
seats-open = Open the choices
seats-closed = { $count ->
    [one] 1 envelope is closed.
   *[other] { $count } envelopes are closed.
  }
seats-closed-text = One touch. Each person can see that you looked, to give out seats.
seats-nobody = Nobody has chosen yet.
seats-draw = Give out seats
seats-draw-text = Drawn in this browser: everybody gets one before anybody gets a second; stated needs come first, then wishes, then luck. All parts of a series are one seat.
seats-draw-closed = { $count ->
    [one] 1 envelope is still closed. Open it first, or its owner is left out.
   *[other] { $count } envelopes are still closed. Open them first, or their owners are left out.
  }
seats-draw-do = Draw
seats-draw-again = Draw again
seats-before = Seats were told already. A new draw takes the place of it, and people may lose what they have.
seats-drawn = { $seated } of { $people } people have a seat.
seats-drawn-untold = Nobody knows yet.
seats-early = People choose until { $until }. A draw before that leaves out who chooses later.
seats-lot = With this number a colleague draws the same:
seats-telling = Locking each person’s seats
seats-stay = Stay on this page until it is done.
seats-tell = { $count ->
    [one] Lock and send to 1 person
   *[other] Lock and send to { $count } people
  }
seats-told = { $count ->
    [one] 1 person was told.
   *[other] { $count } people were told.
  }
seats-told-next = What is left is free for whoever comes first.
seats-health = What was asked for
seats-health-text = { $count } people have chosen. These numbers may be told: under five, nothing is said, and nothing that could be worked out by subtracting.
seats-few = under 5
seats-over = more than seats
seats-other = other
seats-as-spoken = Headset, as spoken
seats-col-session = Session
seats-col-seats = Seats
seats-col-asked = Asked
seats-col-headsets = Headsets
seats-col-needs = Needs
seats-col-languages = Heard in
waiting-title = Seats, waiting list and answers
waiting-text = Needs first, then in the order of the draw. An offer keeps its seat until it ends. All parts of a series are one seat.
waiting-wrote = Wrote: { $note }
waiting-waiting = Place { $place } on the list
waiting-offered = Offered until { $until }
waiting-in = Has the seat
waiting-held = Held
waiting-out = No seat
waiting-offer = Offer it
waiting-give = Give the seat
waiting-end = End it: no seat
waiting-none = Nobody waits, and no seat is left over.
waiting-ends = An offer ends after
waiting-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
  }
waiting-book = { $seats ->
    [one] 1 seat, { $given } given
   *[other] { $seats } seats, { $given } given
  }
waiting-book-offered = { $count ->
    [one] 1 kept by an offer
   *[other] { $count } kept by offers
  }
waiting-book-free = { $count } free for whoever comes first
waiting-book-taken = { $count } taken by who came first
waiting-left = { $count ->
    [one] 1 that nobody has
   *[other] { $count } that nobody has
  }
waiting-rows-over = { $count ->
    [one] 1 more seat is free for whoever comes first than there is.
   *[other] { $count } more seats are free for whoever comes first than there are.
  }
waiting-rows-over-text = Nobody has them yet.
waiting-rows-close = { $count ->
    [one] Close it
   *[other] Close these { $count }
  }
waiting-over = { $count ->
    [one] 1 seat more is given than there is. Find another room, or ask who would rather go elsewhere.
   *[other] { $count } seats more are given than there are. Find another room, or ask who would rather go elsewhere.
  }
waiting-offer-next = Offer it to { $name }
waiting-free = { $count ->
    [one] Free it for whoever comes first
   *[other] Free all { $count } for whoever comes first
  }
waiting-says-yes = Says yes
waiting-says-no = Says no
waiting-says-back = Gives it back
waiting-says-wait = Asks for a place on the list
waiting-ended = The offer ended, { $until }
waiting-list = Put on the list
waiting-back = Take the seat back
circles-title = Unlisted circles
circles-text = An unlisted session is locked for its own people, one letter each. Nobody else learns that it exists, and it is never in a list on our computer.
circles-names = { $count ->
    [one] Show 1 name with one touch
   *[other] Show { $count } names with one touch
  }
circles-closed = Circles that were sent are closed.
circles-closed-next = Open the envelopes above first.
circles-none = There is none. Mark a session as unlisted in the programme, and it stands here.
circles-who = Its own people
circles-send = { $count ->
    [one] Lock and send to 1 person
   *[other] Lock and send to { $count } people
  }
circles-sent = Locked and sent.
asks-title = Asked in locked words
asks-text = Circles and one-to-ones never stand in a list on our computer. Your answer is locked for that person alone.
asks-asked = Asks to take part
asks-in = Has a place
asks-out = Was told no
asks-slot = Time
asks-slot-pick = Pick a time
asks-slot-none = No time is free
asks-give-slot = Give this time
asks-not = Not this time
groups-title = Tell the trainers
groups-text = Pick who each trainer is. They are told how many come, in which languages, and how many need something. Never who. Under five nothing is said; and told again, a number changes only when five people or more are the difference.
groups-nobody = Nobody here
groups-send = Lock and send the numbers
groups-sent = { $count ->
    [one] 1 trainer was told.
   *[other] { $count } trainers were told.
  }
said-title = How it was
said-row = Feedback by session, without names
said-text = What people said about sessions, without names. Fewer than five answers say nothing, so that nobody can be recognised.
said-closed = { $count ->
    [one] 1 answer is closed.
   *[other] { $count } answers are closed.
  }
said-closed-text = One touch. People know that the programme team reads this.
said-open = Open the answers
said-none = Nobody has said anything yet
said-none-text = People can, as soon as they have been to a session.
said-few = Fewer than five people answered.
said-mean = { $count ->
    [one] { $mean } of 5, from 1 person
   *[other] { $mean } of 5, from { $count } people
  }

## Requests of the public

requests-title = Requests
requests-text = What people outside asked for on the public page. Each is locked for your team in their browser or, without scripts, the moment it arrives.
requests-open = Open the requests
requests-closed = The requests are closed.
requests-closed-text = One touch opens all of them, until this page locks.
requests-none = Nobody has asked yet
requests-none-text = Requests stand here once the open part is public.
requests-seats = ask for a seat
requests-press = come for the press
requests-needs = need something to take part
requests-csv = Save as a table
requests-list-seat = { $count ->
    [one] One person asks for a seat
   *[other] { $count } people ask for a seat
  }
requests-list-press = { $count ->
    [one] One person comes for the press
   *[other] { $count } people come for the press
  }
requests-until = The portal deletes these by { $day } at the latest. If its clock looks wrong then, it waits until that is set right. A list that you save here is yours to delete.
requests-unreadable = { $count ->
    [one] One request cannot be opened.
   *[other] { $count } requests cannot be opened.
  }
requests-unreadable-safe = They were damaged, or made by somebody who did not use the form. They take up places.
requests-unreadable-remove = Delete them
requests-back = Give back
requests-back-of = Give back the place of { $ticket }
requests-back-yes = Delete the request
requests-back-no = Keep it
requests-col-back = The place
requests-csv-note = The list is made on this computer. Whoever has the file can read it: delete it for good when the doors close.
requests-col-at = Asked
requests-col-name = Name
requests-col-contact = Contact
requests-col-outlet = Writes for
requests-col-needs = Needs
requests-col-language = Language
requests-col-ticket = Ticket

## Stop

stop-when = Stopped at { $time } { $zone }
stop-title = Two versions of the log exist.
stop-text = The computer showed this browser one log and showed the witness another. That does not happen by accident.
stop-save = Save the evidence
stop-call = Call the duty number { $number }
stop-safe = What is safe
stop-safe-text = Files stay locked. The keys never were on that computer. Help now, the duty number and pocket slips still work.
stop-todo = What to do
stop-todo-1 = Open nothing more here, and write nothing.
stop-todo-2 = Save the evidence to a stick.
stop-todo-3 = Call an officer from another phone.
stop-todo-4 = Use the printed sheets until two officers agree.
stop-prints = The two fingerprints
stop-print-browser = This browser was shown
stop-print-witness = The witness was shown
stop-differ = Underlined groups differ.
stop-title-behind = The log is shorter than it was.
stop-text-behind = The computer showed this browser an older log than before. Something was taken away or put back.
stop-title-state = You were given another member list than the witness signed.
stop-text-state = The computer showed this browser other changes of the member list than the witness knows. That does not happen by accident.
stop-title-witness = The witness said something that is not true.
stop-text-witness = What it signed does not fit together. That does not happen by accident.
stop-print-first = First
stop-print-second = Second
stop-evidence-text = The evidence names what the computer showed and what it should have. It holds nothing that you wrote.

## Recovery card

newcard-title = A new recovery card
newcard-text = For when the old one is lost, was seen by somebody, or was used. You need paper, and a key that you have.
newcard-does-old = The old card opens nothing here any more, from the last touch on.
newcard-does-keys = Your keys and your file stay as they are.
newcard-does-log = It is written in the log.
newcard-not = Somebody with the old card and an old copy of our data can still read your file, also what comes.
newcard-not-officer = If somebody may have both, call an officer now.
newcard-not-next = If somebody may have both, make all keys new: come back with your new card.
newcard-begin = Make the card
newcard-touch = One last touch
newcard-touch-text = Touch a key that you have. It signs that this is your card from now on. Until then the old one counts.
newcard-touch-do = Make the new card count
newcard-done = The new card counts
newcard-done-text = Cut up the old one.
recovery-card = Recovery card
recovery-what = If you lose your key, this card brings you back in. Whoever has it can open your file.
recovery-cut = cut
recovery-fold = fold
recovery-check = The last digit of each row checks the others.
recovery-made = Card { $number } of your file, made { $day }
recovery-how-1 = Fold on the two dotted lines. The digits end up inside.
recovery-how-2 = Close it with tape and sign across the tape. You will see if it was opened.
recovery-how-3 = Keep it apart from your key and your phone. Never take a picture of it.
recovery-how-4 = If it was opened or lost, say so. A new card makes this one useless at once.

## Approvals

approvals-text = Some things happen only when two officers sign. Ask the first one what it is for, by voice, before you sign.
approvals-loading = Looking for what waits…
approvals-empty = Nothing waits for you
approvals-empty-text = What another officer begins stands here for 24 hours.
approvals-signed = Signed by { $names }
approvals-missing = { $count ->
    [one] 1 signature missing
   *[other] { $count } signatures missing
  }
approvals-until = Ends { $when }, or as soon as something else is signed first
approvals-little = Less than an hour is left to sign this.
approvals-over = Its time ended before enough officers had signed. Nothing was changed.
approvals-over-next = If it is still wanted, begin it again.
approvals-mine = You have signed. Another officer must sign too.
approvals-do = Approve with a touch
approvals-done = Signed. It holds from now on.
approvals-more = { $count ->
    [one] Signed. 1 more officer must sign.
   *[other] Signed. { $count } more officers must sign.
  }
would-add = Let **{ $alias }** in as { $role }
would-rekey = Give **{ $alias }** new keys
would-desk-join = Let **{ $alias }** into the **{ $team }**
would-desk-leave = Take **{ $alias }** out of the **{ $team }**
would-remove = Remove **{ $alias }** from the event
meaning-remove = Their keys stop working here at once, and they open nothing new. What they have read, they have read. Teams they were in, and all members, then need new keys.
would-freeze = { $end ->
    [none] Keep the access of **{ $alias }** stopped without an end
   *[time] Stop the access of **{ $alias }** until { $when }
  }
meaning-freeze = Their pages lock, no key of theirs signs in, nothing is opened for them and nothing new is locked for them. It deletes nothing, and what was opened before cannot be taken back.
would-unfreeze = Give **{ $alias }** access again
meaning-unfreeze = Their keys sign in again, also one that was stolen. Ask by voice whether it has come back.
would-desk-epoch = Make a key of the **{ $team }** for { $count ->
    [one] 1 person
   *[other] { $count } people
  }
would-month-key = Make the log’s key for **{ $month }**
would-other = Change the member list in a way this version does not know
meaning-add = They can sign in from then on. The first officer says that the digits were compared with them.
meaning-rekey = Their old keys stop working at once.
meaning-desk-join = After the team’s next key, they can open what people lock for the { $team }. Every opening is written in the log.
meaning-desk-leave = They can open nothing new of the { $team }.
meaning-desk-epoch = What people lock from then on is locked to this key.
meaning-month-key = Officers can then read the reasons of that month’s openings. Your own part is checked before you sign.
meaning-other = Do not sign what you cannot read. Ask the officer who began it.
tasks-title = Next
tasks-officers = Make the officers’ key.
tasks-officers-next = Make the officers’ next key: somebody new is among you.
tasks-officers-text = The guest list is locked with it. Nobody can be invited before.
tasks-officers-do = Make the officers’ key
tasks-month = Make the log’s key for { $month }.
tasks-month-text = With it you can read who opened what, and why. Without it no team can open anything this month.
tasks-month-do = Make this month’s key
tasks-teams = { $count ->
    [one] A team has no fitting key yet: { $teams }.
   *[other] Teams without a fitting key: { $teams }.
  }
tasks-teams-text = Somebody of the team makes it, on their first page.

## The programme

day-all-title = Programme
day-view-all = All
day-view-choices = Choices
day-view-after = After
day-days = Days
day-first = The programme is here:
day-changed = Something changed:
day-changed-short = Changed
day-offline = There is no network. This is the programme as of { $when }.
day-offline-safe = It stays readable until you leave or lock this page.
prog-broken = { $name } locked a later version that nobody can open. You see the one before it.
prog-broken-next = The programme team can lock the next one. Tell them.
day-waits = The programme team lets you in soon
day-waits-text = The programme is locked for the people of this event. The team gives your key to you; there is nothing for you to do.
day-none = There is no programme yet
day-none-text = It appears here as soon as the programme team has saved it.
day-filter-language = Language
day-filter-any = All
day-filter-mine = Mine
day-filter-track = Track
day-filter-tracks = All
day-without = No sessions yet
day-without-text = The programme team puts them here.
day-nothing = Nothing on this day
day-nothing-text = Another day, or fewer filters, may have something.
day-all-languages = All languages
day-spoken = { $spoken }
day-spoken-into = { $spoken }, interpreted into { $into }
day-with = with { $names }
day-part = Part { $part } of { $parts }
day-parts-title = In { $count } parts
day-parts-text = The parts belong together: whoever has the first has the others too.
day-rules = In this room
day-group-title = Your group
day-group-asked = Want to come
day-group-needs = Need something
day-group-spoken = Hear it as it is spoken
day-group-headset = The same, with a headset
day-group-other = Asked for another language
day-group-few = under 5
day-group-text = The programme team tells you numbers, never who. Under five, nothing is said.
day-no-phones = Phones stay outside
day-no-recording = No pictures, no recording
day-no-rules = Phones and pictures are allowed
day-kind-workshop = Workshop
day-kind-joint = For everyone together
day-kind-circle = Circle
day-kind-one-to-one = One to one
day-kind-drop-in = Drop in when you like
day-kind-social = Being together
day-kind-break = Break
day-level-any = for everyone
day-level-beginner = to begin with
day-level-advanced = for those who know the basics
day-required = Please come
day-open = Open to the public
day-unlisted = Known to its own people only
day-star = Mark it
day-starred = Marked
day-star-text = It then stands in My day. Only you can see it.
day-seat-yours = Your seat
day-seat-place = Place { $place } on the list
day-seat-offered = Yours if you like, until { $until }
day-seats-free = { $count ->
    [0] Full
    [one] 1 seat free
   *[other] { $count } seats free
  }
day-wish = Your wish { $rank }
day-asked = You asked for it
day-free = { $long } free
day-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
  }
day-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
  }
day-hours-minutes = { $hours } h { $minutes } min
day-next = Next
day-next-in = Next, in { $long }
day-now = Now
day-mine-empty = Nothing on this day yet
day-mine-empty-text = Sessions for everyone, your seats and your own entries stand here.
day-waiting-text = Seats go by need, not by speed. You lose nothing by waiting.
day-entry-add = Add an entry of your own
day-entry-change = Change your entry
day-entry-what = What
day-entry-what-missing = Write a word or two. Nothing is lost.
day-entry-day = Day
day-entry-from = From
day-entry-to = Until
day-entry-time-wrong = Write both times as 14:30, the later one second.
day-entry-save = Lock and keep
day-entry-remove = Take it away
day-save = Save my days on this { $device ->
    [computer] computer
   *[phone] phone
  }
day-save-text = This page makes a calendar file. Nothing is sent, and there is no address that keeps asking us for news.
day-save-what = What stands in it
day-save-neutral = Times only
day-save-neutral-text = Each entry is called “Meeting”, without a room.
day-save-real = Titles and rooms
day-save-real-text = Whoever opens your calendar reads what you take part in.
day-save-meeting = Meeting
day-save-know = Anyone who holds this { $device ->
    [computer] computer
   *[phone] phone
  } can open the file.
day-save-warn = With titles, this { $device ->
    [computer] computer
   *[phone] phone
  } tells anyone who opens it where you were and why.
day-save-cloud = Most calendars also copy it to the company that made them. We cannot take it back. Changes do not reach it: save it again.
day-save-do = Save the file
day-choices-title = My choices
day-choices-until = Choose until { $day }, and change your mind until then.
day-choices-told = Seats are told on { $day }.
day-choices-need = Seats go by need and by your order, not by who was first.
day-choices-closed = Choosing is over. Your choices are with the programme team.
day-choices-announced = The seats have been told. You find yours in My day.
day-wishes = Workshops, best first
day-wishes-none = No workshop chosen yet
day-wishes-none-text = Add one below, or open it in the programme.
day-add = Add a workshop
day-add-text = It goes to the end of your list. Move it up if you want it more.
day-add-pick = Pick one
day-up = Up: { $title }
day-up-short = Up
day-down = Down: { $title }
day-down-short = Down
day-remove = Remove: { $title }
day-remove-short = Remove
day-hear = I would like to hear it in
day-headset = I need a headset
day-need-add = Tell us what you need there
day-need = Something we should know
day-need-text = A seat near the door, a companion, a pace. Need comes before rank. The programme team reads it.
day-asks = Circles and one-to-ones
day-asks-text = Nothing about these stands in a list on our computer. Your question and the answer are locked.
day-ask = Ask to take part
day-ask-not = Do not ask any more
day-ask-text = You ask the programme team in locked words. Nobody else learns of it.
day-ask-note = What you want to say with it
day-choose = Put it on my list
day-choose-not = Take it off my list
day-choose-text = You can put it on your list of wishes.
day-chosen-text = It is your wish { $rank }.
day-to-choices = Not sent yet. Go to my choices
day-choices-sent = Locked and sent to the programme team.
day-choices-sent-text = You can change it until the last day.
day-free-text = { $count ->
    [one] One seat is free. Whoever comes first has it.
   *[other] { $count } seats are free. Whoever comes first has one.
  }
day-take = Take a seat
day-take-parts = Take a seat in all parts
day-full = No seat is free just now. Look again later: people give theirs back.
day-list-ask = Keep me on the list
day-said-yes = You said yes. The programme team gives you the seat.
day-said-no = You said no. Thank you for telling.
day-said-back = You give it back. The programme team takes it from here.
day-said-wait = You asked for a place on the list. Seats go by need, not by speed.
day-asked-text = You asked. The answer comes here, and only you can read it.
day-ask-no = Not this time. That says nothing about you; others had to be put first.
day-in-the-way = You are in “{ $title }” at that time. Give that seat back first if you would rather come here.
day-with-first = Its seats come with the first part. Take one there.
day-taken = The seat is yours.
day-taken-text = It stands in My day.
day-taken-parts = In every part. They stand in My day.
day-gone = Somebody took the last seat a moment before you.
day-gone-text = That says nothing about you, and you lose nothing. Look again later: people give theirs back.
day-yours = Your seat is here.
day-yours-parts = You have a seat in every part.
day-yours-slot = Your time is
day-give-back = Give my seat back
day-given-back = Thank you. Somebody else can have it now.
day-told = Locked and sent to the programme team.
day-offer-text = A seat is kept for you until { $until }.
day-offer-ended = The offer ended. You lose nothing: you can ask for a place on the list again.
day-offer-beside = You are in “{ $title }” at that time. Give that seat back if you say yes.
day-offer-yes = I take it
day-offer-no = Give it to somebody else
day-after-title = Afterwards
day-feedback-title = How was it?
day-feedback-text = Locked for the programme team. Your name goes with it, so write only what you would say to them.
day-feedback-useful = How useful was it? 1 is little, 5 is much
day-feedback-given = You said { $useful } of 5
day-feedback-note = What should they know?
day-feedback-none = Nothing to tell yet
day-feedback-none-text = After your first session you can say here how it was.
day-feedback-sent = Thank you. Locked and sent to the programme team.
day-cert-title = Certificate
day-cert-row = Under your alias, to print
day-cert-text = This page makes it. Nothing of it is kept.
day-cert-alias = Your card has no alias yet.
day-cert-alias-next = Write one into About you, and it stands here.
day-cert-name = Name my workshops
day-cert-warn = On paper anyone can read it. Print it only if you can carry it.
day-cert-says = This says that
day-cert-part = took part in { $event }
day-cert-when = { $from } to { $to }, { $place }

## Messages

msg-teams = Teams
msg-announcements = Announcements
msg-groups = Groups
msg-met = People you met
msg-nothing = Nobody to write to yet
msg-nothing-text = Once a team has opened its messages, it stands here.
msg-team-not-yet = Nobody on this team has opened messages yet
msg-opening = Opening your messages…
msg-reading = Looking through what came while you were away
msg-from-team = From the { $team }
msg-group-unnamed = Group without a name
msg-by-you = You: { $text }
msg-you = You:
msg-file = A file
msg-newest-done = Taken care of
msg-newest-told = Told by another way
msg-newest-left = Somebody left
msg-unread = { $count ->
    [one] 1 unread
   *[other] { $count } unread
  }
msg-mark-muted = Muted
msg-mark-left = Left
msg-mark-changed = Keys changed
msg-people = Somebody beside you
msg-people-text = Write to a person whom you meet here
msg-search = Search your messages
msg-search-text = On this device only
msg-sees = What our computer can see
msg-sees-text = Of your messages: closed envelopes of one size, and when they came
msg-back = All messages
msg-about = About these messages
msg-list = What was written
msg-none-yet = Nothing was written here yet.
msg-show-earlier = { $count ->
    [one] 1 earlier message
   *[other] { $count } earlier messages
  }
msg-to-newest = To the newest
msg-came = New message from { $name }
msg-earlier = There were messages before these. They are from before your time here, or their end has come.
msg-missing = { $count ->
    [one] A message somebody saw has not arrived.
   *[other] { $count } messages somebody saw have not arrived.
  }
msg-missing-next = It may still come. If not, ask them to write it again.
msg-unseen = { $count ->
    [one] One of your messages here is from before your new keys. Nobody is known to have read it.
   *[other] { $count } of your messages here are from before your new keys. Nobody is known to have read them.
  }
msg-unseen-next = Nothing is sent again by itself.
msg-unseen-look = Look and choose
msg-unopened = { $count ->
    [one] One part of what you kept of your messages does not open.
   *[other] { $count } parts of what you kept of your messages do not open.
  }
msg-unopened-safe = What is in them is not shown, and nothing is written over them. New messages come and are kept.
msg-unopened-next = Somebody may have changed them. Tell an organiser when you meet.
msg-note = The note about your messages does not open.
msg-note-safe = Your messages come and are kept. What it held is not known: what you have read, which threads you left, and whom you compared.
msg-note-next = Somebody may have changed it: tell an organiser when you meet. Until you begin a new note, none of this is written down. In a new one nobody counts as compared: compare again.
msg-note-begin = Begin a new note
msg-unread-from = Something that { $name } sent could not be read here: { $name } has new keys since.
msg-unread-from-next = It comes if it is sent again. If you wait for something, ask.
msg-why = You have new keys. Could somebody else have had the old ones?
msg-why-text = Think of your key, your card and your device. If you are not sure, say yes. Then nobody counts as compared any more, and you compare again when you meet. Your messages stay.
msg-why-yes = Yes, or I am not sure
msg-why-no = No. It was lost or broken
msg-again = Written before your new keys
msg-again-text = Nobody is known to have read these. Nothing is sent again by itself. Tick only what you wrote yourself and still want to say.
msg-again-which = Which ones
msg-again-to = { $name }, { $when }
msg-again-joined = { $count ->
    [one] Somebody joined after you wrote it, so it is not sent again. If it is for all of them, write it anew.
   *[other] { $count } people joined after you wrote it, so it is not sent again. If it is for all of them, write it anew.
  }
msg-again-shut = Nothing can be sent there now.
msg-again-send = { $count ->
    [0] Send again
    [one] Send one again
   *[other] Send { $count } again
  }
msg-again-leave = Leave the rest as it is
msg-again-sent = { $count ->
    [one] Sent again, as it was. Whoever has it already sees it once.
   *[other] { $count } sent again, as they were. Whoever has them already sees them once.
  }
msg-not-reached = { $count ->
    [one] This did not reach { $people }: their key cannot be used.
   *[other] This did not reach { $people }: their keys cannot be used.
  }
msg-not-reached-next = Everybody else gets it. Say it in another way. What helps is new keys: tell an officer.
msg-unvouched = { $count ->
    [one] One message is not shown.
   *[other] { $count } messages are not shown.
  }
msg-unvouched-next = Somebody who has left wrote them, and nobody who is here saw them.
msg-waiting = { $count ->
    [one] 1 message waits for the network.
   *[other] { $count } messages wait for the network.
  }
msg-waiting-safe = { $count ->
    [one] It is only in this tab: do not close it, and do not sign out.
   *[other] They are only in this tab: do not close it, and do not sign out.
  }
msg-waiting-now = Try now
msg-state-waiting = Waiting for the network – only in this tab until then
msg-in-reply = In reply to:
msg-parts-missing = { $count ->
    [one] A part of this message has not arrived
   *[other] { $count } parts of this message have not arrived
  }
msg-acts = Message by { $name }
msg-acts-own = Your message
msg-done-at = Taken care of, { $when }.
msg-event-done = { $name }: taken care of
msg-event-done-text = { $name }: taken care of.
msg-event-told = { $name } told by another way that something is here
msg-event-told-text = { $name } told by another way that something is here.
msg-event-left = { $name } left
msg-event-left-text = { $name } left.
msg-write = Write a message
msg-write-here = Message
msg-send = Send
msg-sealing = Locking it…
msg-preparing = Making the file ready…
msg-room = { $count ->
    [one] Room for about 1 more letter
   *[other] Room for about { $count } more letters
  }
msg-too-long = { $count ->
    [one] About 1 letter too long. Send it in two.
   *[other] About { $count } letters too long. Send it in two.
  }
msg-attach = Attach a file, at most 10 MB
msg-replying = In reply to { $name }
msg-reply-drop = Do not reply to this
msg-file-drop = Do not attach this
msg-file-cleaned = Drawn anew: place, time and camera are gone from it.
msg-file-as-it-is = It goes as it is. Some files hold a name or a place inside.
msg-file-sending = Sending the file
msg-file-too-large = This file is larger than 10 MB. Nothing was sent.
msg-file-empty = This file is empty.
msg-file-picture-unknown = This picture cannot be opened here, so nothing can be taken out of it. Take a screenshot of it and attach that.
msg-size-kb = { $size } kB
msg-size-mb = { $size } MB
msg-reply = Reply
msg-done = Taken care of
msg-done-text = They see it at their message
msg-done-seen = They see at their message that it was taken care of, and when.
msg-done-say = In a few words, what was done
msg-done-send = Tell them
msg-unsend = Take back
msg-unsend-text = Our computer deletes it. Whoever has it already may have read it
msg-unsend-honest = It is really gone only if nobody has fetched it yet, and we cannot know that. If somebody has, their page hides it. They may have read it before.
msg-unsent-gone = Our computer has deleted it.
msg-unsent-gone-next = Whoever had fetched it before may have read it. Their page hides it now.
msg-unsent-late = It could not be deleted any more.
msg-unsent-late-next = Their pages are asked to hide it. Act as if it was read.
msg-report = Tell the officer
msg-report-text = You choose which messages they get
msg-report-what = The officers get the messages that you tick, as you see them, and who wrote them. Nobody else is told.
msg-report-which = Which ones
msg-report-after = You can write to the officers right after. The officers believe your copy; it is no proof for others.
msg-report-send = { $count ->
    [one] Hand over 1 message
   *[other] Hand over { $count } messages
  }
msg-left = You left. Nothing that is written now reaches you.
msg-announcement-only = Announcements only. To ask something, write to a team.
msg-shut-safe = What was written before stays readable.
msg-shut-contact-changed = Their keys changed since you compared. Nothing is sent for now.
msg-shut-contact-changed-next = Often it is a new phone or a lost key. Meet or call, compare the numbers again, then go on.
msg-shut-thread-forked = People in this group were told different lists of who is in it. Nothing is sent.
msg-shut-thread-forked-next = Tell an officer. Whoever made the group can make a new one.
msg-shut-bundle-missing = They have not opened their messages yet, or not for half a year, so nothing can be locked for them.
msg-shut-bundle-missing-next = Ask them to sign in once.
msg-under-announcement = To everyone. Signed, so that anybody can show who wrote it.
msg-under-direct = Only you two
msg-who-reads = { $count ->
    [one] 1 person can read this
   *[other] { $count } people can read this
  }
msg-about-announcement = Everyone in the event gets what is written here. Only the { $team } can write.
msg-until-desk = Kept until 30 days after the event.
msg-until-short = Kept for 14 days after you first open it.
msg-mute = Mute
msg-mute-text = No dot and no number for these messages
msg-leave = Leave
msg-leave-text = Nothing that is written after reaches you
msg-leave-sure = You cannot come back by yourself.
msg-leave-sure-next = The others see that you left.
msg-stay = Stay
msg-people-how = You can write to somebody here only after you stood beside each other: one shows a code, the other reads it. Nobody can look you up.
msg-people-limits = Our computer does not learn whom you met. They see the name you use here, and that the code came from you.
msg-code-show = Show my code
msg-code-yours = Your code
msg-code-yours-text = Let the person beside you read it now. Do not send it to anybody.
msg-code-read = Read their code
msg-code-go = Begin
msg-scan = Photograph the code
msg-scan-note = Your phone’s camera takes the picture. It is read here and not sent. Some phones keep it: delete it there.
msg-scan-none = No code could be read in this picture. Go closer, or type it below.
msg-paste = The code as text
msg-paste-note = It stands under the code on the other screen. Your phone’s camera app can often read the code and copy it.
msg-compare = Compare numbers
msg-compare-why = To be sure that nobody stands between you
msg-compare-how = The same number must stand on { $name }’s screen. Compare side by side, or read it aloud on a call where you know the voice.
msg-compare-digits = Your common number
msg-compare-code = Your common number as a code
msg-compare-same = They are the same
msg-compare-read = Read it from their screen
msg-compare-do = Compare
msg-compare-differ = They are different
msg-compare-again = Compare again
msg-compare-back = Back to the messages
msg-compared = You made sure of { $name }: you read their code, or compared the numbers.
msg-changed = The keys of { $name } changed since you compared.
msg-changed-next = Nothing is sent to { $name } until you compare again.
msg-differ = Stop. The numbers are different.
msg-differ-safe = Nothing was sent.
msg-differ-next = Make sure that both of you look at the number for each other. If it stays different, do not write here to { $name }: tell an officer.
msg-search-words = Words
msg-search-note = Searches only what is open on this device. Nothing of it is sent.
msg-found = { $count ->
    [one] 1 message found
   *[other] { $count } messages found
  }
msg-found-none = Nothing found
msg-found-none-text = Only messages that this device has opened are searched.

## Messages of teams

inbox-view = Inbox
inbox-view-tell = Tell list
inbox-view-announce = Announce
inbox-view-groups = Groups
inbox-team = Team
inbox-all-teams = All teams
inbox-open = Waiting for an answer
inbox-done = Answered
inbox-rest = Groups, people, announcements
inbox-own = You to other teams
inbox-newest = Newest
inbox-state = State
inbox-when = When
inbox-state-open = Open
inbox-state-done = Answered
inbox-shut-contact-changed = Keys changed
inbox-shut-thread-forked = Lists differ
inbox-shut-bundle-missing = Not opened yet
inbox-nothing = No messages yet
inbox-nothing-text = When a guest writes to your team, it stands here.
inbox-write = Write to somebody
inbox-write-as = As
inbox-write-whom = To whom
inbox-names-note = Names stand here only while an opened card or message names them.
inbox-key-write = Write
inbox-write-them = Write to { $alias }
tell-text = Who has something new and has not looked. The portal sends no text: write them a neutral sentence where they are reached, then tick it off.
tell-nobody = Nobody to tell
tell-nobody-text = Everyone has looked, or nothing new was written.
tell-to-tell = To be told
tell-told = Told
tell-waits = Waits
tell-count = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
  }
tell-since = since { $when }
tell-reach = Reached by
tell-no-reach = No word from them
tell-closed = Where they are reached is closed.
tell-closed-next = Open it with the button above the list. Only the visa and travel teams and the officers can.
tell-not-now = It is outside their safe hours now.
tell-not-now-next = Wait until then, unless it cannot wait.
tell-sentence = What to write
tell-sentence-note = It names no event, no portal and no reason. Add nothing that does.
tell-another = Another sentence
tell-do = I told them
tell-open = Open where they are reached
tell-again = I told them again
tell-told-at = Told { $when }
tell-thread = Open the messages
announce-signed = Announcements are signed on purpose, and cannot be denied.
announce-signed-next = Anybody who gets it can show to others that your team wrote it, and that it was you. Other messages are not like that.
announce-as = In the name of
announce-text = What everyone should know
announce-text-note = { $count ->
    [one] One person in the event gets it. Name nobody, and no place that must stay unknown.
   *[other] All { $count } people in the event get it. Name nobody, and no place that must stay unknown.
  }
announce-look = Look at it
announce-sure = { $count ->
    [one] Send to 1 person?
   *[other] Send to { $count } people?
  }
announce-sure-text = It cannot be taken back once somebody has fetched it. Signed, on purpose not deniable.
announce-send = Sign and send
announce-sealing = Locking it for each of them…
announce-back = Change it
announce-sent = { $count ->
    [one] Sent to 1 person.
   *[other] Sent to { $count } people.
  }
announce-without = { $count ->
    [one] One person has not opened messages yet and does not get it. Tell them another way.
   *[other] { $count } people have not opened messages yet and do not get it. Tell them another way.
  }
announce-not-yours = Announcements are written by the officers and the programme team.
announce-not-yours-next = Ask one of them.
group-text = Who is in a group sees who else is, under the names they use here. Nobody else learns that it exists.
group-new = New group
group-none = No groups yet
group-none-text = For a workshop, or for people who travel together.
group-name = Name
group-name-note = Seen by everyone in it. Neutral words: it stands on their screens.
group-people = People
group-by = Made by
group-by-other = Somebody else
group-find = Find
group-who = Who is in it, besides you
group-full = { $count ->
    [one] A group has room for 1 person.
   *[other] A group has room for { $count } people.
  }
group-make = Make the group
group-change = Save who is in it
group-saved = Saved.
group-saved-next = Whoever was taken out reads nothing that is written from now on. Whoever came in reads nothing from before.
group-not-yours = Only whoever made the group can change who is in it.

## When something is refused. One pair a code: what happened (and what is safe), what to do next.

error-unknown = Something did not work. Nothing was sent, and what you typed is kept.
error-unknown-next = Try again. If it happens twice, call the duty number.
error-forbidden = This is not yours to do. Nothing was changed.
error-forbidden-next = Ask an officer if you think it should be.

error-malformed = What came from our computer could not be read. We opened nothing of it.
error-malformed-next = Try again. If it happens twice, call the duty number.
error-too-large = This is too big to send. What you typed is kept.
error-too-large-next = Make it shorter and send it again.
error-wrong-label = What came from our computer was not what we asked for. We opened nothing of it.
error-wrong-label-next = { error-malformed-next }
error-wrong-length = { error-malformed }
error-wrong-length-next = { error-malformed-next }
error-padding = { error-malformed }
error-padding-next = { error-malformed-next }
error-wrong-key = This key does not open it. It stays closed and safe.
error-wrong-key-next = Try your other key, or your recovery card.
error-weak-secret = Your key gave no good answer. Nothing was opened.
error-weak-secret-next = Take the key out, put it in again, and touch it.
error-slot-foreign = This key belongs to another file. Nothing was opened.
error-slot-foreign-next = Use your own key.
error-card-mistyped = A row of the card does not add up. What you typed is kept.
error-card-mistyped-next = Look at it digit by digit and type it again.
error-key-unusable = Nothing can be locked to this key. It was not taken.
error-key-unusable-next = The other side makes new keys on an up-to-date page. If that does not help, tell an officer.
error-assertion-type = Your key answered a different question. Nothing happened.
error-assertion-type-next = Load the page anew and touch the key again.
error-assertion-challenge = Your key answered too late. Nothing happened.
error-assertion-challenge-next = { error-assertion-type-next }
error-assertion-origin = This page is not the one your key knows. Stop here: it may be a copy.
error-assertion-origin-next = Look at the address. If it is wrong, close the page and call the duty number.
error-assertion-rp = { error-assertion-origin }
error-assertion-rp-next = { error-assertion-origin-next }
error-assertion-cross-origin = { error-assertion-origin }
error-assertion-cross-origin-next = { error-assertion-origin-next }
error-assertion-presence = The key was not touched. Nothing happened.
error-assertion-presence-next = Touch it when it blinks.
error-assertion-verification = The key did not ask for its PIN or your finger. Nothing happened.
error-assertion-verification-next = Set a PIN on the key, then try again.
error-assertion-backup = A copy of this key may lie in a cloud account. This event does not allow that.
error-assertion-backup-next = Use a hardware key.
error-assertion-credential = This key is not set up here. Nothing happened.
error-assertion-credential-next = Use the key that you set up, or ask an officer.
error-assertion-signature = The answer of the key was not right. Nothing happened.
error-assertion-signature-next = { error-assertion-type-next }
error-credential-key = This sort of key is not known here. Nothing was changed.
error-credential-key-next = Use another key.
error-root-mismatch = This is not the event you were invited to. Stop here. Nothing of yours was sent.
error-root-mismatch-next = Call the person who invited you.
error-genesis-signature = The first page of this event is not signed right. Nothing of yours was sent.
error-genesis-signature-next = { error-root-mismatch-next }
error-founding-mismatch = The two officers saw different things. Nothing was signed.
error-founding-mismatch-next = Start again, sitting together.
error-roster-chain = The member list has a gap. We believe nothing new until it is mended. What is yours can still be read.
error-roster-chain-next = Call an officer.
error-roster-signature = A change of the member list is not signed right. We do not believe it. What is yours can still be read.
error-roster-signature-next = { error-roster-chain-next }
error-roster-right = Somebody changed the member list who may not. We do not believe it.
error-roster-right-next = { error-roster-chain-next }
error-roster-quorum = This needs two officers. Nothing was changed.
error-roster-quorum-next = Ask the other officer to sign too.
error-roster-rule = The rules of the event do not allow this. Nothing was changed.
error-roster-rule-next = Ask an officer.
error-roster-expired = The time to sign this is over. Nothing was changed.
error-roster-expired-next = Begin it again, and sign sooner.
error-state-differs = The member list you were given is not the one that the second computer signed. Nothing was locked or opened on it.
error-state-differs-next = Save the evidence and call another officer.
error-verdict-false = The second computer said something about the member list that is not true. Nothing was locked or opened on it.
error-verdict-false-next = Save the evidence and call another officer.
error-entry-missing = Our computer did not show what this entry stands for. It changed nothing.
error-entry-missing-next = Ask both who run our computers.
error-needs-missing = Our computer did not show all of what this entry needs. It changed nothing.
error-needs-missing-next = Ask both who run our computers.
error-roster-often = Too many changes of this kind were made in a short time. Nothing was changed.
error-roster-often-next = Try again later, or ask an officer.
error-card-signature = The recovery card did not sign this, or another card did. Nothing was changed.
error-card-signature-next = Use the card that was printed for you last. If it was that one, call an officer.
error-policy-unsound = The rules of the event contradict each other. Nothing was changed.
error-policy-unsound-next = Call the other officers. Rules with a contradiction protect nobody.
error-policy-loose = One officer alone cannot make the rules of the event wider. Nothing was changed.
error-policy-loose-next = Let a second officer in first. Then two can decide it.
error-policy-unconfirmed = Some rules of this event are looser, and you have not ticked them yet. Nothing of yours is sent for now.
error-policy-unconfirmed-next = Look at the rules, and tick each one that you have read. What you typed is kept.
error-roster-twice = This very change was in force before. It counts once only.
error-roster-twice-next = If it is needed again, make it anew.
error-not-yet = This does not work in this version yet. Nothing was changed.
error-not-yet-next = Ask an officer how to do it until then.
error-head-signature = The witness did not sign what we were shown. We believe nothing new. What is yours can still be read.
error-head-signature-next = Try again in a few minutes. If it stays so, call an officer.
error-head-nonce = { error-head-signature }
error-head-nonce-next = { error-head-signature-next }
error-head-stale = The last check is too old. What is yours can be read. Nothing new is sent.
error-head-stale-next = Try again when the network is better.
error-head-behind = We were shown an older log than before. What is yours can be read. Nothing new is sent.
error-head-behind-next = Try again in a few minutes. If it stays so, call an officer.
error-own-entry = Your own entry in the member list is not as you left it. Nothing was opened.
error-own-entry-next = Call the duty number.
error-invite-link = This invitation cannot be read. Nothing was sent.
error-invite-link-next = Copy the whole link, or type the code again.
error-invite-mac = This invitation was changed on the way. Nothing was sent.
error-invite-mac-next = Ask the person who invited you for a new one.
error-invite-box = { error-invite-mac }
error-invite-box-next = { error-invite-mac-next }
error-invite-expired = This invitation has ended. It names nobody, so nothing is lost.
error-invite-expired-next = { error-invite-mac-next }
error-join-other = This key holds another invitation.
error-join-other-next = Use the key that you set up with this link. If your browser lists several, take the newest. If it goes on, call the person who invited you.
error-invite-inviter = The person who sent this invitation may not invite now. Stop here. Nothing more of yours is sent.
error-invite-inviter-next = Call the person who invited you and ask for a new invitation.
error-invite-used = This invitation was already used.
error-invite-used-next = If it was not you, call the person who invited you.
error-join-proof = Your keys could not be proved. You are not in yet, and nothing was sent.
error-join-proof-next = Start again with the same invitation.
error-join-changed = Something changed while you joined. Stop here. Nothing of yours was sent.
error-join-changed-next = Call the person who invited you.
error-reveal-signature = The other side's answer is not signed right. Do not go on. Nothing was sent.
error-reveal-signature-next = Call each other and start again.
error-record-signature = This envelope is not signed by the one who should have. We did not open it.
error-record-signature-next = Call an officer.
error-record-expected = This is not the envelope we asked for. We did not open it.
error-record-expected-next = { error-malformed-next }
error-record-policy = This envelope names readers that the rules do not allow. We did not open it.
error-record-policy-next = Call an officer.
error-record-author = Somebody wrote this who may not. We did not open it.
error-record-author-next = Call an officer.
error-record-place = This is in the place of another record. We did not open it.
error-record-place-next = Call an officer.
error-record-tag = This is marked as something that it is not. We did not open it.
error-record-tag-next = Call an officer.
error-record-commitment = The envelope and what is inside do not fit together. We show nothing of it.
error-record-commitment-next = Call an officer.
error-record-key = The key in this envelope does not fit. It stays closed and safe.
error-record-key-next = { error-malformed-next }
error-record-old = There is a newer version than this one. Nothing was sent, and what you typed is kept.
error-record-old-next = Look at the new version first.
error-record-retired = A newer version closed this one.
error-record-retired-next = Load the page again and open the newest.
error-inbox-missing = Nothing can be sent to this person yet: nobody has signed in with their keys since these were made. What you typed is kept.
error-inbox-missing-next = Send it once they have signed in.
error-wrap-signature = A key was added to this envelope by someone who may not. We did not open it.
error-wrap-signature-next = Call an officer.
error-wrap-recipient = This envelope is not for you. It stays closed.
error-wrap-recipient-next = Ask an officer if you think it should be.
error-field = One answer is not right. What you typed is kept.
error-field-next = Look at the part that is marked.
error-desk-key = A key did not match the list of members. Nothing was opened and nothing was sent.
error-desk-key-next = Tell an officer, in person or by phone.
error-desk-waiting = The key for this is not there yet, or somebody left the team and the next key is not made.
error-desk-waiting-next = The team makes it on its own page. Wait a little, or ask an officer.
error-opening-not-logged = This opening is not in the log, so it does not happen. The envelope stays closed.
error-opening-not-logged-next = { error-malformed-next }
error-opening-batch = Too many envelopes at once. Nothing was opened.
error-opening-batch-next = Open fewer at a time.
error-opening-body = The reason and the entry do not fit together. Nothing was opened.
error-opening-body-next = { error-malformed-next }
error-opening-nonce = This was asked before. Nothing was opened twice.
error-opening-nonce-next = Ask again, with a new touch.
error-opening-requester = You may not open this. It stays closed.
error-opening-requester-next = Ask an officer if you think you should.
error-opening-desk = Your team does not read this. It stays closed.
error-opening-desk-next = { error-opening-requester-next }
error-opening-time = The clocks do not agree. Nothing was opened.
error-opening-time-next = Set the clock of this computer, then try again.
error-opening-closed = This envelope is not to be opened now. It stays closed.
error-opening-closed-next = Look at its dates.
error-opening-limit = The team has opened as many as it may for now. The envelope stays closed.
error-opening-limit-next = Wait an hour, or ask an officer.
error-opening-share = The witness holds no piece for this one. It stays closed.
error-opening-share-next = Call an officer.
error-opening-tag = { error-record-commitment }
error-opening-tag-next = Call an officer.
error-release-mismatch = The witness gave the piece of another envelope. It stays closed.
error-release-mismatch-next = Call an officer.
error-release-refused = The witness said no. The envelope stays closed.
error-release-refused-next = Ask an officer why.
error-outcome-signature = Nobody we trust has signed what became of this. We do not believe it.
error-outcome-signature-next = Call an officer.
error-outcome-leaf = What was signed is about another entry. We do not believe it.
error-outcome-leaf-next = Call an officer.
error-outcome-twice = The witness signed two different answers for one entry. We show nothing more.
error-outcome-twice-next = Save the evidence and call another officer.
error-outcome-never = This was asked too long ago. Nothing was opened, and nothing will be.
error-outcome-never-next = Ask again, with a new touch.
error-outcomes-withheld = The witness signed more answers than our computer shows.
error-outcomes-withheld-next = Save the evidence and call another officer.
error-leaf-shape = { error-malformed }
error-leaf-shape-next = { error-malformed-next }
error-leaf-missing = An entry is missing from the log. We believe nothing new. What is yours can be read.
error-leaf-missing-next = Call an officer.
error-inclusion = The proof that this is in the log is not right. We do not believe it.
error-inclusion-next = Call an officer.
error-consistency = The log was changed, not only added to. We stop believing it.
error-consistency-next = Save the evidence and call an officer from another phone.
error-checkpoint-shape = { error-malformed }
error-checkpoint-shape-next = { error-malformed-next }
error-checkpoint-signature = The log is not signed right. We believe nothing new. What is yours can be read.
error-checkpoint-signature-next = Call an officer.
error-checkpoint-cosignature = The witness has not signed this yet. Nothing new is called checked.
error-checkpoint-cosignature-next = Try again in a few minutes.
error-log-fork = Two versions of the log exist. That does not happen by accident. Files stay locked.
error-log-fork-next = Save the evidence and call an officer from another phone.
error-log-behind = { error-head-behind }
error-log-behind-next = { error-head-behind-next }
error-log-body = An entry says something else than the log holds. We do not believe it.
error-log-body-next = Call an officer.
error-bundle-signature = The keys for messages to this person are not signed by her. Nothing was sent.
error-bundle-signature-next = Call an officer.
error-bundle-old = We were shown old keys of this person. Nothing was sent.
error-bundle-old-next = Try again. If it happens twice, call an officer.
error-bundle-missing = Nobody there can get messages yet. Nothing was sent.
error-bundle-missing-next = It works once they have opened Messages. Until then use Signal.
error-thread-member = This conversation is not for the one who wrote, or not for you. We do not show it.
error-thread-member-next = If you expected a message, ask the person.
error-thread-forked = The people in this group are not told the same list of members. Nothing is sent there.
error-thread-forked-next = Ask the one who made the group, and tell an officer.
error-message-signature = A message is not by the one whose name is on it. We do not show it.
error-message-signature-next = Tell an officer.
error-contact-changed = This person’s keys have changed since you compared them. Nothing is sent.
error-contact-changed-next = Meet or call, compare the number again, then write.
error-chunk-gone = This was deleted for good when its time was over.
error-chunk-gone-next = Ask the person to send it again.
error-attachment-hash = The file is not the one that was sent. We do not open it.
error-attachment-hash-next = Ask for it again.
error-bad-request = Our computer did not understand this page. Nothing was sent.
error-bad-request-next = Load the page anew. If it happens twice, call the duty number.
error-body-too-large = { error-too-large }
error-body-too-large-next = { error-too-large-next }
error-unknown-act = { error-bad-request }
error-unknown-act-next = { error-bad-request-next }
error-wrong-origin = This page is not where it should be. It may be a copy. Nothing was sent.
error-wrong-origin-next = { error-assertion-origin-next }
error-session-missing = The page locked itself. What you sent is safe.
error-session-missing-next = Touch your key again.
error-session-over = { error-session-missing }
error-session-over-next = { error-session-missing-next }
error-vault-locked = { error-session-missing }
error-vault-locked-next = { error-session-missing-next }
error-challenge-unknown = It took too long, so our computer forgot the question. Nothing happened.
error-challenge-unknown-next = Try again and touch the key when it blinks.
error-ceremony-refused = Our computer did not accept this key. Nothing was changed.
error-ceremony-refused-next = Try again, or use another key.
error-key-without-prf = This key cannot lock files. Nothing was changed.
error-key-without-prf-next = Use another key, or another browser. Try my device shows what works.
error-key-known = This key is set up already. Nothing was changed.
error-key-known-next = Use a different key.
error-key-copied = This key counts its touches, and a higher count was seen before. Somebody may have a copy of it. You are not signed in.
error-key-copied-next = Sign in with your other key, or with your recovery card, and tell an officer today.
error-prf-in-body = Something secret was about to leave this page, and we stopped it. Nothing was sent.
error-prf-in-body-next = Load the page anew, and tell an officer.
error-login-unknown = This key or card opens nothing here. Nothing happened.
error-login-unknown-next = Use the one that you set up here. If you lost it, use your recovery card.
error-frozen = Your access is stopped for now. Your file is safe, and nothing of it was deleted.
error-frozen-next = This can happen after a key or a laptop was lost. Call the duty number: an officer can say why, and until when.
error-invite-unknown = This invitation is not known here. Nothing of yours was given away.
error-invite-unknown-next = Look at the code again, or ask the person who invited you.
error-founding-unknown = This founding link is not known here. Nothing of yours was given away.
error-founding-unknown-next = Check that all of it was copied, or ask the person who gave it to you.
error-founding-replaced = The first officer began again. This page and its link have ended, and no event was founded with them.
error-founding-replaced-next = Call the first officer and ask for the new link. If the first officer did not begin again, somebody else did: stop.
error-founding-link = This link is for setting up an event. It is no invitation, and nothing of yours was given away.
error-founding-link-next = Open the link itself in this browser, instead of pasting it here.
error-other-address = This link belongs to another address than this page. It was not used, and nothing of yours was given away.
error-other-address-next = Ask the person who gave it to you which address is right.
error-invite-spent = { error-invite-used }
error-invite-spent-next = { error-invite-used-next }
error-invite-over = { error-invite-expired }
error-invite-over-next = { error-invite-expired-next }
error-founding-over = This event is set up already. Nothing was changed.
error-founding-over-next = Sign in with your key.
error-not-founded = { signin-not-set-up }
error-not-founded-next = Come back later.
error-record-conflict = Somebody changed it before you. What you typed is kept.
error-record-conflict-next = Go back, look at the new version, then send yours again.
error-roster-moved = The member list changed meanwhile. This was not done, and what you typed is kept.
error-roster-moved-next = Try again.
error-day-full = You have sent as much today as one person may. What you typed is kept.
error-day-full-next = Send it after midnight, UTC.
error-throttled = Too many are asking just now. Nothing is lost.
error-throttled-next = Wait a minute and try again.
error-witness-away = The witness does not answer. What is yours can be read. Nothing new is sent.
error-witness-away-next = Try again in a few minutes. What you typed stays on this page.
error-database-away = Our computer is resting. Nothing is lost, and what you typed is kept.
error-database-away-next = Try again in a few minutes.
error-outcome-unknown = The answer was lost on the way. It may have been sent, or not. What you typed is kept.
error-outcome-unknown-next = Look first whether it is there, then try again.
error-clock-skew = The clocks of our two computers differ. Nothing was opened, and nothing was changed. What you typed is kept.
error-clock-skew-next = Call the duty number. Try again when the clocks are right.
error-servers-differ = Our two computers do not say the same. One of them is wrong; this does not show which. Nothing was opened, and nothing was changed.
error-servers-differ-next = Call the duty number. What is on your page stays there.
error-place-lost = Our computer has just been started anew. Nothing was saved. What you typed is kept.
error-place-lost-next = Try again in a moment.
error-internal = Something broke on our computer. Nothing was opened, and what you typed is kept.
error-internal-next = Try again. If it happens twice, call the duty number.
error-offline = The network went away. What you wrote is safe on this page.
error-offline-next = Try again when it is back.
error-stale-page = This page is older than our computer. Nothing was sent.
error-stale-page-next = Load the page anew.
error-touch-cancelled = No key was touched, or it was stopped. Nothing happened.
error-touch-cancelled-next = Try again when you are ready.
error-touch-unsupported = This browser cannot talk to such a key. Nothing happened.
error-touch-unsupported-next = Open this page in another browser, or use another key.
error-touch-failed = The key did not answer. Nothing happened.
error-touch-failed-next = Take the key out, put it in again, and try again.
error-vault-broken = A part of this page did not start. Nothing was opened or sent.
error-vault-broken-next = Load the page anew. If it happens twice, call the duty number.
